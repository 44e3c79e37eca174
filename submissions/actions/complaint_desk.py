"""What the staff do with a complaint: each act is an event, and its author reads of it without anybody’s name."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from licensing.models import Inspection, Licence

from ..errors import Settled
from ..models import Complainant, Complaint, ComplaintEvent
from .complaints import Loose, write_message

Verb = ComplaintEvent.Verb
ONE_READING = timedelta(hours=1)  # what somebody looks at again within it is the same reading


def lock(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)


def note_down(complaint: Complaint, verb: str, *, by: User, at: datetime, note: str = "") -> None:
    complaint.events.create(verb=verb, by=by, at=at, note=note)


def note_reading(complaint: Complaint, *, by: User, at: datetime) -> None:
    """That somebody opened it: once an hour."""
    if not complaint.events.filter(verb=Verb.READ, by=by, at__gt=at - ONE_READING).exists():
        note_down(complaint, Verb.READ, by=by, at=at)


@transaction.atomic
def acknowledge(complaint: Complaint, *, by: User, at: datetime) -> None:
    """Tell its author that a person has read it.  Raises Settled where somebody did."""
    complaint = lock(complaint)
    if complaint.acknowledged_at:
        raise Settled
    complaint.acknowledged_at = at
    complaint.save(update_fields=["acknowledged_at"])
    note_down(complaint, Verb.ACKNOWLEDGE, by=by, at=at)
    with override(complaint.language):
        text = _("We have read your complaint and are dealing with it. If we need to know more, we ask you here.")
    write_message(complaint, text=text, once=uuid.uuid4(), at=at, by=by)


@transaction.atomic
def triage(complaint: Complaint, *, category: str, severity: str, by: User, at: datetime) -> None:
    """Sort it: what it is about, and how grave that is."""
    complaint = lock(complaint)
    complaint.category, complaint.severity = category, severity
    complaint.save(update_fields=["category", "severity"])
    note = f"{complaint.get_category_display()}, {complaint.get_severity_display()}"
    note_down(complaint, Verb.TRIAGE, by=by, at=at, note=note)


@transaction.atomic
def assign(complaint: Complaint, *, to: User, by: User, at: datetime) -> None:
    """Say who works on it."""
    complaint = lock(complaint)
    complaint.officer = to
    complaint.save(update_fields=["officer"])
    note_down(complaint, Verb.ASSIGN, by=by, at=at, note=to.get_full_name() or to.email)


@transaction.atomic
def link(
    complaint: Complaint, *, licence: Licence | None, inspection: Inspection | None, by: User, at: datetime
) -> None:
    """Say which licence and which inspection it is about.  Neither of them shows it."""
    complaint = lock(complaint)
    complaint.licence, complaint.inspection = licence, inspection
    complaint.save(update_fields=["licence", "inspection"])
    parts = [licence and licence.number, inspection and f"{inspection.application.ref} ({inspection.number})"]
    note_down(complaint, Verb.LINK, by=by, at=at, note=", ".join(part for part in parts if part) or "–")


@transaction.atomic
def say(
    complaint: Complaint, *, text: str, files: Sequence[Loose] = (), once: uuid.UUID, by: User, at: datetime
) -> None:
    """Write to its author, as the team."""
    if write_message(complaint, text=text, once=once, at=at, by=by, files=files):
        note_down(complaint, Verb.SAY, by=by, at=at)


@transaction.atomic
def note(complaint: Complaint, *, text: str, by: User, at: datetime) -> None:
    """What only the team reads."""
    note_down(complaint, Verb.NOTE, by=by, at=at, note=text)


@transaction.atomic
def read_contact(complaint: Complaint, *, why: str, by: User, at: datetime) -> Complainant:
    """Who complains, for a reason that is written down first."""
    note_down(complaint, Verb.CONTACT, by=by, at=at, note=why)
    return Complainant.objects.select_related("user").get(complaint=complaint)


@transaction.atomic
def close(complaint: Complaint, *, ending: str, text: str, by: User, at: datetime) -> None:
    """End it, and tell its author what came of it.  Raises Settled where it is closed."""
    complaint = lock(complaint)
    if complaint.closed_at:
        raise Settled
    complaint.ending, complaint.closed_at = ending, at
    complaint.acknowledged_at = complaint.acknowledged_at or at
    complaint.save(update_fields=["ending", "closed_at", "acknowledged_at"])
    note_down(complaint, Verb.CLOSE, by=by, at=at, note=complaint.get_ending_display())
    with override(complaint.language):
        told = f"{complaint.get_ending_display()}.\n\n{text}"
    write_message(complaint, text=told, once=uuid.uuid4(), at=at, by=by)
