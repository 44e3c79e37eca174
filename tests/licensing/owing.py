"""A raffle whose draws move, which may be transferred, and which is reported on with one question."""

import secrets
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from icajo.journey import Step
from icajo.journey.fields import WholeNumber
from licensing import actions
from licensing.anomaly import Anomaly, explaining
from licensing.definition import Effect, Procedure, Purpose, Term
from licensing.fees import assess
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from licensing.types.raffle import raffle
from tests import samples

PAGES = {step.slug: step for step in raffle.steps}


class Held(Step):
    title = "Held"
    held_draws = WholeNumber("How many draws were held?", min_value=0)


def no_draws(answers):
    return [Anomaly("no-draws", "No draw was held.")] if answers.held_draws == 0 else []


Why = explaining("Why", "Explanations", "", {"no-draws": "Why was none held?"}, no_draws)


def nothing(purpose, answers, rate):
    return []


def last_draw(answers, on):
    return Term(answers.starts_on, answers.ends_on)


REPORT = Procedure(
    code="report", purpose=Purpose.REPORT, effect=Effect.REPORT, label="Post-event report", steps=[Held, Why],
    fee=nothing, anomalies=no_draws, prefill=lambda licence, owed, on: {"held": {"held_draws": ""}},
)  # fmt: skip
MOVE = Procedure(
    code="draws", purpose=Purpose.CHANGE, effect=Effect.AMEND, label="Draws", term=last_draw,
    steps=[PAGES["lottery"], PAGES["draws"]], fee=nothing,
)  # fmt: skip
TRANSFER = Procedure(
    code="transfer", purpose=Purpose.TRANSFER, effect=Effect.TRANSFER, label="Transfer", steps=[PAGES["applicant"]],
    fee=nothing,
)  # fmt: skip


def reportable_raffle(monkeypatch):
    changed = replace(raffle, procedures=[REPORT, MOVE, TRANSFER], rules=())
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", changed)


def draws(days):
    return [
        {"id": f"d{i}", "draw_date": samples.day(day), "draw_time": "19 h", "draw_place": "Ici", "draw_method": "Tri"}
        for i, day in enumerate(days)
    ]


def weekly(first, count):
    return [first + timedelta(weeks=week) for week in range(count)]


def pages(days, draw="stub"):
    """The two pages that say when it is drawn."""
    lottery = samples.raffle_answers(days[0])["lottery"]
    dates = {"starts_on": samples.day(days[0]), "ends_on": samples.day(days[-1]), "draw": draw}
    return {"lottery": lottery | dates, "draws": draws(days)}


def issued(owner, officer, days, draw="stub"):
    """The licence of a raffle that is drawn on these days."""
    today = timezone.localdate()
    answers = samples.raffle_answers(today) | pages(days, draw)
    answers["tickets-and-prizes"] |= {"ace_winner_share": "20", "ace_jackpot_share": "30", "ace_charity_share": "50"}
    application = samples.complete(owner, on=today, answers=answers)
    return decided(application, officer)


def asked(licence, code, *, by, owed=None, **typed):
    """A draft of this procedure, with these pages."""
    procedure, today = licence.type.procedure(code), timezone.localdate()
    draft = actions.start_procedure(licence, procedure, by=by, on=today, once=secrets.token_hex(8), owed=owed)
    draft.answers = draft.answers | typed
    draft.save()
    return draft


def sent(draft):
    owner, today = draft.created_by, timezone.localdate()
    actions.seal(draft, by=owner, on=today, fee_seen=assess(draft, today).total)
    actions.submit(draft, by=owner, at=timezone.now())
    return draft


def decided(draft, officer):
    """The licence, once the draft is sent and approved."""
    sent(draft)
    actions.take(draft, by=officer)
    licence = actions.approve(draft, by=officer, on=timezone.localdate())
    licence.refresh_from_db()
    return licence


def standing_of(licence):
    """{number: (covers to, due on)} of what it owes."""
    return {one.number: (one.covers_to, one.due_on) for one in licence.obligations.standing()}
