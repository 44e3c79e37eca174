"""To be let off a fee: asked from a file, granted with a ground by one officer, approved by another."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..errors import NotNow
from ..models import Application, Waiver
from ..permissions import prepares
from ..states import OPEN_TO_STAFF, State

GRANT = "licensing.grant_waiver"
MAY_ASK = OPEN_TO_STAFF | {State.DRAFT, State.AWAITING_PAYMENT}


@transaction.atomic
def ask_waiver(application: Application, *, by: User, ground: str, text: str) -> Waiver:
    """Ask for a waiver, once: while one is open or approved, that one is returned.  Raises NotNow after a decision."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not prepares(by, application):
        raise PermissionDenied("ask")
    if application.state not in MAY_ASK:
        raise NotNow("ask")
    facts = {"ground": ground, "text": text, "asked_by": by}
    return application.waivers.get_or_create(declined_by=None, defaults=facts)[0]


@transaction.atomic
def grant_waiver(waiver: Waiver, *, by: User, why: str) -> Waiver:
    """The first officer's word, with its ground.  Raises NotNow once it is approved or declined."""
    waiver = _lock(waiver, by)
    waiver.granted_by, waiver.granted_at, waiver.why = by, timezone.now(), why
    waiver.save(update_fields=["granted_by", "granted_at", "why"])
    return waiver


@transaction.atomic
def approve_waiver(waiver: Waiver, *, by: User) -> Waiver:
    """The second officer's word: nothing is owed any more.  PermissionDenied to whoever granted it."""
    waiver = _lock(waiver, by)
    if waiver.granted_by_id is None:
        raise NotNow("approve")
    if waiver.granted_by_id == by.pk:
        raise PermissionDenied("approve")
    waiver.approved_by, waiver.approved_at = by, timezone.now()
    waiver.save(update_fields=["approved_by", "approved_at"])
    Application.objects.filter(pk=waiver.application_id, state__in=OPEN_TO_STAFF).update(fee=0)
    return waiver


@transaction.atomic
def decline_waiver(waiver: Waiver, *, by: User, why: str = "") -> Waiver:
    """No, whoever of the two officers says it: the fee stays.  Raises PermissionDenied, NotNow."""
    waiver = _lock(waiver, by)
    waiver.declined_by, waiver.declined_at, waiver.why = by, timezone.now(), why or waiver.why
    waiver.save(update_fields=["declined_by", "declined_at", "why"])
    return waiver


def _lock(waiver, by):
    if not by.has_perm(GRANT):
        raise PermissionDenied("waiver")
    waiver = Waiver.objects.select_for_update(of=("self",)).get(pk=waiver.pk)
    if not waiver.is_open:
        raise NotNow("waiver")
    return waiver
