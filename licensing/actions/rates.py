"""A new fee rate: one officer proposes it for a day to come, another approves it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..errors import NotNow
from ..models import FeeRate


@transaction.atomic
def approve_rate(rate: FeeRate, *, by: User, on: date) -> None:
    """Let a proposed rate count from its day.  PermissionDenied to its proposer; NotNow once its day has come."""
    rate = FeeRate.objects.select_for_update(of=("self",)).get(pk=rate.pk)
    if not by.has_perm("licensing.approve_feerate") or by.pk == rate.proposed_by_id:
        raise PermissionDenied("approve")
    if rate.stands or rate.in_force_from <= on:
        raise NotNow("approve")
    rate.approved_by, rate.approved_at = by, timezone.now()
    rate.save(update_fields=["approved_by", "approved_at"])
