"""Incident reports: drafts that lose nothing, what is received, and what the staff do with it."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from icajo import mail
from icajo.models import StoredFile
from licensing.models import Inspection, Licence

from ..errors import NoSuchMove
from ..models import Incident, IncidentDraft, IncidentStep, Status
from ..permissions import handles, may_report
from .inquiries import next_reference

KEPT = timedelta(days=365)  # a draft that nobody saves
What = IncidentStep.What


def begin_draft(person: User, key: uuid.UUID) -> IncidentDraft:
    """The draft of a page, which has a key of its own: a page sent twice is one draft.  Not saved yet if new."""
    found = IncidentDraft.objects.filter(key=key).first()
    if found is None or found.person_id != person.pk:
        return IncidentDraft(person=person, key=uuid.uuid4() if found else key)
    return found


@transaction.atomic
def save_draft(draft: IncidentDraft, *, typed: dict, files: Iterable[StoredFile], at: datetime) -> None:
    """Keep all that was typed, right or wrong, and the files that came with it."""
    draft.typed, draft.saved_at = typed, at
    draft.save()
    draft.files.add(*files)


def forget_drafts(at: datetime) -> int:
    """Drafts that nobody saved for a year go; returns how many."""
    old = IncidentDraft.objects.filter(saved_at__lt=at - KEPT)
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def report(draft: IncidentDraft, *, licence: Licence, facts: dict, language: str, at: datetime) -> Incident:
    """Receive what a draft has become, and write that it is received.  A draft sent twice is one report.

    Raises PermissionDenied where its author may not report for the holder of the licence.
    """
    if not may_report(draft.person, licence.organization_id):
        raise PermissionDenied("report")
    incident, is_new = Incident.objects.get_or_create(
        once=draft.key.hex,
        defaults={
            **facts, "ref": next_reference("I"), "licence": licence, "organization": licence.organization,
            "sent_by": draft.person, "language": language, "received_at": at,
        },
    )  # fmt: skip
    if is_new:
        incident.files.set(draft.files.all())
        write(incident, "incident_received")
    IncidentDraft.objects.filter(pk=draft.pk).delete()
    return incident


def write(incident: Incident, template: str, *, key: str = "") -> None:
    """A letter to whoever sent the report, at the address that it gives; it never repeats what the report says."""
    mail.write(
        key=f"incident-{incident.pk}-{template}{key}",
        to=incident.email,
        language=incident.language,
        template=template,
        context={
            "person_name": incident.name,
            "ref": incident.ref,
            "number": incident.licence.number,
            "status": incident.status,
            "url": reverse("submissions:incident_report", args=[incident.ref]),
        },
    )


# What the staff do


@transaction.atomic
def assess(
    incident: Incident, *, by: User, at: datetime, severity: str, officer: User | None, inspection: Inspection | None
) -> None:
    """How serious it is, who looks after it, and the inspection that goes with it.  Each change is a step."""
    incident = lock(incident, by)
    wanted = {What.SEVERITY: severity, What.OFFICER: officer, What.INSPECTION: inspection}
    for what, value in wanted.items():
        if getattr(incident, what) != value:
            setattr(incident, what, value)
            step(incident, what, by, at, value=str(value) if value else "–")
    incident.save(update_fields=list(wanted))


@transaction.atomic
def move(incident: Incident, *, by: User, at: datetime, to: str, outcome: str = "") -> None:
    """Go on to another status; whoever takes up a report that nobody looks after becomes its officer.

    Its sender is told by letter, but for « under review ».  Raises NoSuchMove, PermissionDenied.
    """
    incident = lock(incident, by)
    if to not in incident.moves:
        raise NoSuchMove(to)
    incident.status = Status(to)
    incident.outcome = outcome or incident.outcome
    if incident.officer is None:
        incident.officer = by
        step(incident, What.OFFICER, by, at, value=str(by))
    incident.save(update_fields=["status", "outcome", "officer"])
    row = step(incident, What.STATUS, by, at, value=to, note=outcome)
    if to in (Status.ACTION_REQUIRED, Status.CLOSED):
        write(incident, "incident_moved", key=f"-{row.pk}")


@transaction.atomic
def add_note(incident: Incident, *, by: User, at: datetime, text: str) -> None:
    """A note for the staff alone."""
    step(lock(incident, by), What.NOTE, by, at, note=text)


def lock(incident: Incident, by: User) -> Incident:
    """The report as it is now, for somebody who may work on it.  Raises PermissionDenied."""
    if not handles(by) or not Incident.objects.for_staff(by).filter(pk=incident.pk).exists():
        raise PermissionDenied("handle_incident")
    return Incident.objects.select_for_update(of=("self",)).select_related("licence", "officer").get(pk=incident.pk)


def step(incident: Incident, what: str, by: User, at: datetime, *, value: str = "", note: str = "") -> IncidentStep:
    return incident.steps.create(what=what, value=value[:200], note=note, by=by, at=at)
