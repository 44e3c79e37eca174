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


def go_round(var, task="licensing.go_round"):
    """Queue the round of the clock that the scheduler makes each hour, or another of its tasks."""
    broker = f"redis+socket://{var / 'valkey' / 'valkey.sock'}?virtual_host=0"
    with app.connection_for_write(broker) as connection:
        app.send_task(task, connection=connection)


A_FILE = """
with file as (select id from licensing_application where ref = %(ref)s),
notice as (update licensing_publicnotice set starts_on = starts_on - %(days)s, ends_on = ends_on - %(days)s,
    first_starts_on = first_starts_on - %(days)s, posted_on = posted_on - %(days)s
    where application_id = (select id from file))
update licensing_inspection set starts_at = starts_at - make_interval(days => %(days)s)
    where application_id = (select id from file)
"""


def days_pass(var, reference, days):
    """Move the public notice and the appointments of a file so many days back."""
    with psycopg.connect(postgres.Server(None, var / "pg", None).url("icajo")) as connection:
        connection.execute("set local session_replication_role = replica")
        connection.execute(A_FILE, {"ref": reference, "days": days})
