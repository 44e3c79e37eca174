"""A pytest plugin (`-p icajo.run.testservices`): the servers the tests need, thrown away afterwards.

One PostgreSQL serves the whole run, with a database for each xdist worker; each worker has a Valkey of its own, since
clearing the cache empties the whole of it.  They start before pytest-django reads the settings.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from . import messages, postgres, valkey

_running = {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Start the servers and describe them in the environment, before anything imports the settings."""
    if not {"--help", "-h", "--version", "-V"} & set(early_config.invocation_params.args):
        _start()
    return (yield)


def _start():
    folder = _running["folder"] = Path(tempfile.mkdtemp(prefix="icajo-test-"))
    folder.chmod(0o711)  # the database server may be another user, who has to get to its own folder
    if "PYTEST_XDIST_WORKER" not in os.environ:
        messages.compile_where_newer()
        _running["postgres"] = postgres.start(folder / "pg", throw_away=True)
        os.environ["DATABASE_URL"] = _running["postgres"].url("icajo")
    _running["valkey"] = valkey.start(folder / "valkey", throw_away=True)
    (folder / "var" / "static").mkdir(parents=True)
    os.environ.update(
        REDIS_URL=_running["valkey"].url,
        ICAJO_VAR=str(folder / "var"),
        SECRET_KEY="only-for-tests-" + "0123456789" * 5,
        SITE_URL="http://testserver",
        ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
        ICAJO_PLAIN_HTTP="1",
        ICAJO_DEMO="0",
        DELIVER_LETTERS="1",
        CAPTCHA="null",
        DATABASE_POOL="20",
        DEBUG="0",
    )
    for name in FORGOTTEN:
        os.environ[name] = ""  # empty rather than missing, so that a developer's .env does not fill it in


FORGOTTEN = (
    "CLAMD_ADDRESS",
    "MAINTENANCE",  # a page is the same on a Sunday
    "PAYMENT_SANDBOX_URL",
    "S3_BUCKET",
    "SEAL_KEY_FILE",
    "SITE_NOTICE",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
)


def pytest_unconfigure(config):
    """Stop the servers this process started."""
    _stop()


@atexit.register
def _stop():
    """Also when pytest gives up before it is configured; a second call does nothing."""
    if "valkey" in _running:
        _running.pop("valkey").stop()
    if "postgres" in _running:
        _running.pop("postgres").stop(at_once=True)
    if "folder" in _running:
        shutil.rmtree(_running.pop("folder"), ignore_errors=True)
