"""What the workers do for the frame.  Each looks for what is owed: a hint lost or doubled changes nothing."""

from celery import shared_task

from icajo import mail, uploads

BATCH = 100


@shared_task(name="icajo.deliver_letters")
def deliver_letters():
    while mail.deliver(BATCH) == BATCH:
        pass


@shared_task(name="icajo.scan_files")
def scan_files():
    uploads.scan_waiting(BATCH)
