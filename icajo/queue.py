"""Hints to the workers.  PostgreSQL remembers what is owed and a sweep finds it, so a lost hint costs time only."""

import logging
import os
import threading
import time
from contextlib import suppress
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from icajo.celery import app

log = logging.getLogger(__name__)
QUIET_SECONDS = 10  # after a failure nobody else waits for the same dead broker
GONE = (OperationalError, RedisError, OSError)
_quiet_until = 0.0
_mine = threading.local()  # this thread's connection: to open one takes ten times as long as to use it


def after_commit(task, *args):
    """Once the transaction is committed, hint that this task, or task name, has work.  Never raises or waits long."""
    transaction.on_commit(partial(hint, task, *args), robust=True)


def hint(task, *args) -> bool:
    """Queue a task now; returns whether the broker took it."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    kept = getattr(_mine, "connection", None)
    try:
        connection = _mine.connection = kept or _connection()
        if hasattr(task, "apply_async"):
            task.apply_async(args, connection=connection, retry=False)
        else:
            app.send_task(task, args, connection=connection, retry=False)
    except GONE as error:
        forget()
        if kept:  # it may have ended alone: a new one tells
            return hint(task, *args)
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("%s was not queued, the sweep will find it: %s", getattr(task, "name", task), error)
        return False
    return True


def forget():
    """Close the connection of this thread; the next hint opens another."""
    connection = _mine.__dict__.pop("connection", None)
    if connection:
        with suppress(*GONE):
            connection.release()


# a child that shared its parent's connection would speak at the same time as it
os.register_at_fork(after_in_child=_mine.__dict__.clear)


def _connection():
    # Celery's own pool tries a dead broker again for four seconds; with these a refusal takes 3 ms, silence 1 second
    hasty = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 1, "interval_start": 0}
    return app.connection_for_write(
        connect_timeout=1, transport_options={**app.conf.broker_transport_options, **hasty}
    )
