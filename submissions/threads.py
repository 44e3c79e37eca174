"""The thread of a file: until when one may write in it, and what a page shows of it."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q
from django.utils import timezone

from accounts.models import Right, User
from icajo.calendar import deadline
from licensing.casework import TRANSITIONS
from licensing.models import Application
from licensing.permissions import holds
from licensing.states import DECIDED, OPEN_TO_STAFF

from .models import FileMessage

DAYS = 90  # after the decision, during which one may still write
DECIDING = [verb for verb, rule in TRANSITIONS.items() if rule.after in DECIDED]


class Shown(NamedTuple):
    """One message as somebody reads it: `seen_at` is when the other side first did, of what their own side wrote."""

    message: FileMessage
    is_new: bool
    is_own: bool
    seen_at: datetime | None


def last_day(application: Application) -> date | None:
    """The last day on which one may write, of a file that is decided; None before."""
    if application.state not in DECIDED:
        return None
    decided = application.events.filter(verb__in=DECIDING).last()
    return deadline(timezone.localdate(decided.at if decided else application.saved_at), DAYS)


def is_open(application: Application, on: date) -> bool:
    """May anybody write on this day?  From when the file was received until DAYS after the decision."""
    if application.state in OPEN_TO_STAFF:
        return True
    last = last_day(application)
    return last is not None and on <= last


def is_applicants(user: User, application: Application) -> bool:
    """Does this person read the file as its applicant, and not as one of the staff?"""
    return holds(user, application, Right.VIEW)


def listing(application: Application, user: User, *, as_staff: bool) -> list[Shown]:
    """Every message of the file, the oldest first, whoever has read what."""
    rows = application.thread.select_related("author").prefetch_related("files__file", "readings")
    return [shown(message, user, as_staff) for message in rows]


def shown(message: FileMessage, user: User, as_staff: bool) -> Shown:
    own_side = message.from_staff == as_staff
    readings = message.readings.all()
    return Shown(
        message=message,
        is_new=not own_side and all(one.person_id != user.pk for one in readings),
        is_own=message.author_id == user.pk,
        seen_at=next((one.at for one in readings if one.by_staff != message.from_staff), None) if own_side else None,
    )


def unread_of(user: User) -> list[Application]:
    """The files of somebody that have messages they have not read, each with their number as `unread`."""
    new = FileMessage.objects.unread_by(user, from_staff=True)
    return counted(Application.objects.of(user), new)


def waiting_for(user: User) -> list[Application]:
    """For one of the staff: their own files, and those under review that nobody took, with messages to read."""
    theirs = Q(officer=user) | Q(officer=None, state__in=OPEN_TO_STAFF)
    return counted(Application.objects.visible_to(user).filter(theirs), FileMessage.objects.waiting())


def counted(files, new) -> list[Application]:
    """Those of the files with such messages, each with their number as `unread`; the longest waiting first."""
    found = files.filter(thread__in=new.order_by().values("pk"))
    found = found.annotate(unread=Count("thread"), since=Min("thread__sent_at"))
    return list(found.select_related("organization").order_by("since", "pk"))
