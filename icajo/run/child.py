"""Start a process that never outlives the one that started it."""

import ctypes
import os
import signal
import subprocess
import sys

LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


def start(command, *, env, last_signal=signal.SIGTERM, log=None, **options):
    """Start `command` in a process group of its own and return its Popen.

    The kernel sends it `last_signal` when this process ends in any way, also by SIGKILL (Linux only).  Ctrl-C in a
    terminal does not reach it: whoever started it decides when, and in which order, things stop.
    """
    parent = os.getpid()

    def die_with_parent():
        end_with_parent(last_signal)
        if os.getppid() != parent:  # it died before it could be asked
            os._exit(1)

    return subprocess.Popen(
        [str(word) for word in command],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        process_group=0,
        preexec_fn=die_with_parent,  # from one thread, before any other is started
        **options,
    )


def end_with_parent(last_signal=signal.SIGTERM):
    """From now on the kernel sends this process `last_signal` when its parent ends (Linux only)."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, last_signal)


def stop(process, *, with_signal=signal.SIGTERM, patience=20):
    """Ask `process` to end, wait, then end whatever is left of its group."""
    if process.poll() is None:
        process.send_signal(with_signal)
    wait_or_kill(process, patience)


def wait_or_kill(process, patience):
    """Wait for a process that was asked to end; end it, and whatever is left of its group, when patience is out."""
    try:
        process.wait(max(patience, 0))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    end_group(process.pid)


def end_group(group):
    """Kill the children a process left behind when it died."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nobody is left
        return
