"""Places in the database where whoever writes there stumbles, or stands still until it is killed.

Triggers, so that the portal's own processes run as they are: half-way through their transaction, in the table named.
"""

from contextlib import contextmanager

PLACES = {  # table: what is written there when a payment is settled
    "payments_payment": "insert",
    "licensing_application": "update",
    "licensing_event": "insert",
    "payments_order": "update",
    "payments_receipt": "insert",
    "icajo_letter": "insert",
}
DONE = "payments_providerevent"  # the last of them, where an event was the reason
LOCK = 815
SET_UP = f"""
create table if not exists fault (place text, stumbles int);
create sequence if not exists fault_stumbles;
create or replace function fault_here() returns trigger language plpgsql as $$
declare
    here record;
begin
    select * into here from fault where place = tg_table_name;
    if found and here.stumbles = 0 then
        perform pg_advisory_xact_lock_shared({LOCK});
    elsif found and nextval('fault_stumbles') <= here.stumbles then
        raise exception 'stumbled over %', tg_table_name;
    end if;
    return new;
end $$;
"""
STUMBLED = "select case when is_called then last_value else 0 end from fault_stumbles"
TRIGGER = "create or replace trigger fault before {} on {} for each row {} execute function fault_here()"


class Places:
    """The places of one stack."""

    def __init__(self, stack):
        self.stack = stack
        with stack.connect() as connection:
            connection.execute(SET_UP)
            for table, verb in PLACES.items():
                connection.execute(TRIGGER.format(verb, table, ""))
            connection.execute(TRIGGER.format("update", DONE, "when (new.processed_at is not null)"))

    @contextmanager
    def stumbles(self, place, times):
        """The first ones who write there fail, which undoes all they did; yields how often it has happened yet."""
        self.stack.do("alter sequence fault_stumbles restart")
        self.stack.do("insert into fault values (%s, %s)", place, times)
        try:
            yield lambda: self.stack.ask("select case when is_called then last_value else 0 end from fault_stumbles")[
                0
            ][0]
        finally:
            self.stack.do("delete from fault")

    @contextmanager
    def stands(self, place):
        """Whoever writes there stands still until the block is left; yields how many stand there."""
        with self.stack.connect() as connection:
            connection.execute("select pg_advisory_lock(%s)", [LOCK])
            connection.execute("insert into fault values (%s, 0)", [place])
            connection.commit()
            try:
                yield lambda: len(self.stack.ask("select 1 from pg_stat_activity where wait_event = 'advisory'"))
            finally:
                self.stack.do("delete from fault")
