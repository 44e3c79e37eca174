"""Two years, in a moment: the dates of a licence are moved in the database of the running portal."""

import psycopg

from icajo.celery import app
from icajo.run import postgres

MOVE = """
with gap as (select id, expires_on - (now() at time zone 'America/Toronto')::date - %s as days
    from licensing_licence where number = %s),
moved as (update licensing_licence licence set issued_on = issued_on - days, starts_on = starts_on - days,
    expires_on = expires_on - days from gap where gap.id = licence.id)
update licensing_version version set decided_on = decided_on - days, starts_on = starts_on - days,
    expires_on = expires_on - days from gap where gap.id = version.licence_id
"""


def pass_by(var, number, days_left):
    """Move the licence and its versions so far back that it expires in this many days; nothing else is older."""
    with psycopg.connect(postgres.Server(None, var / "pg", None).url("icajo")) as connection:
        connection.execute("set local session_replication_role = replica")  # what was decided is otherwise not moved
        connection.execute(MOVE, [days_left, number])


def go_round(var):
    """Queue the round of the clock that the scheduler makes each hour."""
    broker = f"redis+socket://{var / 'valkey' / 'valkey.sock'}?virtual_host=0"
    with app.connection_for_write(broker) as connection:
        app.send_task("licensing.go_round", connection=connection)
