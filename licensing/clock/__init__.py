"""What becomes due by itself, at midnight in Ontario: notices, expiries, reports, drafts, questions that wait.

The dates rule and the clock only writes down: a clock that stands still for a week changes no standing, and catches
up.  Every duty takes the day, is done once however often it runs, and leaves what it did in the database first.
"""

import logging
import time
from functools import partial

from celery import shared_task
from django.utils import timezone

from icajo import queue

from . import conditions, disclosures, drafts, due, letters, proposals, public_notices, requests

log = logging.getLogger(__name__)
SECONDS = 120  # that one task writes letters for; then another goes on


@shared_task(name="licensing.go_round")
def go_round():
    """Everything that is due today.  Once an hour: the round after midnight does the work, the others catch up."""
    today = timezone.localdate()
    duties = [
        partial(due.note_everything, today),
        partial(drafts.remind_and_lapse, today),
        disclosures.remind_disclosures,
        partial(conditions.go_round, today),
        partial(public_notices.go_round, today),
        partial(proposals.go_round, today),
        partial(requests.chase, today),
        write_notices,
    ]
    for duty in duties:
        try:
            duty()
        except Exception:  # one duty that fails keeps nobody from being told of the others; the next round tries again
            log.exception("A duty of the clock failed")


@shared_task(name="licensing.write_notices")
def write_notices():
    """The letters of the notices that have none yet."""
    until, today = time.monotonic() + SECONDS, timezone.localdate()
    due.forget_what_is_no_longer_true(today)
    while letters.write_some(today):
        if time.monotonic() > until:
            queue.hint(write_notices)
            return
