"""The public notice of an application: asked for, set, extended, confirmed, begun again; it closes by itself."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from icajo.models import StoredFile

from ..casework import lock, transition
from ..checks import PUBLIC_NOTICE
from ..errors import NotNow, WrongPeriod
from ..models import Application, Event, NoticeStep, PostingPhoto, PublicNotice
from ..notice_rule import Period, wrong_with
from ..noticing import columns_of, reasons_of, told_why


def owe_notice(application: Application) -> None:
    """Open the check of a file under review whose answers call for a notice; one that is there stays as it is."""
    if any(reasons_of(application).values()):
        application.checks.get_or_create(code=PUBLIC_NOTICE.code)


@transaction.atomic
def require_notice(application: Application, *, by: User, reason: str) -> None:
    """Ask for a notice that no rule calls for, for the reason that `reason` gives."""
    lock(application, "require_notice", by=by)
    transition(application, "require_notice", by=by, note=reason)
    application.checks.get_or_create(code=PUBLIC_NOTICE.code)


@transaction.atomic
def waive_notice(application: Application, *, by: User, reason: str) -> None:
    """Decide that the notice which the answers call for is not needed here, and why."""
    transition(application, "waive_notice", by=by, note=reason)
    application.checks.filter(code=PUBLIC_NOTICE.code, closed_at=None).update(
        closed_at=timezone.now(), closed_by=by, note=reason
    )


@transaction.atomic
def set_notice(application: Application, *, by: User, on: date, period: Period) -> PublicNotice:
    """Say from when to when the notice is posted; its placards go to the applicant.  Raises WrongPeriod."""
    application = lock(application, "set_notice", by=by)
    judge(application, period, on)
    notice = PublicNotice(application=application, first_starts_on=period.starts_on, **columns_of(application))
    notice.reasons = told_why(application)
    return keep(notice, period, transition(application, "set_notice", by=by, note=period.reason))


@transaction.atomic
def extend_notice(application: Application, *, by: User, on: date, ends_on: date, reason: str) -> PublicNotice:
    """Move the last day of a period that is not over further away.  Raises NotNow once it is, WrongPeriod."""
    application = lock(application, "extend_notice", by=by)
    notice = application.public_notice
    if on > notice.ends_on:
        raise NotNow("extend_notice")
    if ends_on <= notice.ends_on:
        raise WrongPeriod("ends_on")
    event = transition(application, "extend_notice", by=by, note=reason)
    return keep(notice, Period(notice.starts_on, notice.days, ends_on), event, posted_on=notice.posted_on)


@transaction.atomic
def repeat_notice(application: Application, *, by: User, on: date, period: Period, why: str) -> PublicNotice:
    """A further period, because the posting failed as `why` says; the check is open again.  Raises WrongPeriod."""
    application = lock(application, "repeat_notice", by=by)
    judge(application, period, on)
    notice = application.public_notice
    for column, value in columns_of(application).items():
        setattr(notice, column, value)
    if on < notice.first_starts_on:  # nobody has seen it yet
        notice.first_starts_on = period.starts_on
    application.checks.filter(code=PUBLIC_NOTICE.code).update(closed_at=None, closed_by=None)
    said = f"{why} – {period.reason}" if period.reason else why
    return keep(notice, period, transition(application, "repeat_notice", by=by, note=said))


@transaction.atomic
def post_notice(
    application: Application, *, by: User, on: date, posted_on: date, photos: Sequence[StoredFile]
) -> PublicNotice:
    """Confirm that the placards hang since `posted_on`, with photos.  Raises WrongPeriod for a day to come."""
    application = lock(application, "post_notice", by=by)
    notice = application.public_notice
    if posted_on > on or not photos:
        raise WrongPeriod("posted_on")
    notice.posted_on = posted_on
    notice.save(update_fields=["posted_on"])
    step = write_down(notice, transition(application, "post_notice", by=by))
    for file in photos:
        PostingPhoto.objects.create(step=step, file=file)
    close_notice(notice, on=on)
    return notice


def close_notice(notice: PublicNotice, *, on: date) -> bool:
    """Close the check once the period is over and the posting complete; returns whether it closed now."""
    open_check = notice.application.checks.filter(code=PUBLIC_NOTICE.code, closed_at=None)
    return notice.is_complete(on) and bool(open_check.update(closed_at=timezone.now()))


def judge(application: Application, period: Period, on: date) -> None:
    """Raises WrongPeriod where the rule of the notice refuses these days."""
    field, _message = wrong_with(application.procedure.notice, period, on)
    if field:
        raise WrongPeriod(field)


def keep(notice: PublicNotice, period: Period, event: Event, *, posted_on: date | None = None) -> PublicNotice:
    """The notice with this period, its placards to be made again."""
    notice.days, notice.starts_on, notice.ends_on = period.days, period.starts_on, period.ends_on
    notice.posted_on, notice.placard_fr, notice.placard_en = posted_on, None, None
    notice.retold()
    notice.save()
    write_down(notice, event)
    return notice


def write_down(notice: PublicNotice, event: Event) -> NoticeStep:
    return NoticeStep.objects.create(
        notice=notice,
        event=event,
        days=notice.days,
        starts_on=notice.starts_on,
        ends_on=notice.ends_on,
        posted_on=notice.posted_on,
    )
