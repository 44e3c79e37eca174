"""Forgotten drafts: kept for twelve months after the last save, and their owner is told a month before."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from icajo.calendar import add_days

from .. import actions
from ..errors import NotNow
from ..models import Application
from ..tasks import WARNED_DAYS

KEPT_DAYS = 365  # as `Application.kept_until` says, which decides


def remind_and_lapse(on: date) -> int:
    """Remind of the drafts that have a month left, and let go of those that were kept long enough."""
    done = 0
    for verb, days in ((actions.remind, KEPT_DAYS - WARNED_DAYS), (actions.lapse, KEPT_DAYS + 1)):
        for draft in untouched_since(add_days(on, -days)).iterator():
            try:
                verb(draft, on=on)
            except NotNow:  # saved, sent or reminded of meanwhile
                continue
            done += 1
    return done


def untouched_since(day: date):
    """The drafts last saved on this day of Ontario or before."""
    midnight = datetime.combine(add_days(day, 1), time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
    return Application.objects.drafts().filter(saved_at__lt=midnight).order_by("pk")
