"""Processes that are kept alive together and stopped together."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import child

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

    def look_after(self, now):
        """Start the process again if it died and its time has come; return what there is to tell, or None."""
        if self.due is not None:
            if now >= self.due:
                self.start()
            return None
        if self.process.poll() is None:
            return None
        child.end_group(self.process.pid)  # what it left behind would do its work twice
        self.wait = FIRST_WAIT if now - self.begun > SETTLED else min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait
        return f"{self.name} stopped ({_ending(self.process.returncode)}) and starts again; see {self.log}"


@dataclass
class Family:
    tell: Callable[[str], None]
    members: list[Member] = field(default_factory=list)

    def add(self, member):
        """Start one more (or, when it has a process already, only watch it); members stop in the reverse order."""
        if member.process is None:
            member.start()
        self.members.append(member)

    def look_after(self):
        """Start again whatever died; call this several times a second."""
        now = time.monotonic()
        for member in self.members:
            news = member.look_after(now)
            if news:
                self.tell(news)

    def stop(self, names, *, with_signal, patience):
        """Ask all the named ones at once, then wait for each."""
        leaving = [member for member in reversed(self.members) if member.name in names]
        for member in leaving:
            if member.process.poll() is None:
                member.process.send_signal(with_signal)
        until = time.monotonic() + patience
        for member in leaving:
            child.wait_or_kill(member.process, until - time.monotonic())
            self.members.remove(member)


def _ending(code):
    return f"signal {-code}" if code < 0 else f"code {code}"
