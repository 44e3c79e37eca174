"""Receiving a complaint, and what its author and we write to each other about it.

Of what an author sends, the hour is kept and nothing finer; an hour later everything of that hour is written anew at
once, in no order, so that neither the rows nor the files tell which came first, or when.
"""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.codes import new_characters
from accounts.models import User
from icajo import mail
from icajo.filenames import extension
from icajo.models import StoredFile

from .. import follow_codes
from ..models import (
    Complainant,
    Complaint,
    ComplaintFile,
    ComplaintMessage,
    Who,
    acknowledge_by,
    hour_of,
)
from .parcels import put

FOLDER = "complaints"


class Loose(NamedTuple):
    """A file without hidden data that is not kept yet."""

    name: str
    media_type: str
    content: bytes
    scan: str = StoredFile.Scan.NOT_SCANNED


def complain(
    *, code: str, who: str, said: dict, contact: dict, user: User | None, files: Sequence[Loose], language: str,
    at: datetime,
) -> Complaint:  # fmt: skip
    """Keep a complaint.  The same code sent twice is one complaint: the first stays.

    `said` is about, licence_number, described, place, happened, text; `contact` is name, email, phone, or {}.
    """
    digest = follow_codes.digest(code)
    facts = {
        **said, "who": who, "language": language, "received_at": hour_of(at), "code_digest": digest,
        "due_on": acknowledge_by(timezone.localdate(at)),
    }  # fmt: skip
    with transaction.atomic():
        # one that conflicts is left out without an error, which the database would write into its log
        while not Complaint.objects.filter(code_digest=digest).exists():
            complaint = Complaint(ref=new_reference(at), **facts)
            Complaint.objects.bulk_create([complaint], ignore_conflicts=True)
            if not Complaint.objects.filter(pk=complaint.pk).exists():
                continue
            enclose(complaint, files, at)
            if who != Who.ANONYMOUS:
                Complainant.objects.create(complaint=complaint, user=user, **contact)
                tell(complaint, key="received", template="complaint_received")
    return Complaint.objects.get(code_digest=digest)


def new_reference(at: datetime) -> str:
    """« P2026-7K4D9X »: drawn, since a number that counts up tells what came before what."""
    return f"P{timezone.localdate(at).year}-{new_characters(6)}"


def enclose(complaint: Complaint, files: Sequence[Loose], at: datetime, message: ComplaintMessage | None = None):
    """Keep files under names of ours: those that people give tell who they are."""
    first = complaint.files.count() + 1
    for number, file in enumerate(files, first):
        kind = extension(file.name)
        stem = "photo" if file.media_type.startswith("image/") else "document"
        ComplaintFile.objects.create(
            complaint=complaint, message=message, number=number, name=f"{stem}-{number}.{kind}",
            media_type=file.media_type, size=len(file.content), scan=file.scan,
            content=put(new_name(), file.content, at),
        )  # fmt: skip


def new_name() -> str:
    """A place in storage that says nothing."""
    return f"{FOLDER}/{uuid.uuid4().hex}"


def sender(number: int | None) -> User | None:
    """The account with which somebody complains; None where there is none, or it is closed."""
    return User.objects.filter(pk=number, is_active=True).first() if number else None


def followed(code: str) -> Complaint | None:
    """The complaint that this code opens."""
    return Complaint.objects.filter(code_digest=follow_codes.digest(code)).first()


def passed(key: str) -> Complaint | None:
    """The complaint of a thread that somebody has open."""
    return Complaint.objects.filter(pk=key).first() if key else None


def write_message(
    complaint: Complaint,
    *,
    text: str,
    once: uuid.UUID,
    at: datetime,
    by: User | None = None,
    files: Sequence[Loose] = (),
) -> bool:
    """Add to the thread, as one of the staff where `by` is given; False where this page was sent before."""
    with transaction.atomic():
        complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
        last = complaint.messages.aggregate(last=Max("number"))["last"] or 0
        message = ComplaintMessage(
            id=once, complaint=complaint, number=last + 1, text=text, by=by, from_staff=by is not None,
            sent_at=hour_of(at),
        )  # fmt: skip
        if ComplaintMessage.objects.filter(pk=once).exists():
            return False
        message.save(force_insert=True)
        enclose(complaint, files, at, message)
        if by is not None:
            tell(complaint, key=f"message-{message.number}", template="complaint_message")
    return True


def mark_read(complaint: Complaint, *, as_staff: bool) -> None:
    """What the other side wrote was on a screen of this side."""
    complaint.messages.filter(from_staff=not as_staff, is_read=False).update(is_read=True)


def tell(complaint: Complaint, *, key: str, template: str) -> None:
    """The letter that there is something, never what; nobody gets one who did not say where to."""
    complainant = Complainant.objects.filter(complaint=complaint).first()
    if complainant is None or not complainant.email:
        return
    with override(complaint.language):
        own = complainant.user_id and reverse("submissions:my_complaint", args=[complaint.ref])
        mail.write(
            key=f"complaint-{complaint.ref}-{key}",
            to=complainant.email,
            language=complaint.language,
            template=template,
            context={
                "person_name": complainant.name,
                "ref": complaint.ref,
                "url": own or reverse("submissions:complaint_follow"),
                "has_account": bool(own),
            },
        )


def settle(at: datetime) -> int:
    """Write what came before this hour anew, all at once and in no order; how many rows that was."""
    hour, old = hour_of(at), []
    late = {"is_settled": False, "complaint__received_at__lt": hour}
    with transaction.atomic():
        files = list(ComplaintFile.objects.filter(**late).exclude(message__sent_at__gte=hour))
        secrets.SystemRandom().shuffle(files)
        for file in files:
            old.append(file.content.name)
            with file.content.open("rb") as content:
                file.content.name, file.is_settled = put(new_name(), content.read(), at), True
        ComplaintFile.objects.bulk_update(files, ["content", "is_settled"])
        rows = Complaint.objects.filter(is_settled=False, received_at__lt=hour).update(is_settled=True)
        rows += ComplaintMessage.objects.filter(is_settled=False, sent_at__lt=hour).update(is_settled=True)
    for name in old:
        default_storage.delete(name)
    return rows + len(files)
