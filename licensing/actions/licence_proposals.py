"""The notice before a licence is suspended or revoked, and what becomes of it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import Right, User
from accounts.permissions import may
from icajo.calendar import add_days, deadline

from .. import proposing
from ..decision_letters import REVIEW_DAYS
from ..errors import NotNow
from ..models import Licence, Proposal, Suspension
from .licences import lock_licence, tell
from .proposals import NEXT, with_reasons
from .register import note_down

Act, Outcome = Proposal.Act, Proposal.Outcome
LETTERS = {Act.SUSPEND: "suspension_proposed", Act.REVOKE: "revocation_proposed"}
FOLLOWS = {"": {*NEXT[""], Outcome.WAIVED}, Outcome.HEARING: NEXT[Outcome.HEARING]}  # not every holder has an account
APPEALED_DAYS = 15  # that a suspension at once may last after the tribunal has the request (facts 1.10)


@transaction.atomic
def propose_about(licence: Licence, *, by: User, on: date, act: Proposal.Act, reason: str) -> Proposal:
    """Give notice that it is about to be suspended or revoked, served on this day.

    Raises NoReasons, and NotNow where nobody is heard first or another notice stands.
    """
    licence = lock_licence(licence, by)
    if not proposing.comes_first(licence) or proposing.notice_about(licence):
        raise NotNow("propose")
    with_reasons(reason)
    notice = licence.proposals.create(act=act, reasons=reason, by=by, review_by=deadline(on, REVIEW_DAYS))
    note_down(licence, f"{act}-proposed", on=on, by=by, note=reason)
    page = reverse("licensing:licence", args=[licence.number])  # where a hearing is waived
    tell(licence, f"proposal-{notice.pk}", LETTERS[act], url=page, **proposing.in_the_letter(notice))
    return notice


@transaction.atomic
def settle_notice(licence: Licence, *, by: User, on: date, outcome: str, note: str) -> None:
    """What became of the notice, as the registrar learns it.  Raises NotNow for what cannot follow."""
    licence = lock_licence(licence, by)
    conclude(licence, Outcome(outcome), FOLLOWS, by=by, on=on, note=note)


@transaction.atomic
def waive_hearing_about(licence: Licence, *, by: User, on: date) -> None:
    """The holder does without a hearing, so that the decision waits no longer.  Raises NotNow."""
    if not may(by, licence.organization_id, Right.SUBMIT):
        raise PermissionDenied("waive")
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    conclude(licence, Outcome.WAIVED, {"": {Outcome.WAIVED}}, by=by, on=on)


def conclude(licence, outcome, follows, *, by, on, note=""):
    notice = proposing.notice_about(licence)
    if notice is None or outcome not in follows.get(notice.outcome, ()):
        raise NotNow("settle")
    notice.outcome = outcome
    notice.save(update_fields=["outcome"])
    note_down(licence, f"notice-{outcome}", on=on, by=by, note=note)


@transaction.atomic
def note_appeal(licence: Licence, *, by: User, received_on: date) -> Suspension:
    """The tribunal has the holder’s request about a suspension at once, which ends fifteen days later.

    Raises NotNow where none runs, or it was noted already.
    """
    licence = lock_licence(licence, by)
    running = licence.suspensions.filter(at_once=True, until=None, lifted_on=None).last()
    if running is None or received_on < running.since:
        raise NotNow("appeal")
    running.until = add_days(received_on, APPEALED_DAYS)
    running.save(update_fields=["until"])
    note_down(licence, "appealed", on=received_on, by=by)
    return running
