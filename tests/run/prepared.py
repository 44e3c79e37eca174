"""What the first start of the portal leaves in its folder: made once a run, copied for each portal that tests start.

To migrate and to load takes longer than all else that a start does.  `tests/run/test_demo.py` starts from nothing.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from icajo.run import demo, state

ROOM = "ICAJO_PREPARED"  # the folder of this run: named to every worker by the environment, see tests/conftest.py
NOT_PASSED_ON = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DELIVER_LETTERS", "CAPTCHA")


def fill(var):
    """Put into this new folder what a first start would have."""
    made = Path(os.environ[ROOM]) / "var"
    with (made.parent / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # the first makes it, the others wait
        if not made.exists():
            make(made)
    var.mkdir(parents=True)
    for kept in ("pg", "static", "static.made", "secret.key"):
        subprocess.run(["cp", "-pR", made / kept, var / kept], check=True)


def make(var):
    env = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    env |= {"ICAJO_VAR": str(var), "ICAJO_SAMPLE": "0"}
    done = subprocess.run([sys.executable, "-m", __name__], env=env, cwd=state.PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def main():
    var = state.folder()
    first = demo.Demo(var, 0, state.claim(var))
    try:
        first.start_services()
        first.prepare()
    finally:
        first.stop()


if __name__ == "__main__":
    main()
