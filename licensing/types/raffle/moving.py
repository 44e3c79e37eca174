"""A draw on another day: the one change of a raffle that has a form (facts 1.8).

Nothing moves once a ticket is sold, except the draws of Catch the Ace, and a draw that was held stays where it was.
No fee is published for it: none is assumed.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import LongText, YesNo
from icajo.words import long_date
from licensing.definition import Check, Document, Effect, Procedure, Purpose, Term
from licensing.rule import RegisterRule, Rule

from ..business.terms import free
from .rules import DATES
from .steps import Draw, Draws, Lottery


class DrawChange(Step):
    title = _("What moves")
    intro = _(
        "On the next pages, correct the day of the last draw if it moves, then the draws, and leave the rest as it "
        "is. A raffle is not moved only because it may lose money."
    )
    tickets_sold = YesNo(_("Has any ticket been sold?"))
    draw_moved_why = LongText(_("Which draw moves, and why?"), max_length=1000)


def days(draws) -> set:
    return {draw.draw_date for draw in draws or [] if draw.draw_date}


def may_still_move(a, on):
    return not a.tickets_sold or a.draw == Draw.CATCH_THE_ACE


def is_as_recorded(name, a, on, register):
    """What has no record, as a licence of the earlier system, is told here for the first time."""
    return register.recorded(name) in (None, getattr(a, name))


def ends_later_than_today(a, on, register):
    return a.ends_on > on or a.ends_on == register.recorded("ends_on")


def what_was_held_stays(a, on, register):
    before, now = days(register.recorded("draws")), days(a.draws)
    return {day for day in now if day <= on} <= before and {day for day in before if day < on} <= now


def last_of_the_list_is_the_last(a, on):
    return max(days(a.draws), default=a.ends_on) == a.ends_on


HELD_STAYS = RegisterRule(
    question="draws",
    needs=("draws",),
    holds=what_was_held_stays,
    message=_("A draw that was held keeps its date, and one that moves goes to a day later than today."),
)
STAY = [name for name in Lottery.base_fields if name != "ends_on"]
MOVING_RULES = [
    Rule(
        question="tickets_sold",
        needs=("tickets_sold", "draw"),
        holds=may_still_move,
        message=_("Once a ticket is sold, no date changes: only draws of Catch the Ace may still move."),
    ),
    *(
        RegisterRule(
            question=name,
            needs=(name,),
            holds=partial(is_as_recorded, name),
            message=_("Only the dates of draws change here: leave this as the licence says it."),
        )
        for name in STAY
    ),
    RegisterRule(
        question="ends_on",
        needs=("ends_on",),
        holds=ends_later_than_today,
        message=_("The last draw moves to a day later than today."),
    ),
    *DATES,
    HELD_STAYS,
    Rule(
        question="draws",
        needs=("draws", "ends_on"),
        holds=last_of_the_list_is_the_last,
        message=_(
            "The last draw of the list must be on %(day)s, the day of the last draw given under “Lottery "
            "information”: correct one or the other."
        ),
        values=lambda a, on: {"day": long_date(a.ends_on)},
    ),
]


def refused(licence, on):
    """On the day of the last draw it may still be put off."""
    if licence.expires_on and on > licence.expires_on:
        return _("The day of the last draw has passed.")
    return ""


change_draws = Procedure(
    code="change-draws",
    purpose=Purpose.CHANGE,
    effect=Effect.AMEND,
    label=_("Date of a draw"),
    summary=_("Change a draw date before any ticket is sold; for Catch the Ace, the draws to come."),
    steps=[DrawChange, Lottery, Draws],
    documents=[
        Document(
            "dated-ticket",
            _("Sample ticket with the new dates"),
            when=lambda a: a.draw != Draw.CATCH_THE_ACE,
            why=_("required because the ticket says when it is drawn"),
        ),
    ],
    rules=MOVING_RULES,
    to_approve=[HELD_STAYS],
    checks=[
        Check(
            "credit-letter-lasts",
            _("Any letter of credit is valid for 45 days after the new last draw"),
            when=lambda a: a.draw == Draw.FIFTY_FIFTY,
        )
    ],
    fee=free,
    term=lambda a, on: Term(on, a.ends_on),
    refused=refused,
)
