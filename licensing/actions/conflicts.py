"""A conflict of interest: declared by one of the staff about themselves, lifted by somebody else."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.models import User

from ..casework import transition
from ..models import Application, Conflict
from ..permissions import lifts_conflicts, may_declare
from ..states import OPEN_TO_STAFF


@transaction.atomic
def stand_aside(application: Application, *, by: User) -> None:
    """Leave a file that one works on to another officer.  Raises PermissionDenied for whoever does not."""
    transition(application, "stand_aside", by=by)
    Application.objects.filter(pk=application.pk).update(officer=None)


@transaction.atomic
def declare_conflict(
    application: Application, *, by: User, why: str, whole_organization: bool = False, at: datetime
) -> Conflict:
    """Close a file, or all files of whoever applies, to `by`; those that they work on wait for another officer.

    What is declared already stays as it was declared.
    """
    if not may_declare(by):
        raise PermissionDenied("conflict")
    of_all = whole_organization and application.organization_id is not None
    about = {"organization_id": application.organization_id if of_all else None}
    same = Conflict.objects.standing().filter(officer=by, **about)
    declared = (same if of_all else same.filter(application=application)).first()
    if declared:
        return declared
    closed = Q(organization_id=application.organization_id) if of_all else Q(pk=application.pk)
    for file in Application.objects.filter(closed, officer=by, state__in=OPEN_TO_STAFF).order_by("pk"):
        stand_aside(file, by=by)
    return Conflict.objects.create(application=application, officer=by, why=why, since=at, **about)


@transaction.atomic
def lift_conflict(conflict: Conflict, *, by: User, why: str, at: datetime) -> bool:
    """Open the files again to whoever stood aside.  Returns whether it stood until now.

    Raises PermissionDenied for whoever may not, and for the officer themselves.
    """
    conflict = Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if not lifts_conflicts(by) or conflict.officer_id == by.pk:
        raise PermissionDenied("lift")
    if conflict.until:
        return False
    conflict.until, conflict.lifted_by, conflict.lifted_why = at, by, why
    conflict.save(update_fields=["until", "lifted_by", "lifted_why"])
    return True
