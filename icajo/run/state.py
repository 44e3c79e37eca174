"""The folder that keeps everything a demonstration knows, used by one supervisor at a time."""

import fcntl
import os
import secrets
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


class InUse(Exception):
    """Another supervisor, or something it started, still works in this folder."""


def folder():
    """Where the state is kept: ICAJO_VAR, or var/ in the checkout."""
    return Path(os.environ.get("ICAJO_VAR") or PROJECT / "var").resolve()


def claim(var, *, patience=0):
    """Lock the folder for this process and whoever inherits the returned descriptor; raises InUse.

    There are two locks: one is this process's own, the other is handed to its children and so is free only when the
    last of them is gone.  A killed supervisor leaves some on their way out: those are given `patience` seconds.
    """
    var.mkdir(parents=True, exist_ok=True)
    own = os.open(var / "supervisor", os.O_RDWR | os.O_CREAT, 0o600)
    if not _locked(own):
        number = os.read(own, 20).decode()
        raise InUse(f"iCAJO already runs in {var} (process {number}).")
    os.truncate(own, 0)
    os.write(own, str(os.getpid()).encode())
    shared = os.open(var / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + patience
    while not _locked(shared):
        if time.monotonic() > until:
            raise InUse(f"Something that iCAJO started in {var} still runs.")
        time.sleep(0.1)
    return shared


def free(lock_file):
    """Whether nobody holds this lock."""
    descriptor = os.open(lock_file, os.O_RDWR)
    try:
        return _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor):
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def secret_key(var):
    """The key sessions and links are signed with, made once and kept."""
    kept = var / "secret.key"
    if not kept.exists():
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def reset():
    """`make reset`: empty the state folder; refuses while the portal runs in it."""
    var = folder()
    try:
        claim(var)
    except InUse as problem:
        sys.exit(f"{problem} Stop it first.")
    if not _ours(var):
        sys.exit(f"{var} holds files that iCAJO did not make: empty it by hand.")
    for path in sorted(var.rglob("*"), key=lambda path: -len(path.parts)):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    print(f"{var} is empty: the next start begins anew.")


def _ours(var):
    return (var / "secret.key").exists() or {path.name for path in var.iterdir()} <= {"lock", "supervisor"}


if __name__ == "__main__":
    reset()
