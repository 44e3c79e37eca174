"""Hints to the workers.  PostgreSQL remembers what is owed and a sweep finds it, so a lost hint costs time only."""

import logging
import time
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from icajo.celery import app

log = logging.getLogger(__name__)
QUIET_SECONDS = 10  # after a failure nobody else waits for the same dead broker
_quiet_until = 0.0


def after_commit(task, *args):
    """Once the transaction is committed, hint that this task, or task name, has work.  Never raises or waits long."""
    transaction.on_commit(partial(hint, task, *args), robust=True)


def hint(task, *args) -> bool:
    """Queue a task now; returns whether the broker took it."""
    global _quiet_until
    name = getattr(task, "name", task)
    if time.monotonic() < _quiet_until:
        return False
    try:
        with _connection() as connection:
            if hasattr(task, "apply_async"):
                task.apply_async(args, connection=connection, retry=False)
            else:
                app.send_task(name, args, connection=connection, retry=False)
    except (OperationalError, RedisError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("%s was not queued, the sweep will find it: %s", name, error)
        return False
    return True


def _connection():
    # Celery's own pool tries a dead broker again for four seconds; with these a refusal takes 3 ms, silence 1 second
    hasty = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 1, "interval_start": 0}
    return app.connection_for_write(
        connect_timeout=1, transport_options={**app.conf.broker_transport_options, **hasty}
    )
