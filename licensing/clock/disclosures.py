"""Links that end soon, disclosures that nobody finished, and those that are needed no longer."""

from celery import shared_task
from django.utils import timezone

from .. import actions


@shared_task(name="licensing.remind_disclosures")
def remind_disclosures():
    """Reminders seven and two days before a link ends; and the end of what was abandoned.  Safe to repeat."""
    now = timezone.now()
    actions.remind_disclosures(timezone.localdate(now), at=now)
    actions.purge_disclosures(now)


@shared_task(name="licensing.destroy_disclosures")
def destroy_disclosures():
    """What was disclosed and is needed no longer.  Safe to repeat."""
    now = timezone.now()
    actions.destroy_disclosures(timezone.localdate(now), at=now)
