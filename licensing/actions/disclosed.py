"""From the last page of a disclosure to the officer who reads it: papers, sending, using it again, reading."""

import io
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from icajo import mail, sealing, uploads
from icajo.journey import transcript

from .. import correspondence
from ..declarations import disclosure_declaration
from ..errors import Incomplete, NotNow, TooMuch
from ..judging import Problem, in_the_way, missing_among, problems_on
from ..models import DisclosedPaper, Disclosure, Invitation, Reading
from ..types.disclosure import questionnaire
from .disclosing import content, earlier, lock_begun, lock_usable, store
from .disclosures import look_again

MOST_PAPERS = 20
BOX = "licensing.papers"
READING = timedelta(hours=1)  # for which a reason that was given opens the papers too


def problems_of_disclosure(disclosure: Disclosure, known: dict, on: date) -> list[Problem]:
    """Everything between what was typed and the sending, in the order of the pages."""
    asked = questionnaire(disclosure.is_entity)
    journey = asked.journey(known["answers"])
    found = [problem for step in journey.steps for problem in problems_on(asked.rules, journey, step, on)]
    have = set(disclosure.papers.values_list("code", flat=True))
    return found + missing_among(asked.documents_for(known["answers"]), have)


@transaction.atomic
def attach_disclosed(invitation: Invitation, code: str, upload, *, at: datetime) -> DisclosedPaper:
    """Keep a file with the disclosure, sealed like the answers.  Raises uploads.Refused, NotNow, TooMuch."""
    _invitation, disclosure, known = lock_begun(invitation, at)
    if disclosure.papers.count() >= MOST_PAPERS:
        raise TooMuch("papers")
    stored, facts = uploads.keep_sealed(upload, sealing.box(BOX).encrypt)
    paper = disclosure.papers.create(code=code, file=stored, added_at=at)
    known["papers"][str(paper.pk)] = facts
    store(disclosure, known, at)
    return paper


@transaction.atomic
def detach_disclosed(invitation: Invitation, paper: int, *, at: datetime) -> None:
    """Take a file off a disclosure that is not sent yet, and destroy it."""
    _invitation, disclosure, known = lock_begun(invitation, at)
    found = disclosure.papers.select_related("file").filter(pk=paper).first()
    if found:
        known["papers"].pop(str(paper), None)
        store(disclosure, known, at)
        destroy(found)


def destroy(paper: DisclosedPaper) -> None:
    """The row and, once the transaction holds, the bytes."""
    file, name = paper.file, str(paper.file.content.name)
    paper.delete()
    file.delete()
    transaction.on_commit(lambda: file.content.storage.delete(name))


def open_paper(disclosure: Disclosure, paper: int):
    """The answer that hands a paper over, as it was sent.  Raises DisclosedPaper.DoesNotExist."""
    found = disclosure.papers.select_related("file").get(pk=paper)
    facts = content(disclosure)["papers"][str(found.pk)]
    with found.file.content.open("rb") as sealed:
        plain = sealing.box(BOX).decrypt(sealed.read())
    return uploads.attachment(io.BytesIO(plain), name=facts["name"], media_type=facts["media_type"])


@transaction.atomic
def complete_disclosure(invitation: Invitation, *, at: datetime) -> Disclosure:
    """« Envoyer ma divulgation »: frozen as it was shown, and what waits for it goes on.

    Raises Incomplete(problems), and NotNow where the link ended meanwhile.
    """
    invitation, disclosure, known = lock_begun(invitation, at)
    if problems := in_the_way(problems_of_disclosure(disclosure, known, timezone.localdate(at))):
        raise Incomplete(problems)
    asked = questionnaire(disclosure.is_entity)
    journey = asked.journey(known["answers"])
    known |= {
        "answers": journey.on_path(),
        "transcript": transcript(journey),
        "declaration": disclosure_declaration(asked.code),
    }
    disclosure.completed_at = at
    store(disclosure, known, at)
    invitation.disclosure = disclosure
    completed(invitation, at)
    return disclosure


@transaction.atomic
def reuse_disclosure(invitation: Invitation, *, at: datetime) -> Disclosure:
    """The person agrees that what they completed for another file serves for this one.  Raises NotNow."""
    invitation = lock_usable(invitation, at)
    found = earlier(invitation, at)
    if found is None or invitation.disclosure_id:
        raise NotNow("reuse")
    invitation.disclosure = found
    invitation.save(update_fields=["disclosure"])
    completed(invitation, at)
    return found


def completed(invitation: Invitation, at: datetime) -> None:
    """The receipt, which says nothing of the answers; and a letter to the applicant when it was the last one."""
    application, disclosure = invitation.application, invitation.disclosure
    assert disclosure is not None, "it is completed"
    with override(invitation.language):
        mail.write(
            key=f"disclosure-{invitation.pk}-receipt-{disclosure.number}",
            to=invitation.email,
            language=invitation.language,
            template="disclosure_received",
            context={
                "name": invitation.name,
                "number": disclosure.number,
                "holder": invitation.for_whom,
                "received_at": at,
            },
        )
    if look_again(application, at=at):
        write_all_done(invitation)


def write_all_done(invitation: Invitation) -> None:
    application = invitation.application
    correspondence.write_about(
        application,
        invitation.sent_by,
        key=f"disclosures-{application.pk}-all-{invitation.pk}-{invitation.disclosure_id}",
        template="disclosures_completed",
        is_draft=application.is_draft,
    )


@transaction.atomic
def read_disclosure(invitation: Invitation, *, by: User, why: str, at: datetime) -> dict:
    """What was disclosed, to an officer who says why; the reading is written down.

    Raises PermissionDenied, and NotNow while it is not completed, or once it is destroyed.
    """
    if not may_read(by):
        raise PermissionDenied("read_disclosure")
    disclosure = invitation.disclosure
    if disclosure is None or disclosure.completed_at is None or disclosure.is_destroyed:
        raise NotNow("read")
    Reading.objects.create(disclosure=disclosure, by=by, at=at, why=why)
    return content(disclosure)


def may_read(user) -> bool:
    return user.is_active and user.is_staff and user.has_perm("licensing.read_disclosure")


def reads_now(disclosure: Disclosure, user: User, at: datetime) -> bool:
    """Did this officer give a reason a moment ago?"""
    return may_read(user) and disclosure.readings.filter(by=user, at__gt=at - READING).exists()
