"""Processes that are kept alive together and stopped together."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import child
from .guardian import Guardian

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a process that died is started again
SETTLED = 60.0  # one that lived this long is forgiven its earlier deaths


@dataclass
class Member:
    """One process: how to start it, and what it may be told to stop."""

    name: str
    begin: Callable[[], subprocess.Popen]
    log: Path
    process: subprocess.Popen | None = None
    wait: float = FIRST_WAIT
    begun: float = 0.0
    due: float | None = None

    def start(self):
        self.due = None
        self.begun = time.monotonic()
        self.process = self.begin()

    def died(self):
        return self.due is None and self.process.poll() is not None

    def bury(self, now):
        """End what the dead process left behind, which would do its work twice, and set the time of a new start."""
        child.end_group(self.process.pid)
        self.wait = FIRST_WAIT if now - self.begun > SETTLED else min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait


@dataclass
class Family:
    tell: Callable[[str], None]
    guardian: Guardian
    members: list[Member] = field(default_factory=list)

    def add(self, member):
        """Start one more (or, when it has a process already, only watch it); members stop in the reverse order."""
        if member.process is None:
            member.start()
        self.guardian.watch(member.process.pid)
        self.members.append(member)

    def look_after(self):
        """Start again whatever died; call this several times a second."""
        now = time.monotonic()
        for member in self.members:
            if member.died():
                member.bury(now)
                self.guardian.forget(member.process.pid)
                ending = _ending(member.process.returncode)
                self.tell(f"{member.name} stopped ({ending}) and starts again; see {member.log}")
            elif member.due is not None and now >= member.due:
                member.start()
                self.guardian.watch(member.process.pid)

    def stop(self, names, *, with_signal, patience):
        """Ask all the named ones at once, then wait for each, together no longer than patience."""
        leaving = [member for member in reversed(self.members) if member.name in names]
        for member in leaving:
            if member.process.poll() is None:
                member.process.send_signal(with_signal)
        until = time.monotonic() + patience
        for member in leaving:
            child.wait_or_kill(member.process, until - time.monotonic())
            self.guardian.forget(member.process.pid)
            self.members.remove(member)


def _ending(code):
    return f"signal {-code}" if code < 0 else f"code {code}"
