"""What happens without anybody looking.  Each of these may run twice, late, or together: the database decides."""

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import actions, books, gateway, receipts
from .actions.orders import close_page
from .errors import NoSuchSession, Unreachable
from .models import Attempt, Order, Payment, ProviderEvent, StatementLine

log = logging.getLogger(__name__)
A_DAY = timedelta(hours=24)
NEVER_SHOWN = timedelta(hours=1)
LOOK_BACK = timedelta(hours=48)
EVERY = 5  # minutes between two looks at the provider's own list


@shared_task(name="payments.sweep_attempts")
def sweep_attempts():
    """Ask about every open attempt; every few minutes also about payments nobody told us of."""
    now = timezone.now()
    for attempt in Attempt.objects.filter(closed_at=None).select_related("order").order_by("pk"):
        _settle_attempt(attempt, now)
    if now.minute % EVERY == 0:
        settle_paid_since(now - LOOK_BACK)


def _settle_attempt(attempt, now):
    if attempt.session_id is None:
        # no page was ever shown, so nothing can have been paid: the next click starts anew
        if now - attempt.opened_at > NEVER_SHOWN:
            forgotten = Attempt.objects.filter(pk=attempt.pk, session_id=None, closed_at=None)
            forgotten.update(state=Attempt.State.EXPIRED, closed_at=now)
        return
    old = now - attempt.opened_at > A_DAY
    try:
        if old or attempt.order.state != Order.State.OPEN:
            close_page(attempt.session_id, final=True)
        else:
            actions.settle(attempt.session_id, final=True)
    except NoSuchSession as error:
        log.warning("%s: %s", attempt.session_id, error)
        if old:  # no page of a provider lives longer
            Attempt.objects.filter(pk=attempt.pk, closed_at=None).update(state=Attempt.State.EXPIRED, closed_at=now)
    except Unreachable as error:
        log.warning("%s: %s", attempt.session_id, error)
    except Exception:
        log.exception("%s could not be settled; the next sweep tries again", attempt.session_id)


def settle_paid_since(moment):
    """Settle what the provider was paid since then and we have not recorded."""
    try:
        for session in gateway.paid_since(moment):
            if not Payment.objects.filter(session_id=session.id).exists():
                actions.settle(session.id, final=True)
    except (Unreachable, NoSuchSession) as error:
        log.warning("The provider's list could not be read: %s", error)


@shared_task(name="payments.sweep_statements")
def sweep_statements():
    """Settle what statements brought and nobody has matched yet, each line in a transaction of its own."""
    for line in StatementLine.objects.filter(place=StatementLine.Place.NEW).order_by("pk").iterator():
        try:
            actions.match_line(line)
        except Exception:
            log.exception("Bank line %s could not be matched; the next sweep tries again", line.pk)


@shared_task(name="payments.sweep_transfers")
def sweep_transfers():
    actions.look_at_transfers(timezone.localdate())


@shared_task(name="payments.sweep_events")
def sweep_events():
    """Process what was stored and not processed: the hint was lost, the provider was away, the worker was killed."""
    a_while_ago = timezone.now() - timedelta(seconds=settings.SWEEP_SECONDS / 3)
    waiting = ProviderEvent.objects.filter(processed_at=None, received_at__lt=a_while_ago)
    for event in waiting.order_by("attempts", "pk")[:200]:
        _process(event)


@shared_task(name="payments.process_event")
def process_event(event_id):
    event = ProviderEvent.objects.filter(pk=event_id, processed_at=None).first()
    if event:
        _process(event)


def _process(event):
    try:
        actions.process_event(event)
    except Unreachable as error:
        log.warning("%s waits: %s", event.event_id, error)
    except Exception:
        log.exception("%s could not be processed; the next sweep tries again", event.event_id)


@shared_task(name="payments.check_books")
def check_books():
    """Say in the log, as an error, everything in the books that is wrong."""
    for wrong in books.wrongs(timezone.now()):
        log.error("The books do not balance: %s", wrong)


@shared_task(name="payments.attach_receipts")
def attach_receipts():
    """Put the receipt with each letter that waits for it."""
    receipts.attach()


@shared_task(name="payments.send_refunds")
def send_refunds():
    """Send the refunds that are approved; what did not go is tried again."""
    actions.send_refunds()
