"""What time does to disclosures: reminders before a link ends, and the end of what was abandoned."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Invitation
from .disclosed import destroy
from .disclosures import write_link

REMINDERS = (7, 2)  # days before the link ends
KEPT, KEPT_EMPTY = timedelta(days=365), timedelta(days=30)  # after the link ended, with and without answers


def remind_disclosures(on: date, *, at: datetime) -> int:
    """Write to everybody whose link ends in seven or two days; returns how many reminders there are for this day.

    A letter is written once for each end of a link and each reminder: running it again adds nothing, and after a
    day without a clock the next run writes what is still of use.
    """
    told = 0
    waiting = Invitation.objects.usable(at).select_related("application__organization", "sent_by")
    for invitation in waiting.filter(expires_at__lte=at + timedelta(days=max(REMINDERS) + 1)).iterator(200):
        left = (timezone.localdate(invitation.expires_at) - on).days
        due = [days for days in REMINDERS if left <= days]
        if due and invitation.is_listed:
            ends = f"{timezone.localdate(invitation.expires_at)}-{invitation.token_hash[:8]}"
            write_link(invitation, "disclosure_reminder", f"remind-{min(due)}-{ends}")
            told += 1
    return told


def purge_disclosures(at: datetime) -> int:
    """Destroy the invitations that nobody answered, and what was begun under them; returns how many."""
    over = Invitation.objects.filter(expires_at__lte=at - KEPT_EMPTY).select_related("disclosure")
    gone = 0
    for invitation in over.iterator(200):
        if invitation.completed_at or (invitation.disclosure_id and invitation.expires_at > at - KEPT):
            continue
        with transaction.atomic():
            forget(invitation)
        gone += 1
    return gone


def forget(invitation: Invitation) -> None:
    disclosure = invitation.disclosure
    invitation.delete()
    if disclosure and not disclosure.invitations.exists():
        for paper in disclosure.papers.select_related("file"):
            destroy(paper)
        disclosure.delete()
