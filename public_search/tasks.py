from celery import shared_task
from django.utils import timezone

from licensing.public import open_data

from .actions import keep_snapshot


@shared_task(name="public_search.keep_snapshots")
def keep_snapshots():
    """A copy of the register of today in every form, unless there is one already."""
    for form in open_data.FORMS:
        keep_snapshot(form, on=timezone.localdate())
