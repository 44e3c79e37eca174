"""The real thing: `icajo.run.demo` starts, survives, stops, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.run import prepared
from tests.run.prepared import NOT_PASSED_ON

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
PATIENCE = 240  # seconds; a start takes twenty of them on two idle cores


@contextmanager
def portal(var, port):
    """A running portal, as (process, what it printed so far); killed when the test forgets to stop it."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    printed = var.parent / "printed.txt"
    with printed.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "icajo.run.demo"],
            env={**env, "ICAJO_VAR": str(var), "PORT": str(port), "ICAJO_SAMPLE": "0"},
            stdout=lines,
            stderr=lines,
        )
    try:
        yield process, printed.read_text
    finally:
        process.kill()
        process.wait()
        until(lambda: not left(var))


@pytest.fixture
def var(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def port():
    return free_port()


def free_port():
    """A free port whose neighbour is free as well."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            number = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", number + 1))
            except OSError:
                continue
            return number


def test_it_starts_survives_killings_and_stops_without_a_trace(var, port):
    with portal(var, port) as (process, printed):
        assert until(lambda: health(port) == []), printed()
        assert until(lambda: f"http://127.0.0.1:{port}/fr/" in printed()), printed()

        for name in ("valkey-server", "celery"):
            os.kill(first(var, name), signal.SIGKILL)
        assert until(lambda: health(port) not in ([], None))
        assert until(lambda: health(port) == []), printed()

        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert left(var) == []


def test_a_killed_supervisor_takes_everything_with_it(var, port):
    prepared.fill(var)
    with portal(var, port) as (process, printed):
        assert until(lambda: health(port) is not None), printed()

        process.kill()

        assert until(lambda: left(var) == [])


def test_a_taken_port_is_told_in_one_line_before_anything_starts(var, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with portal(var, port) as (process, printed):
            code = process.wait(PATIENCE)

    assert code == 1
    assert printed() == f"Port {port}, wanted for the portal, is taken. Choose another: PORT={port + 10} make demo\n"
    assert {path.name for path in var.iterdir()} == {"lock", "supervisor"}


def until(condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def health(port):
    """The names of what ails the portal; None where nothing answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return json.load(answer)["failing"]
    except urllib.error.HTTPError as answer:
        with answer:
            return json.load(answer)["failing"]
    except OSError:
        return None


def left(var):
    """(number, command) of every process that works for the portal in this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"ICAJO_VAR={var}\0".encode() in (entry / "environ").read_bytes() + b"\0" or str(var) in command(entry):
                found.append((int(entry.name), command(entry)))
        except OSError:  # it went while we looked
            continue
    return sorted(found)


def command(entry):
    return (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()


def first(var, name):
    return next(number for number, line in left(var) if name in line)
