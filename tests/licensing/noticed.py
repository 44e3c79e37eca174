"""A liquor file under review that owes a public notice, and its notice."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from icajo import uploads
from licensing import actions
from licensing.notice_rule import Period
from tests import samples

STARTS = date(2026, 11, 26)
TORONTO = ZoneInfo("America/Toronto")


def under_review(owner, officer, *, on, type_code="liquor-sales", answers=None):
    application = samples.sealed(owner, on=on, type_code=type_code, answers=answers)
    actions.submit(application, by=owner, at=timezone.now())
    actions.take(application, by=officer)
    application.refresh_from_db()
    return application


def set_notice(application, officer, *, on, starts_on=STARTS, days=14, **period):
    return actions.set_notice(application, by=officer, on=on, period=Period.of(starts_on, days, **period))


def post(application, owner, *, on, posted_on):
    return actions.post_notice(
        application, by=owner, on=on, posted_on=posted_on, photos=[uploads.keep(samples.photo())]
    )


def at(day, hour=12, minute=0, second=0):
    return datetime.combine(day, time(hour, minute, second), tzinfo=TORONTO)
