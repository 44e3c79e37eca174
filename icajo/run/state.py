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

    Children keep it open, so the folder is free only when the last of them is gone.  A killed supervisor leaves
    some that are on their way out: `patience` seconds are given to those.
    """
    var.mkdir(parents=True, exist_ok=True)
    lock = os.open(var / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            owner = os.read(lock, 20).decode().strip()
            os.lseek(lock, 0, os.SEEK_SET)
            if time.monotonic() > until or _alive(owner):
                os.close(lock)
                raise InUse(f"iCAJO already runs in {var} (process {owner or 'unknown'}).") from None
            time.sleep(0.2)
    os.truncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    return lock


def _alive(number):
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
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
        lock = claim(var)
    except InUse as problem:
        sys.exit(f"{problem} Stop it first.")
    if not _ours(var):
        sys.exit(f"{var} holds files that iCAJO did not make: empty it by hand.")
    for path in sorted(var.rglob("*"), key=lambda path: -len(path.parts)):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    os.close(lock)
    print(f"{var} is empty: the next start begins anew.")


def _ours(var):
    return (var / "secret.key").exists() or {path.name for path in var.iterdir()} == {"lock"}


if __name__ == "__main__":
    reset()
