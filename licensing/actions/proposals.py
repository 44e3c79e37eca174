"""A decision by two people: one recommends, another gives notice of a refusal and makes it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from icajo.calendar import deadline

from .. import file_letters
from ..casework import lock, transition
from ..checks import PROPOSAL
from ..decision_letters import REVIEW_DAYS
from ..errors import ByTwo, ChecksOpen, NoReasons, NotNow
from ..models import Application, Proposal, Recommendation
from ..proposing import recommended, standing_proposal
from .checks import open_check, settle_check

Outcome = Proposal.Outcome
NEXT = {  # what may become of a notice, as the registrar learns it
    "": {Outcome.HEARING, Outcome.DROPPED},
    Outcome.HEARING: {Outcome.HEARD, Outcome.DROPPED},
}


@transaction.atomic
def recommend(
    application: Application,
    *,
    by: User,
    outcome: str,
    reasons: str = "",
    conditions: Sequence[tuple[str, str]] = (),
    round_seen: int | None = None,
) -> Recommendation:
    """Say how to decide, for another to do it.  Raises NoReasons for a refusal without any."""
    application = lock(application, "recommend", by=by)
    same_round(application, round_seen)
    if outcome == Recommendation.Outcome.REFUSE:
        with_reasons(reasons)
    transition(application, "recommend", by=by)
    return application.recommendations.create(
        round=application.last_round,
        outcome=outcome,
        reasons=reasons,
        conditions=[list(pair) for pair in conditions],
        by=by,
    )


@transaction.atomic
def propose_refusal(
    application: Application, *, by: User, on: date, reason: str, round_seen: int | None = None
) -> Proposal:
    """Give notice of a refusal, served on this day; a decision waits until the time for a hearing is over."""
    application = lock(application, "propose_refusal", by=by)
    same_round(application, round_seen)
    by_another(application, Recommendation.Outcome.REFUSE, by=by)
    with_reasons(reason)
    event = transition(application, "propose_refusal", by=by)
    application.proposals.filter(outcome__in=Proposal.STANDING).update(outcome=Outcome.DROPPED)  # of a round before
    open_check(application, PROPOSAL)
    proposal = application.proposals.create(
        round=application.last_round, reasons=reason, by=by, at=event.at, review_by=deadline(on, REVIEW_DAYS)
    )
    file_letters.keep(event)
    return proposal


@transaction.atomic
def waive_hearing(application: Application, *, by: User) -> None:
    """The applicant does without a hearing: a decision waits no longer."""
    transition(application, "waive_hearing", by=by)
    conclude(application, Outcome.WAIVED)


@transaction.atomic
def settle_proposal(application: Application, *, by: User, outcome: str, note: str) -> None:
    """A hearing was asked for, or is over, or the notice is taken back.  Raises NotNow for what cannot follow."""
    application = lock(application, "settle_proposal", by=by)
    proposal = standing_proposal(application)
    if proposal is None or outcome not in NEXT[proposal.outcome]:
        raise NotNow("settle_proposal")
    transition(application, "settle_proposal", by=by, note=note)
    conclude(application, Outcome(outcome))


def conclude(application: Application, outcome: Outcome) -> None:
    """Write down what became of the notice; only a hearing that was asked for keeps a decision waiting."""
    application.proposals.filter(outcome__in=Proposal.STANDING).update(outcome=outcome)
    if outcome == Outcome.HEARING:
        open_check(application, PROPOSAL)
    else:
        settle_check(application, PROPOSAL)


def close_proposal(application: Application, *, on: date) -> bool:
    """Close the check once nobody may ask for a hearing any more; returns whether it closed now."""
    proposal = standing_proposal(application)
    return proposal is not None and not proposal.holds(on) and settle_check(application, PROPOSAL)


def hold_for_hearing(application: Application, *, on: date) -> None:
    """Raise ChecksOpen while the applicant may still be heard."""
    close_proposal(application, on=on)
    if still_open := list(application.checks.filter(code=PROPOSAL.code, closed_at=None)):
        raise ChecksOpen(still_open)


def same_round(application: Application, seen: int | None) -> None:
    """Raise NotNow where the round that the officer read, if it was a page, is not the last."""
    if seen is not None and seen != application.last_round.number:
        raise NotNow("round")


def by_another(application: Application, outcome: str, *, by: User) -> None:
    """Raise ByTwo unless somebody else recommended this outcome of the last round."""
    last = recommended(application)
    if last is None or last.outcome != outcome or last.by_id == by.pk:
        raise ByTwo(outcome)


def with_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise NoReasons
