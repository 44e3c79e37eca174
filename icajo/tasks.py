"""What the workers do for the frame.  Each looks for what is owed: a hint lost or doubled changes nothing."""

import time

from celery import shared_task

from icajo import mail, queue, uploads

BATCH = 100
SECONDS = 150  # well before the limit of a task, so that none is stopped between a letter and its row


@shared_task(name="icajo.deliver_letters")
def deliver_letters():
    until = time.monotonic() + SECONDS
    while mail.deliver(BATCH) == BATCH:
        if time.monotonic() > until:
            queue.hint(deliver_letters)
            return


@shared_task(name="icajo.scan_files")
def scan_files():
    uploads.scan_waiting(BATCH)
