"""Where a file is, as its applicant sees it: derived from its state and its events, never stored."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from icajo.words import long_date

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
    return [received(application), reviewed(application, when), decided(application, when)]


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


DECISIONS = {State.APPROVED: "approve", State.REFUSED: "refuse", State.WITHDRAWN: "withdraw"}


def decided(application, when):
    if verb := DECISIONS.get(application.state):
        day = long_date(when[verb])
        return Stage(application.get_state_display(), day, "done")
    return Stage(_("Decision"), _("To come"), "next")
