"""The hours of maintenance that are announced: on Sundays, said on every page from noon of the day before."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

SATURDAY, SUNDAY = 5, 6  # as `weekday` counts
SAID_FROM = time(12)


class Window(NamedTuple):
    begins: datetime
    ends: datetime


def announced(now: datetime) -> Window | None:
    """The maintenance that pages tell of at this moment; None where none is near, or the setting names no hours."""
    local = timezone.localtime(now)
    if not settings.MAINTENANCE or local.weekday() not in (SATURDAY, SUNDAY):
        return None
    if local.weekday() == SATURDAY and local.time() < SAID_FROM:
        return None
    day = local.date() + timedelta(days=SUNDAY - local.weekday())
    begins, ends = (
        datetime.combine(day, time.fromisoformat(hour), local.tzinfo) for hour in settings.MAINTENANCE.split("-")
    )
    return Window(begins, ends) if local < ends else None
