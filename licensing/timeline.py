"""Where a file is, and who holds it now: derived from its state, its events and its checks, never stored."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from icajo.words import long_date

from .assisting import VERB, in_words
from .models import Check
from .states import OPEN_TO_STAFF, State
from .turns import Turn


@dataclass(frozen=True)
class Stage:
    """One stage: `state` is done, current or next."""

    name: str
    note: str
    state: str


@dataclass(frozen=True)
class Work:
    """One check beside the review: its dates, how far it has come, and whose turn it is while it is open."""

    check: Check
    name: str
    opened_on: date
    closed_on: date | None
    dates: str
    said: str
    turn: Turn | None

    @property
    def code(self):
        return self.check.code


def timeline(application, on: date) -> list[Stage]:
    """Received, under review, what goes on beside it, decision; with the dates of each as far as they are known."""
    when = {event.verb: event.at for event in application.events.all()}
    beside = [as_stage(one) for one in side_by_side(application, on)]
    ours = [received(application), reviewed(application, when), *beside, decided(application, when)]
    return [*helped(application), *ours]


def side_by_side(application, on: date) -> list[Work]:
    """The checks of a file in the order in which they were opened."""
    under_review = application.state in OPEN_TO_STAFF
    checks = sorted(application.checks.all(), key=lambda check: check.pk)
    return [work_of(check, application, on, under_review) for check in checks]


def work_of(check, application, on, under_review) -> Work:
    held = check.definition.held(application, on)
    is_open = check.closed_at is None and under_review
    return Work(
        check=check,
        name=str(check.definition.work or check.label),
        opened_on=timezone.localdate(check.opened_at),
        closed_on=check.closed_at and timezone.localdate(check.closed_at),
        dates=held.dates,
        said=held.said if is_open else "",
        turn=held.turn if is_open else None,
    )


def holders(application, on: date) -> list[Turn]:
    """Who holds the file now, the applicant first; nobody once it is over."""
    if application.state in {State.DRAFT, State.AWAITING_PAYMENT, State.INFO_REQUESTED}:
        return [Turn.YOU]
    if application.state not in OPEN_TO_STAFF:
        return []
    turns = {work.turn for work in side_by_side(application, on) if work.turn}
    return [turn for turn in Turn if turn in turns] or [Turn.US]


def as_stage(work: Work) -> Stage:
    if work.closed_on:
        return Stage(work.name, work.dates or long_date(work.closed_on), "done")
    return Stage(work.name, work.dates or work.said, "current" if work.turn else "next")


def helped(application):
    """Each time that somebody filled it in with the applicant, before it was sent."""
    helps = [event for event in application.events.all() if event.verb == VERB]
    return [Stage(_("Entered with help"), in_words(event), "done") for event in helps]


def received(application):
    day = application.received_on
    name = str(application.speech.arrived)
    return Stage(name, long_date(day), "done") if day else Stage(name, _("To come"), "current")


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
    return Stage(str(application.speech.decided), _("To come"), "next")
