"""Links that end soon, and disclosures that nobody finished."""

from celery import shared_task
from django.utils import timezone

from .. import actions


@shared_task(name="licensing.remind_disclosures")
def remind_disclosures():
    """Reminders seven and two days before a link ends; and the end of what was abandoned.  Safe to repeat."""
    now = timezone.now()
    actions.remind_disclosures(timezone.localdate(now), at=now)
    actions.purge_disclosures(now)
