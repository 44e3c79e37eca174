"""What the workers do for subscribers.  What is owed is in the database: a round too many changes nothing."""

import time

from celery import shared_task
from django.utils import timezone

from icajo import queue

from . import actions
from .actions import complaints, parcels
from .actions.hearing import go_round

SECONDS = 120  # that one task writes letters for; then another goes on


@shared_task(name="submissions.tell_of_notices")
def tell_of_notices():
    """In the morning: a letter to everybody who has something new to hear."""
    until, today = time.monotonic() + SECONDS, timezone.localdate()
    actions.forget_unconfirmed()
    actions.note_down(today)
    while actions.write_some(today):
        if time.monotonic() > until:
            queue.hint(tell_of_notices)
            return


@shared_task(name="submissions.hear")
def hear():
    """Once an hour: what is over is settled, authors are told of what is decided, forgotten drafts go."""
    go_round(timezone.now())
    actions.forget_drafts(timezone.now())


@shared_task(name="submissions.tell_of_messages")
def tell_of_messages():
    """Every few minutes: letters about messages that were held back for an hour."""
    actions.tell_again(timezone.now())


@shared_task(name="submissions.settle_complaints")
def settle_complaints():
    """Soon after each hour: what came in it is written anew all at once; files of drafts nobody sent go."""
    now = timezone.now()
    complaints.settle(now)
    parcels.throw_away_old(now)
