"""The whole portal on one machine, for a demonstration: `make demo`.

PORT and ICAJO_VAR choose the port and the folder that keeps everything.  DATABASE_URL and REDIS_URL, where set,
replace the embedded servers.
"""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

from . import child, family, guardian, postgres, state, valkey

BIN = Path(sys.executable).parent
HOST = "127.0.0.1"
STARTUP = 120  # seconds the first page may take on a slow machine
SANDBOX_KEY, SANDBOX_SECRET = "sk_test_sandbox", "whsec_sandbox"


class Demo:
    """Starts everything, watches over it, and stops it in the right order."""

    def __init__(self, var, port, lock):
        self.var, self.port, self.lock = var, port, lock
        self.logs = var / "log"
        self.logs.mkdir(exist_ok=True)
        self.env = self.environment()
        self.guardian = guardian.Guardian(var / "lock")
        self.family = family.Family(tell, self.guardian)
        self.stopping = 0

    def environment(self):
        site = os.environ.get("SITE_URL") or f"http://{HOST}:{self.port}"
        payments = f"http://{HOST}:{self.port + 1}"
        settings = {
            "ICAJO_VAR": str(self.var),
            "ICAJO_DEMO": "1",
            "ICAJO_PLAIN_HTTP": "1",
            "SITE_URL": site,
            "SECRET_KEY": os.environ.get("SECRET_KEY") or state.secret_key(self.var),
            "PYTHONUNBUFFERED": "1",
        }
        if not os.environ.get("STRIPE_SECRET_KEY"):
            settings |= {
                "PAYMENT_SANDBOX_URL": payments,
                "PAYMENT_SANDBOX_KEY": SANDBOX_KEY,
                "STRIPE_WEBHOOK_SECRET": SANDBOX_SECRET,
                "CHECKOUT_ORIGIN": payments,
            }
        return {**os.environ, **settings}

    def run(self):
        """Start, say where, and watch until a signal comes."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.asked_to_stop)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup makes it so
            signal.signal(signal.SIGHUP, self.asked_to_stop)
        try:
            self.start_services()
            self.prepare()
            self.start_portal()
            self.wait_for_first_page()
            while not self.stopping:
                self.family.look_after()
                time.sleep(0.2)
        except Stopped:
            pass
        finally:
            self.stop()

    def asked_to_stop(self, *_):
        self.stopping += 1
        if self.stopping == 1:
            tell("Stopping...")
            raise Stopped

    def start_services(self):
        if not os.environ.get("DATABASE_URL"):
            server = postgres.start(self.var / "pg", log=self.logs / "postgres.log", pass_fds=(self.lock,))
            self.family.add(family.Member("PostgreSQL", server.begin, server.log, server.process))
            make_database(server, "icajo")
            self.env["DATABASE_URL"] = server.url("icajo")
        if not os.environ.get("REDIS_URL"):
            server = valkey.start(self.var / "valkey", log=self.logs / "valkey.log", pass_fds=(self.lock,))
            self.family.add(family.Member("Valkey", server.begin, server.log, server.process))
            self.env["REDIS_URL"] = server.url

    def prepare(self):
        worker = child.start([sys.executable, "-m", "icajo.run.prepare"], env=self.env, cwd=state.PROJECT)
        self.guardian.watch(worker.pid)
        try:
            if worker.wait():
                sys.exit("The database could not be prepared; the lines above say why.")
        finally:
            child.stop(worker)
            self.guardian.forget(worker.pid)

    def start_portal(self):
        for name, command in self.commands().items():
            log = self.logs / f"{name.replace(' ', '-')}.log"
            self.family.add(family.Member(name, self.starter(command, log), log))

    def starter(self, command, log):
        def begin():
            with log.open("ab") as lines:
                return child.start(command, env=self.env, log=lines, cwd=state.PROJECT, pass_fds=(self.lock,))

        return begin

    def commands(self):
        web = [BIN / "granian", "--interface", "wsgi", "--host", HOST, "--port", self.port, "--no-ws"]
        web += ["--workers", min(2, os.cpu_count() or 1), "--blocking-threads", 4, "--respawn-failed-workers"]
        celery = [BIN / "celery", "--app", "icajo"]
        sandbox = [sys.executable, "-m", "payments.sandbox", "--port", self.port + 1, "--state", self.var / "sandbox"]
        sandbox += ["--key", SANDBOX_KEY, "--secret", SANDBOX_SECRET]
        found = {
            "web": [*web, "icajo.wsgi:application"],
            "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", 2, "--without-mingle"],
            "scheduler": [*celery, "beat", "--loglevel", "WARNING", "--schedule", self.var / "beat.db"],
        }
        if "PAYMENT_SANDBOX_URL" in self.env:
            found["payment sandbox"] = [*sandbox, "--webhook", f"{self.env['SITE_URL']}/payments/webhook/"]
        return found

    def wait_for_first_page(self):
        until = time.monotonic() + STARTUP
        while time.monotonic() < until:
            self.family.look_after()
            if answers(f"http://{HOST}:{self.port}/healthz"):
                return greet(self.env["SITE_URL"], self.var)
            time.sleep(0.2)
        tell(f"The portal is slow to answer; {self.logs} says why. Still trying.")

    def stop(self):
        """What asks for work first, then what does it, then what remembers it."""
        self.stopping = max(self.stopping, 1)
        self.family.stop({"web", "scheduler", "payment sandbox", "worker"}, with_signal=signal.SIGTERM, patience=20)
        self.family.stop({"Valkey"}, with_signal=signal.SIGTERM, patience=10)
        self.family.stop({"PostgreSQL"}, with_signal=signal.SIGINT, patience=30)
        self.guardian.dismiss()
        tell("Stopped. What you did is kept; the next start shows it again.")


class Stopped(Exception):
    """A signal asked the supervisor to stop."""


def tell(line):
    print(line, flush=True)


def make_database(server, name):
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            connection.execute(f"create database {name}")


def answers(address):
    """Whether anything answers there at all; what it thinks of its health is not asked."""
    try:
        urllib.request.urlopen(address, timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def refuse_taken_ports(port):
    for number, what in ((port, "the portal"), (port + 1, "the payment sandbox")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, number))
            except OSError:
                sys.exit(f"Port {number}, wanted for {what}, is taken. Choose another: PORT={port + 10} make demo")


def greet(site, var):
    tell((Path(__file__).parent / "welcome.txt").read_text().format(site=site, var=var))


def main():
    if "MAKELEVEL" in os.environ:  # started by make: end with it, also when it is killed
        child.end_with_parent()
    port = int(os.environ.get("PORT") or 8000)
    var = state.folder()
    try:
        lock = state.claim(var, patience=30)
        refuse_taken_ports(port)
        Demo(var, port, lock).run()
    except (state.InUse, postgres.CannotStart, valkey.CannotStart) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
