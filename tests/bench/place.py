"""A portal of its own to measure, set as in production: its database, its cache and its static files go afterwards."""

import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path

from icajo.run import messages, postgres, valkey

HOST = "bench.example.org"
UNSET = ("CLAMD_ADDRESS", "PAYMENT_SANDBOX_URL", "S3_BUCKET", "SEAL_KEY_FILE", "SITE_NOTICE", "STRIPE_SECRET_KEY")


@contextlib.contextmanager
def portal():
    """Django, ready, over servers that nothing waits for the disk in: what is compared is code."""
    folder = Path(tempfile.mkdtemp(prefix="icajo-bench-"))
    folder.chmod(0o711)  # the database server may be another user, who has to get to its own folder
    messages.compile_where_newer()
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        database = postgres.start(folder / "pg", throw_away=True)
        stack.callback(database.stop, at_once=True)
        cache = valkey.start(folder / "valkey", throw_away=True)
        stack.callback(cache.stop)
        _make_database(database)
        _set(database, cache, folder / "var")
        _prepare()
        yield


def _make_database(server):
    import psycopg

    with psycopg.connect(host=str(server.sockets), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("create database icajo")


def _set(database, cache, var):
    os.environ.update(dict.fromkeys(UNSET, ""))  # empty rather than missing, so that a .env does not fill it in
    os.environ.update(
        DATABASE_URL=database.url("icajo"),
        REDIS_URL=cache.url,
        ICAJO_VAR=str(var),
        SECRET_KEY="only-to-measure-" + "0123456789" * 5,
        SITE_URL=f"https://{HOST}",
        ALLOWED_HOSTS=HOST,
        ICAJO_PLAIN_HTTP="0",
        ICAJO_DEMO="0",
        DELIVER_LETTERS="1",
        CAPTCHA="altcha",
        DEBUG="0",
        BEHIND_PROXY="1",
        PUBLIC_RATE="0",
        DJANGO_SETTINGS_MODULE="icajo.settings",
    )
    var.joinpath("static").mkdir(parents=True)


def _prepare():
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ROOT_URLCONF = "tests.bench.bare"  # the portal's own addresses, and the bare view's
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
