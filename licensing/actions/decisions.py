"""What officers decide."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts import actions as accounts
from accounts.models import User

from .. import file_letters
from ..casework import lock, transition
from ..definition import Procedure
from ..errors import ChecksOpen, NotApprovable, NotNow
from ..judging import in_the_way_of_approval
from ..models import Application, Check, Licence, Recommendation
from ..noticing import notice_of
from .following import let_follow_licence
from .notices import close_notice
from .proposals import by_another, close_proposal, hold_for_hearing, same_round, with_reasons
from .register import EFFECTS, add_conditions, keep_version, note_down, set_opening, take_off


@transaction.atomic
def take(application: Application, *, by: User) -> None:
    """Take a file to review it.  Whoever sent it as an agent is linked to the organization (facts 2.3)."""
    application = transition(application, "take", by=by).application  # as it is now, with its organization
    Application.objects.filter(pk=application.pk).update(officer=by)
    organization = application.organization
    assert organization is not None, "sealing gave it one"
    if application.by_agent:
        accounts.link_agent(application.created_by, organization, by=by, why=application.ref)


@transaction.atomic
def close_check(check: Check, *, by: User, note: str) -> None:
    """Close what was still open before a decision, once.  Raises NotNow for a check that closes by itself."""
    if not check.definition.by_hand:
        raise NotNow("close")
    Check.objects.filter(pk=check.pk, closed_at=None).update(closed_at=timezone.now(), closed_by=by, note=note)


@transaction.atomic
def refuse(application: Application, *, by: User, on: date, reason: str, round_seen: int | None = None) -> None:
    """Refuse as somebody else recommended, with the reasons that the letter gives.

    Raises ByTwo, NoReasons, or ChecksOpen while the applicant may still ask to be heard.
    """
    application = lock(application, "refuse", by=by)
    same_round(application, round_seen)
    by_another(application, Recommendation.Outcome.REFUSE, by=by)
    with_reasons(reason)
    hold_for_hearing(application, on=on)
    file_letters.keep(transition(application, "refuse", by=by, note=reason))


@transaction.atomic
def approve(
    application: Application,
    *,
    by: User,
    on: date,
    conditions: Sequence[tuple[str, str]] = (),
    removed: Collection[int] = (),
    leaving: Collection[str] = (),
    opens_on: date | None = None,
    round_seen: int | None = None,
) -> Licence:
    """Issue the licence.  `conditions` are (French, English), after those of the procedure; `removed` and `leaving`
    the keys of conditions, and of people, that go; `opens_on` the day from which a type that opens later may be used;
    `round_seen` the round that was read.  Raises ByTwo, ChecksOpen, or NotApprovable(reasons).
    """
    application = lock(application, "approve", by=by)
    same_round(application, round_seen)
    if application.type.approved_by_two:
        by_another(application, Recommendation.Outcome.APPROVE, by=by)
    close_proposal(application, on=on)
    if notice := notice_of(application):
        close_notice(notice, on=on)  # it may have ended since the clock last went round
    if still_open := list(application.checks.filter(closed_at=None)):
        raise ChecksOpen(still_open)
    if reasons := in_the_way_of_approval(application, on):
        raise NotApprovable(reasons)
    procedure = application.procedure
    licence = EFFECTS[procedure.effect](application, by=by, on=on)
    take_away(licence, procedure, removed=removed, leaving=leaving)
    write_conditions(licence, application, conditions)
    note_down(licence, procedure.effect.value, on=on, by=by, note=application.ref)
    if opens_on:
        open_from(licence, opens_on, by=by)
    if procedure.effect.leaves_a_version:
        keep_version(licence, on=on, by=by, application=application)
        let_follow_licence(licence)
    event = transition(application, "approve", by=by)
    if procedure.effect in file_letters.APPROVED:
        file_letters.keep(event)
    return licence


def open_from(licence: Licence, opens_on: date, *, by: User) -> None:
    """The day of the opening, where it is known at the decision."""
    set_opening(licence, opens_on)
    note_down(licence, "opens", on=opens_on, by=by)


def take_away(licence: Licence, procedure: Procedure, *, removed: Collection[int], leaving: Collection[str]) -> None:
    """The conditions and the people that this decision takes off the licence."""
    licence.conditions.filter(pk__in=removed).delete()
    if leaving and procedure.leaving:
        take_off(licence, procedure.leaving.step, leaving)


def write_conditions(licence: Licence, application: Application, chosen: Sequence[tuple[str, str]]) -> None:
    """Those that the procedure puts on every licence, to their last day, then those that were chosen."""
    procedure, answers = application.procedure, application.last_round.journey.answers
    texts = {}
    for language in ("fr", "en"):
        with override(language):
            texts[language] = [str(text) for text in procedure.conditions(answers)]
    own = list(zip(texts["fr"], texts["en"], strict=True))
    add_conditions(licence, own, until=procedure.until(answers) if procedure.until else None)
    add_conditions(licence, chosen)
