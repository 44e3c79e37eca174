"""From a complete draft to a file under review: seal, pay elsewhere, submit; reply and withdraw."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Organization, User
from icajo.journey import transcript
from icajo.models import StoredFile

from .. import pace, publishing
from ..asking import Asking
from ..assisting import has_helped, marked
from ..casework import lock, transition
from ..checks import FUNDS, INSPECTION, REPORTS
from ..declarations import declaration
from ..errors import FeeChanged, Incomplete
from ..fees import Assessment, assess
from ..judging import in_the_way, late_reports, problems_of
from ..models import Application, Document, Round
from .checks import open_check
from .disclosures import look_again
from .following import let_follow
from .notices import owe_notice


@transaction.atomic
def seal(application: Application, *, by: User, on: date, fee_seen: Decimal) -> Round:
    """Check the whole application and freeze it, so that paying can only succeed.

    Raises Incomplete(problems), or FeeChanged(fee) when `fee_seen`, in dollars, is no longer what is owed.
    """
    application = lock(application, "seal", by=by)
    if has_helped(by, application):  # whoever filled it in for somebody declares nothing, whatever else they are
        raise PermissionDenied("seal")
    if problems := in_the_way(problems_of(application, on)):
        raise Incomplete(problems)
    assessment = assess(application, on)
    if assessment.total != fee_seen:
        raise FeeChanged(assessment.total)
    if application.organization is None:
        application.organization = known_holder(application, on) or create_holder(application, by=by)
    application.edition, application.fee = application.type.edition, assessment.total
    application.save(update_fields=["organization", "edition", "fee"])
    round = freeze(application, assessment, by=by)
    transition(application, "seal", by=by)
    return round


@transaction.atomic
def complete(application: Application, *, by: User, at: datetime, fee_seen: Decimal) -> Round:
    """Seal; and where nothing is owed send in as well, in one step, since no payment would come to do it later.

    Raises what `seal` raises; then nothing has changed.
    """
    round = seal(application, by=by, on=timezone.localdate(at), fee_seen=fee_seen)
    if not round.fee:
        submit(application, by=by, at=at)
    return round


def known_holder(application: Application, on: date) -> Organization | None:
    """The organization that applies because it holds the licence, or asks for the one, that the answers name."""
    number = application.type.applies_as(application.journey.answers)
    return Asking(application, on).holder_of(number) if number else None


def create_holder(application: Application, *, by: User) -> Organization:
    """The organization that a new applicant described; its first member is whoever described it, but for an agent."""
    answers, holder = application.journey.answers, application.type.holder
    organization = accounts.create_organization(
        by=by, as_agent=application.by_agent, language=by.language, **holder.facts(answers)
    )
    accounts.keep_addresses(organization, holder.addresses(answers))
    return organization


def freeze(application: Application, assessment: Assessment, *, by: User) -> Round:
    """A new round: what counts of the answers, as shown in both languages, and the papers by fingerprint."""
    journey = application.journey
    return application.rounds.create(
        number=application.rounds.count() + 1,
        sealed_by=by,
        edition=application.type.edition,
        answers=journey.on_path(),
        transcript=marked(application, transcript(journey)),
        fee=assessment.total,
        fee_lines=assessment.lines,
        documents=[
            {"code": d.code, "name": d.file.name, "sha256": d.file.sha256, "size": d.file.size}
            for d in application.documents.select_related("file")
        ],
        declaration=declaration(application),
    )


@transaction.atomic
def unseal(application: Application, *, by: User) -> None:
    """Back to a draft, because nothing was paid.  Its rounds stay as they were sealed."""
    transition(application, "unseal", by=by)


@transaction.atomic
def reassess(application: Application, *, by: User, on: date) -> Decimal:
    """The fee that was sealed, if the application may still go in on this day at the rates of this day.

    Raises Incomplete(problems) where a date has come too close since; FeeChanged: the caller then puts the
    application back to a draft, so that the applicant agrees again.
    """
    if problems := in_the_way(problems_of(application, on)):
        raise Incomplete(problems)
    fee = assess(application, on).total
    if fee != application.fee:
        raise FeeChanged(fee)
    return fee


@transaction.atomic
def submit(application: Application, *, by: User, at: datetime, funds_to_come: bool = False) -> None:
    """Send a sealed application in.  `at` is when the payer's action completed, and decides every deadline.

    With `funds_to_come` it is received, and waits untouched until `funds_arrived`.
    """
    application = transition(application, "submit", by=by).application
    application.received_at = at
    pace.enter(application)
    application.save(update_fields=["received_at", *pace.COLUMNS])
    answers = application.journey.answers
    for check in application.procedure.checks:
        if check.when(answers):
            application.checks.get_or_create(code=check.code)
    inspection = application.procedure.inspection
    if inspection and inspection.when(answers):
        open_check(application, INSPECTION)
    if late_reports(application, timezone.localdate(at)):
        open_check(application, REPORTS)
    if funds_to_come:
        application.checks.create(code=FUNDS.code)
    if application.about_id:
        publishing.publish([application.about_id])
    owe_notice(application)
    let_follow(application)
    look_again(application, at=at)


@transaction.atomic
def withdraw(application: Application, *, by: User, reason: str = "") -> None:
    """Take an application back.  Fees are not refunded (facts 2.12)."""
    transition(application, "withdraw", by=by, note=reason)


@transaction.atomic
def send_document(application: Application, code: str, file: StoredFile, *, by: User) -> Document:
    """Add a document to a file under review."""
    application = lock(application, "send_more", by=by)
    same = application.documents.filter(code=code, file__sha256=file.sha256).first()
    if same:
        return same
    transition(application, "send_more", by=by, note=file.name)
    return application.documents.create(code=code, file=file, added_by=by)
