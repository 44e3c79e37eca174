"""The whole portal as a fault test sees it: its processes to kill, its tables to count in, its mail, its health."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import psycopg
import requests
from redis import Redis

from icajo.celery import app
from icajo.run import postgres, state
from icajo.run.demo import SANDBOX_KEY, SANDBOX_SECRET
from payments.sandbox.courier import signature
from payments.sandbox.ledger import Ledger
from tests.run.prepared import NOT_PASSED_ON
from tests.run.test_demo import command, health, left, until

SWEEP_SECONDS = 3
PARTS = {  # how a member of the family is known in the list of processes
    "web": "granian",
    "worker": " worker ",
    "scheduler": " beat ",
    "sandbox": "payments.sandbox",
    "valkey": "valkey-server",
    "postgres": "postgres -D",
}
COUNTS = {
    "payments": "select count(distinct p.id) from payments_payment p join payments_orderline l using (order_id) "
    "join licensing_application a on a.id = l.application_id where a.ref = %s",
    "receipts": "select count(distinct r.id) from payments_receipt r join payments_payment p on p.id = r.payment_id "
    "join payments_orderline l using (order_id) join licensing_application a on a.id = l.application_id "
    "where a.ref = %s",
    "submissions": "select count(*) from licensing_event e join licensing_application a on a.id = e.application_id "
    "where e.verb = 'submit' and a.state = 'submitted' and a.ref = %s",
    "receipt letters sent": "select count(distinct w.id) from icajo_letter w join payments_payment p "
    "on w.key = 'payment-' || p.id || '-receipt' join payments_orderline l using (order_id) "
    "join licensing_application a on a.id = l.application_id where w.state = 'sent' and a.ref = %s",
    "confirmations sent": "select count(distinct w.id) from icajo_letter w join licensing_event e "
    "on w.key = 'event-' || e.id || '-application_received' join licensing_application a on a.id = e.application_id "
    "where w.state = 'sent' and a.ref = %s",
}
EACH_ONCE = dict.fromkeys(COUNTS, 1)
MINE = """
select 1 from payments_order where id in (select order_id from payments_attempt where session_id = %s) for update
"""
SWEEPS = (
    "payments.sweep_attempts",
    "payments.sweep_events",
    "payments.attach_receipts",
    "licensing.requeue_pending",
    "icajo.deliver_letters",
)
STRIPE_TIMEOUT = 2  # seconds a page waits for the provider


class Stack:
    """One portal started by `icajo.run.demo` in a folder and on two ports of its own."""

    def __init__(self, var, port, mail):
        self.var, self.port, self.mail = var, port, mail
        self.site, self.provider = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
        self.printed = var.parent / "printed.txt"
        self.process = self.beside = None

    @contextmanager
    def running(self):
        env = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        env |= {
            "ICAJO_VAR": str(self.var),
            "PORT": str(self.port),
            "ICAJO_SAMPLE": "0",
            "SWEEP_SECONDS": str(SWEEP_SECONDS),
            "STRIPE_TIMEOUT": str(STRIPE_TIMEOUT),
            "DELIVER_LETTERS": "1",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mail.port),
        }
        with self.printed.open("wb") as lines:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.hasty"], env=env, stdout=lines, stderr=lines, cwd=state.PROJECT
            )
        try:
            until(lambda: self.health() == [] or self.process.poll() is not None)
            assert self.process.poll() is None, self.printed.read_text()
            yield self
        finally:
            self.dismiss_clerk()
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(60)
            until(lambda: not left(self.var))

    def health(self):
        """The names of what ails the portal; None where nothing answers."""
        return health(self.port)

    # its processes

    def pid(self, name):
        """The process of a part that the supervisor started; None where there is none.

        Neither its name nor its number alone says which that is: what PostgreSQL forks bears its name, and a group of
        its own, until a client has said who it is; and numbers of processes begin anew.
        """
        members = children(self.process.pid)
        return next((number for number, line in left(self.var) if PARTS[name] in line and number in members), None)

    @contextmanager
    def without(self, *names):
        """Kill these parts with signal 9 and keep them down; afterwards the supervisor brings them back."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            for name in names:
                os.killpg(self.pid(name), signal.SIGKILL)
            assert until(lambda: not any(map(self.pid, names)))
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def recovers(self):
        """Whether everything answers again, and is not the process that was killed."""
        return until(lambda: all(map(self.pid, PARTS)) and self.health() == [])

    @contextmanager
    def paused(self, name):
        """Let a part stand still meanwhile."""
        pid = self.pid(name)
        os.killpg(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(pid, signal.SIGCONT)

    def kill_hands(self, name):
        """Kill with signal 9 the processes that do the work of a part, not the one that leads them."""
        hands = [pid for pid in children(self.pid(name)) if "resource_tracker" not in command(Path(f"/proc/{pid}"))]
        for pid in hands:
            os.kill(pid, signal.SIGKILL)
        assert hands
        assert until(lambda: not set(hands) & set(children(self.pid(name))))

    def environment(self):
        """What the portal's own processes run with."""
        words = Path("/proc", str(self.pid("web")), "environ").read_bytes().decode().split("\0")
        return dict(word.split("=", 1) for word in words if "=" in word)

    def run(self, *command):
        """What a Python module says, run with the portal's environment."""
        env = self.environment() | {"DJANGO_SETTINGS_MODULE": "icajo.settings"}
        return subprocess.run(
            [sys.executable, "-m", *command], env=env, cwd=state.PROJECT, stdout=subprocess.PIPE, check=True
        ).stdout

    def clerk(self, do, **asked):
        """What somebody who works beside the portal answers; see tests/faults/clerk.py."""
        if self.beside is None:
            env = self.environment() | {"DJANGO_SETTINGS_MODULE": "icajo.settings", "DATABASE_POOL": "0"}
            call = [sys.executable, "-m", "tests.faults.clerk"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.beside = subprocess.Popen(call, env=env, cwd=state.PROJECT, **pipes)
        self.beside.stdin.write(json.dumps({"do": do, **asked}) + "\n")
        self.beside.stdin.flush()
        return json.loads(self.beside.stdout.readline())

    def dismiss_clerk(self):
        if self.beside:
            self.beside.communicate(timeout=60)

    def balances(self):
        """Whether the books of the portal agree; fails with everything that does not."""
        self.run("manage", "check_books")
        return True

    # its tables

    def connect(self):
        """A connection of the test's own to the portal's database."""
        return psycopg.connect(postgres.Server(None, self.var / "pg", None).url("icajo"))

    def ask(self, query, *values):
        """All rows of a query."""
        with self.connect() as connection:
            return connection.execute(query, values).fetchall()

    def do(self, command, *values):
        """Change something in the tables."""
        with self.connect() as connection:
            connection.execute(command, values)

    def counts(self, ref):
        """How often each thing that must be there once is there."""
        query = "select " + ", ".join(f"({query})" for query in COUNTS.values())
        return dict(zip(COUNTS, self.ask(query, *[ref] * len(COUNTS))[0], strict=True))

    @contextmanager
    def held(self, session_id):
        """Hold the row of the order, so that whoever settles it stops in the middle."""
        with self.connect() as connection:
            connection.execute(MINE, [session_id])
            yield
            connection.rollback()

    def delivered(self, email):
        """How often each letter reached the mail server, by Message-ID."""
        return Counter(letter["Message-ID"] for letter in self.mail.letters if letter["To"] == email)

    def waiting_for_a_lock(self):
        """How many of the portal's connections stand before a row that somebody else holds."""
        return len(self.ask("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = 'icajo'"))

    def events(self, session_id):
        """Of each stored event about this session, whether it was processed."""
        return self.ask(
            "select processed_at is not null from payments_providerevent where session_id = %s", session_id
        )

    def sweep(self, name=SWEEPS[0]):
        """Queue a sweep, as the scheduler does; its number in the queue."""
        broker = f"redis+socket://{self.var / 'valkey' / 'valkey.sock'}?virtual_host=0"
        with app.connection_for_write(broker) as connection:
            return app.send_task(name, connection=connection).id

    def look_again(self):
        """Wait until every sweep has run once more."""
        numbers = [self.sweep(name).encode() for name in SWEEPS]
        with Redis(unix_socket_path=str(self.var / "valkey" / "valkey.sock")) as valkey:

            def in_hand():
                return valkey.lrange("celery", 0, -1) + valkey.hvals("unacked")

            assert until(lambda: not any(number in task for task in in_hand() for number in numbers))

    # its payment provider

    @contextmanager
    def ledger(self):
        """What the sandbox remembers, read beside it."""
        ledger = Ledger(self.var / "sandbox")
        try:
            yield ledger
        finally:
            ledger.close()

    def turn(self, **knobs):
        """Make the provider behave otherwise, until it is killed or told again."""
        requests.post(f"{self.provider}/_control", json.dumps(knobs), timeout=10).raise_for_status()

    def owed_by_the_provider(self):
        """How many events it still has to send."""
        with self.ledger() as ledger:
            return ledger.rows("select count(*) from delivery where done is null")[0][0]

    def tries(self, session_id):
        """How often the provider has tried in vain to tell us about this session."""
        with self.ledger() as ledger:
            return ledger.rows(
                "select coalesce(max(tries), 0) from delivery join object on object.id = event "
                "where json_extract(body, '$.data.object.id') = ?",
                session_id,
            )[0][0]

    def tell_anyway(self, session_id, kind, **more):
        """Have the provider owe us an event about a paid session, whether it is true or not."""
        told = {"session": session_id, "kind": kind, **more}
        requests.post(f"{self.provider}/_control/tell", json.dumps(told), timeout=10).raise_for_status()

    def expire(self, session_id):
        """Have the provider close a page, behind our back."""
        key = {"Authorization": f"Bearer {SANDBOX_KEY}"}
        page = f"{self.provider}/v1/checkout/sessions/{session_id}/expire"
        requests.post(page, headers=key, timeout=10).raise_for_status()

    def sessions(self, ref):
        """What the provider knows of the pages opened for the order of an application."""
        orders = self.ask(
            "select o.uuid from payments_order o join payments_orderline l on l.order_id = o.id "
            "join licensing_application a on a.id = l.application_id where a.ref = %s",
            ref,
        )
        uuids = {str(uuid) for (uuid,) in orders}
        with self.ledger() as ledger:
            return [one for one in ledger.newest("checkout.session") if one["client_reference_id"] in uuids]

    def tell(self, session_id):
        """Send the event about this session once, as the provider does; the status of the answer."""
        with self.ledger() as ledger:
            body = next(json.dumps(e) for e in ledger.newest("event") if e["data"]["object"]["id"] == session_id)
        signed = {"Stripe-Signature": signature(body, SANDBOX_SECRET)}
        return requests.post(f"{self.site}/payments/webhook/", body, headers=signed, timeout=30).status_code


def children(pid):
    """The numbers of the processes that a process has started."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(number) for numbers in listed for number in numbers.read_text().split()]
