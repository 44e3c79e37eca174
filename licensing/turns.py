"""Who holds a file now, check by check: each check says it where it is declared, from what was written down."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.words import date_time, long_date


class Turn(Enum):
    """Whose turn it is: as the applicant reads it, and as the staff do."""

    YOU = "you", gettext_lazy("You"), gettext_lazy("The applicant")
    US = "us", gettext_lazy("Us"), gettext_lazy("Us")
    PUBLIC = "public", gettext_lazy("The public"), gettext_lazy("The public")
    INSPECTOR = "inspector", gettext_lazy("An inspector"), gettext_lazy("An inspector")
    DISCLOSING = "disclosing", gettext_lazy("The people who disclose"), gettext_lazy("The people who disclose")

    def __init__(self, code, label, staff_label):
        self._value_, self.label, self.staff_label = code, label, staff_label


@dataclass(frozen=True)
class Held:
    """Whose turn it is; what has to be done next, in words; and the dates of the work itself, which stay."""

    turn: Turn
    said: str = ""
    dates: str = ""


def by_us(application, on: date) -> Held:
    return Held(Turn.US)


def by_you(application, on: date) -> Held:
    return Held(Turn.YOU)


def by_whom_the_answers_wait_for(application, on: date) -> Held:
    """The applicant while a request is open; then us, to judge what they answered."""
    asked = application.open_request
    if asked is None:
        return Held(Turn.US, _("We read your answers"))
    return Held(Turn.YOU, _("Answer by %(day)s") % {"day": long_date(asked.due_on)})


def by_those_who_disclose(application, on: date) -> Held:
    return Held(Turn.DISCLOSING)


def by_whom_the_notice_waits_for(application, on: date) -> Held:
    """Us until its dates are set, the applicant until it hangs, then the public, to 23:59 of the last day."""
    notice = getattr(application, "public_notice", None)
    if notice is None:
        return Held(Turn.US, _("The dates are not set yet"))
    known = {"start": long_date(notice.starts_on), "end": long_date(notice.ends_on)}
    dates = _("From %(start)s to %(end)s") % known
    if notice.posted_on is None:
        return Held(Turn.YOU, _("Post the placards, then confirm it"), dates)
    if on > notice.ends_on or notice.needed_until > notice.ends_on:
        return Held(Turn.US, dates=dates)  # to close it, or to give it the days that it lacks
    return Held(Turn.PUBLIC, dates=dates)


def by_the_public_then_us(application, on: date) -> Held:
    """The public while the notice is open; what they wrote is then ours to read."""
    notice = getattr(application, "public_notice", None)
    return Held(Turn.PUBLIC if notice is not None and notice.starts_on <= on <= notice.ends_on else Turn.US)


def by_whom_the_inspection_waits_for(application, on: date) -> Held:
    """The applicant until they are ready, then whoever has to propose or choose a time; an inspector from then on."""
    last = max(application.inspections.all(), key=lambda one: one.pk, default=None)
    if last is None:
        return Held(Turn.YOU, _("Tell us when the premises are ready"))
    if not last.is_open:  # where that does not close the check, it is begun again
        result = _("%(result)s, on %(day)s") % {"result": last.get_result_display(), "day": long_date(last.ended_at)}
        return Held(Turn.YOU, _("Tell us when the premises are ready"), result)
    if last.starts_at:
        return Held(Turn.INSPECTOR, dates=_("Appointment on %(moment)s") % {"moment": date_time(last.starts_at)})
    ready = _("Ready since %(day)s") % {"day": long_date(last.asked_at)}
    if any(time.answer == time.Answer.WAITING for time in last.times.all()):
        return Held(Turn.YOU, _("Choose one of the times that the inspector proposes"), ready)
    return Held(Turn.INSPECTOR, _("An inspector proposes times"), ready)


def by_whom_the_proposal_waits_for(application, on: date) -> Held:
    """The applicant until the last day to ask for a hearing; us once it was asked for, or is not any more."""
    last = max(application.proposals.all(), key=lambda one: one.pk, default=None)
    if last is None or not last.holds(on):
        return Held(Turn.US)
    if last.outcome:
        return Held(Turn.US, _("The tribunal hears the applicant"))
    return Held(Turn.YOU, _("A hearing may be asked for by %(day)s") % {"day": long_date(last.review_by)})
