"""Chromium as the distribution ships it, driven from the tests' own process; and the real portal, once a session."""

import os
import re
import signal
import tempfile
from pathlib import Path
from shutil import which
from typing import NamedTuple

import pytest

from tests.browser.reader import Reader
from tests.run import prepared
from tests.run.test_demo import PATIENCE, free_port, health, left, portal, until

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test

# As icajo/run/bootstrap.sh looks for it: without its windows it does the same pages with half the work.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = """--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run
--disable-background-networking --disable-component-update --disable-sync"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": next(filter(None, map(which, CHROMIUM))),
        "args": FLAGS.split(),
    }


class Running(NamedTuple):
    """Where the portal answers, and what it printed when it was ready."""

    site: str
    printed: str

    def address_of(self, words):
        """The address printed after these words."""
        return re.search(rf"{words} +(http\S+)", self.printed, re.I)[1]

    @property
    def var(self):
        """The folder in which it keeps everything."""
        return Path(re.search(r"kept in +(\S+)", self.printed)[1])


@pytest.fixture(scope="session")
def running_portal():
    """Everything `make demo` starts, in a folder of its own; stopped by TERM at the end, to the last process."""
    number = free_port()
    # short: the database's socket lies under it
    with tempfile.TemporaryDirectory(prefix="walk-", ignore_cleanup_errors=True) as name:
        var = Path(name) / "var"
        var.parent.chmod(0o711)  # the database server may be another user
        prepared.fill(var)
        with portal(var, number) as (process, printed):
            assert until(lambda: process.poll() is not None or "Ctrl-C" in printed()), printed()
            assert until(lambda: process.poll() is not None or health(number) == []), printed()
            assert process.poll() is None, printed()
            yield Running(f"http://127.0.0.1:{number}", printed())
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
            assert left(var) == []


@pytest.fixture(params=["fr", "en"])
def reader(request, browser, live_server, settings, tmp_path):
    """Somebody who follows the published help page; what is wrong with any page fails the test at its end."""
    settings.SITE_URL, settings.CAPTCHA = live_server.url, "altcha"
    found = Reader(browser, live_server.url, tmp_path, language=request.param, inspects=False)
    yield found
    found.context.close()
    assert found.faults == []
