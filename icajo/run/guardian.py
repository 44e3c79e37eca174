"""Ends what a supervisor started when the supervisor itself was killed and could not.

The kernel already tells each process on Linux, but one that is just starting may miss it, its own children are
not told, and other systems tell nobody.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time

from . import state

PATIENCE = 8.0  # seconds between asking and ending


class Guardian:
    """The supervisor's end: what to watch goes through a pipe that closes by itself when the supervisor ends."""

    def __init__(self, lock_file):
        command = [sys.executable, "-m", "icajo.run.guardian", str(lock_file)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=state.PROJECT, process_group=0)

    def watch(self, group):
        self._say(f"+{group}")

    def forget(self, group):
        self._say(f"-{group}")

    def dismiss(self):
        """Everything was stopped in good order."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()

    def _say(self, line):
        with contextlib.suppress(BrokenPipeError):  # somebody killed the guardian: the portal works without
            self.process.stdin.write(f"{line}\n".encode())
            self.process.stdin.flush()


def main(lock_file):
    groups = set()
    for line in sys.stdin:
        group = int(line[1:])
        (groups.add if line[0] == "+" else groups.discard)(group)
    if groups:
        end(groups, lock_file)


def end(groups, lock_file):
    """Ask, wait until the state folder is free, then end whatever is left."""
    signal_all(groups, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not state.free(lock_file):
        time.sleep(0.1)
    signal_all(groups, signal.SIGKILL)


def signal_all(groups, number):
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


if __name__ == "__main__":
    main(sys.argv[1])
