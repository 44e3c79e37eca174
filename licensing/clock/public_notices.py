"""Public notices: the letters of a period, and the end of those that hung for the whole of it."""

from datetime import date

from django.db.models import Q

from icajo.calendar import add_days
from icajo.models import Letter

from .. import actions, correspondence
from ..checks import PUBLIC_NOTICE
from ..models import PublicNotice

LAST_DAYS = 2  # before the end of a period


def go_round(on: date) -> None:
    """Close the checks of what is over, then write to the applicants of what runs.  Safe to repeat."""
    for notice in PublicNotice.objects.filter(waiting(), ends_on__lt=on).select_related("application").iterator():
        actions.close_notice(notice, on=on)
    write_letters(on)


def waiting():
    """The notices that a decision waits for."""
    return Q(application__checks__code=PUBLIC_NOTICE.code, application__checks__closed_at=None)


def write_letters(on: date) -> None:
    """When a period begins, and two days before its end; one that was missed is written while it is true."""
    running = PublicNotice.objects.open(on).filter(waiting()).select_related("application__created_by")
    owed = {key(notice, on): notice for notice in running}
    written = set(Letter.objects.filter(key__in=owed).values_list("key", flat=True))
    for name, notice in owed.items():
        if name not in written:
            write(name, notice, on)


def is_ending(notice: PublicNotice, on: date) -> bool:
    return on >= add_days(notice.ends_on, -LAST_DAYS)


def key(notice: PublicNotice, on: date) -> str:
    """Each letter once for a period; a period that is extended ends, and is told so, again."""
    day = f"ends-{notice.ends_on}" if is_ending(notice, on) else f"begins-{notice.starts_on}"
    return f"public-notice-{notice.pk}-{day}"


def write(name: str, notice: PublicNotice, on: date) -> None:
    correspondence.write_about(
        notice.application,
        notice.application.created_by,
        key=name,
        template="posting",
        page="licensing:notice",
        ending=is_ending(notice, on),
        posted_on=notice.posted_on,
        ends_on=notice.ends_on,
    )
