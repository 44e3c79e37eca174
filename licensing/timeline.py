"""Where a file is, as its applicant sees it: derived from its state and its events, never stored."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from icajo.words import long_date

from .noticing import notice_check, notice_of
from .states import OPEN_TO_STAFF, State


@dataclass(frozen=True)
class Stage:
    """One stage: `state` is done, current or next."""

    name: str
    note: str
    state: str


def timeline(application) -> list[Stage]:
    """Received, under review, decision; with the date of each as far as it is known."""
    when = {event.verb: event.at for event in application.events.all()}
    between = [noticed(application, check)] if (check := notice_check(application)) else []
    return [received(application), reviewed(application, when), *between, decided(application, when)]


def received(application):
    day = application.received_on
    return Stage(_("Application received"), long_date(day) if day else _("To come"), "done" if day else "current")


def reviewed(application, when):
    name = _("Review of the file")
    if application.state == State.INFO_REQUESTED:
        return Stage(name, _("We asked you for information"), "current")
    if application.state == State.IN_REVIEW:
        return Stage(name, _("Since %(day)s") % {"day": long_date(when["take"])}, "current")
    if application.state == State.SUBMITTED and application.waits_for_funds:
        return Stage(name, _("Waiting for the transfer"), "current")
    if application.state in OPEN_TO_STAFF or "take" not in when:
        return Stage(name, _("To come"), "next")
    return Stage(name, long_date(when["take"]), "done")


def noticed(application, check):
    """The public notice, which runs beside the review: its dates as soon as they are known."""
    name, notice = _("Public notice"), notice_of(application)
    if notice is None:
        return Stage(name, _("The dates are not set yet"), "done" if check.closed_at else "next")
    dates = {"start": long_date(notice.starts_on), "end": long_date(notice.ends_on)}
    begun = notice.starts_on <= timezone.localdate() and application.state in OPEN_TO_STAFF
    state = "done" if check.closed_at else "current" if begun else "next"
    return Stage(name, _("From %(start)s to %(end)s") % dates, state)


DECISIONS = {State.APPROVED: "approve", State.REFUSED: "refuse", State.WITHDRAWN: "withdraw"}


def decided(application, when):
    if verb := DECISIONS.get(application.state):
        day = long_date(when[verb])
        return Stage(application.get_state_display(), day, "done")
    return Stage(_("Decision"), _("To come"), "next")
