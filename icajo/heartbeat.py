"""The worker says every few seconds that it is alive, where /healthz can read it at once."""

from celery import bootsteps
from redis.exceptions import RedisError

from icajo.fleeting import cache

KEY = "health:worker"
EVERY = 5  # seconds
FORGOTTEN_AFTER = 20


class Heartbeat(bootsteps.StartStopStep):
    """Part of the worker's own loop, so that a worker which hangs falls silent."""

    requires = {"celery.worker.components:Timer"}

    def __init__(self, parent, **options):
        super().__init__(parent, **options)
        self.ticking = None

    def start(self, parent):
        beat()
        self.ticking = parent.timer.call_repeatedly(EVERY, beat)

    def stop(self, parent):
        if self.ticking:
            self.ticking.cancel()
        forget()


def beat():
    try:
        cache.set(KEY, 1, FORGOTTEN_AFTER)
    except RedisError:  # its absence is the message
        return


def forget():
    try:
        cache.delete(KEY)
    except RedisError:
        return


def heard():
    """Whether a worker was alive within the last seconds."""
    return cache.get(KEY) is not None
