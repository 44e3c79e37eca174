"""The public notice of a type: when the neighbourhood is told of an application, for how long, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.calendar import add_days, deadline
from icajo.journey import Answers

type Text = str | Promise

INVITATION = gettext_lazy("Present observations")
LONGEST_WAIT = 180  # days: a first day further away is a slip of the pen


@dataclass(frozen=True)
class Trigger:
    """One reason to tell the public.

    `when(answers, before)`: what is asked, and what the licence says today, which is None for a new one.
    """

    code: str
    why: Text
    when: Callable[[Answers, Answers | None], bool]


@dataclass(frozen=True, kw_only=True)
class NoticeRule:
    """When a notice is posted, and for how many days; with `shortest` below `longest`, staff choose.

    `discretion` says why staff may ask for one that nothing triggers; without it they may not.  The questions name
    the premises; `facts` are those whose answers anyone may read, `on_placard` the few that a page has room for.
    `placard` is a template without its language.

    What the public may answer: `grounds` are the (code, words) that the registrar may weigh, `invitation` is what
    writing about it is called; with `anonymous`, a comment without a name is taken, and not formally considered.
    """

    shortest: int
    longest: int
    usual: int
    triggers: Sequence[Trigger]
    discretion: Text = ""
    premises: str
    street: str
    municipality: str
    postal_code: str
    facts: Sequence[str] = ()
    on_placard: Sequence[str] = ()
    placard: str
    grounds: Sequence[tuple[str, Text]] = ()
    invitation: Text = INVITATION
    anonymous: bool = False

    def reasons(self, answers: Answers, before: Answers | None = None) -> list[Text]:
        """Why these answers call for a notice, in words; none where they do not."""
        return [trigger.why for trigger in self.triggers if trigger.when(answers, before)]


@dataclass(frozen=True)
class Period:
    """From the first day to 23:59 of the last; the last day follows from the first unless staff said otherwise."""

    starts_on: date
    days: int
    ends_on: date
    reason: str = ""  # why it does not end when the rule says

    @classmethod
    def of(cls, starts_on: date, days: int, ends_on: date | None = None, reason: str = "") -> "Period":
        return cls(starts_on, days, ends_on or deadline(starts_on, days), reason)


def wrong_with(rule: NoticeRule, period: Period, on: date) -> tuple[str, str]:
    """(the field, what is wrong) with a period that staff give on this day; ("", "") where nothing is."""
    if not on <= period.starts_on <= add_days(on, LONGEST_WAIT):
        return "starts_on", _("The first day is today or later, and within six months.")
    if not rule.shortest <= period.days <= rule.longest:
        text = _("The period has %(shortest)s to %(longest)s days.")
        return "days", text % {"shortest": rule.shortest, "longest": rule.longest}
    if period.ends_on != deadline(period.starts_on, period.days):
        if not period.reason.strip():
            return "reason", _("Say why the period does not end when the rule says.")
        # a period may be counted with its first day, as the published examples do; never shorter than that
        if not add_days(period.starts_on, rule.shortest - 1) <= period.ends_on <= add_days(on, 2 * LONGEST_WAIT):
            return "ends_on", _("The last day leaves less time than the rule gives, or far too much.")
    return "", ""
