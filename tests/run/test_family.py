import os
import signal
import sys
import time

import pytest

from icajo.run import child, family, guardian

LEAVES_A_CHILD = "import subprocess, sys, time; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); "


def member(tmp_path, code, name="one"):
    log = tmp_path / f"{name}.log"

    def begin():
        with log.open("ab") as lines:
            return child.start([sys.executable, "-c", code], env=dict(os.environ), log=lines)

    return family.Member(name, begin, log)


@pytest.fixture
def told():
    return []


@pytest.fixture
def members(told, tmp_path):
    (tmp_path / "lock").touch()
    watching = guardian.Guardian(tmp_path / "lock")
    together = family.Family(told.append, watching)
    yield together
    together.stop({one.name for one in together.members}, with_signal=signal.SIGKILL, patience=5)
    watching.dismiss()


def until(condition, patience=10):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_what_died_starts_again_and_is_told_of_once(members, told, tmp_path):
    one = member(tmp_path, "import time; time.sleep(60)")
    members.add(one)
    first = one.process
    first.kill()
    first.wait()

    members.look_after()
    members.look_after()

    assert told == [f"one stopped (signal 9) and starts again; see {one.log}"]
    assert until(lambda: members.look_after() or one.process is not first)


def test_what_dies_at_once_is_started_less_and_less_often(members, tmp_path):
    one = member(tmp_path, "raise SystemExit(3)")
    members.add(one)

    waits = set()
    assert until(lambda: members.look_after() or waits.add(one.wait) or len(waits) == 3)

    assert sorted(waits) == [0.5, 1.0, 2.0]


def test_what_a_dead_process_left_behind_is_ended_too(members, tmp_path):
    one = member(tmp_path, LEAVES_A_CHILD + "time.sleep(60)")
    members.add(one)
    assert until(lambda: one.log.read_text())
    left_behind = int(one.log.read_text())
    one.process.kill()
    one.process.wait()

    members.look_after()

    assert until(lambda: not alive(left_behind))


def test_those_who_will_not_stop_are_ended(members, tmp_path):
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); "
    one = member(tmp_path, stubborn + "time.sleep(60)")
    members.add(one)
    assert until(lambda: one.log.read_text())

    members.stop({"one"}, with_signal=signal.SIGTERM, patience=0.2)

    assert one.process.returncode == -signal.SIGKILL
    assert members.members == []


def test_the_guardian_ends_what_a_killed_supervisor_left(tmp_path):
    (tmp_path / "lock").touch()
    stubborn = child.start(
        ["sh", "-c", "trap '' TERM; sleep 60 & echo $!; wait; sleep 60"],
        env=dict(os.environ),
        log=(tmp_path / "log").open("wb"),
    )
    watching = guardian.Guardian(tmp_path / "lock")
    watching.watch(stubborn.pid)
    assert until(lambda: (tmp_path / "log").read_text())

    watching.process.stdin.close()  # as when the supervisor is gone

    assert stubborn.wait(20) == -signal.SIGKILL
    assert until(lambda: not alive(int((tmp_path / "log").read_text())))
    watching.process.wait()


def alive(number):
    try:
        with open(f"/proc/{number}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
