"""When money may have come: ask the provider, then write payment, receipt and submissions in one transaction."""

import logging
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from icajo import mail
from licensing import actions as licensing
from licensing.errors import NotNow

from .. import gateway, receipts
from ..errors import NoSuchSession, Unreachable
from ..models import Attempt, Counter, Discrepancy, Method, Order, Payment, ProviderEvent, Receipt, StatementLine
from .refunds import ask_for_waived

log = logging.getLogger(__name__)
OURS = "cs:"  # every idempotency key of ours starts so
JUST_ASKED = timedelta(seconds=3)
NEXT = f"""insert into {Counter._meta.db_table} as last (name, value) values (%s, 1)
on conflict (name) do update set value = last.value + 1 returning value"""


@dataclass(frozen=True)
class Money:
    """What came, from wherever it came."""

    method: Method
    payment_id: str
    amount: Decimal
    currency: str
    received_at: datetime
    session_id: str = ""
    authorization_number: str = ""
    confirmation_code: str = ""
    recorded_by: User | None = None


def settle(session_id: str, *, final: bool = False, event: ProviderEvent | None = None) -> Order | None:
    """Ask the provider what became of a session and write it down: once, whoever calls and however often.

    Returns the order, or None for a session that is not ours.  `final` is the sweep's word that a failed payment has
    failed for good.  `event` is marked as processed in the same transaction.  Raises Unreachable, NoSuchSession.
    """
    session = gateway.find(session_id)
    with transaction.atomic():
        order = _lock_order(session)
        payer = _note_attempt(session, final=final) if order else None
        if session.status == "paid" and (order or session.attempt.startswith(OURS)):
            _book(order, _money(session), payer=payer)
        if event:
            ProviderEvent.objects.filter(pk=event.pk, processed_at=None).update(processed_at=timezone.now(), error="")
    return order


@transaction.atomic
def transfer_received(order: Order, line: StatementLine, *, amount: Decimal, excess: Decimal = Decimal(0)) -> Payment:
    """Record the transfer that a line of the bank completes, and let the review of its applications begin.

    `amount` may be the sum of several lines; `excess`, what came beside it, is recorded apart, to be given back.
    Whoever calls has matched the line, and locked the order.
    """
    money = _transfer(line, amount)
    payment = _book(order, money, payer=order.opened_by)
    if excess:
        more = _record(order, replace(money, payment_id=f"{money.payment_id}:excess", amount=excess))[0]
        _flag(more, Discrepancy.Kind.OVER)
    return payment


@transaction.atomic
def to_give_back(line: StatementLine, kind: Discrepancy.Kind, *, by: User | None = None) -> Payment:
    """Record a transfer that pays nothing: money that came, with no receipt, that an officer has to see back."""
    payment = _record(line.order, replace(_transfer(line, line.amount), recorded_by=by))[0]
    _flag(payment, kind)
    return payment


def look(order: Order, *, returning: bool = False) -> bool:
    """Bring an order up to date for whoever looks at it; returns whether the provider's word is known.

    A page shown again at once is not worth asking again; a payer who comes back from the provider always is.
    """
    attempt = order.open_attempt
    if attempt is None or attempt.session_id is None:
        return True
    if not returning and attempt.asked_at and timezone.now() - attempt.asked_at < JUST_ASKED:
        return True
    try:
        settle(attempt.session_id)
    except (Unreachable, NoSuchSession) as error:
        log.warning("What became of %s is not known: %s", attempt.session_id, error)
        return False
    return True


def _lock_order(session):
    """The order a session pays, locked; None if it is none of ours."""
    orders = Order.objects.select_for_update(of=("self",)).select_related("opened_by")
    if order := orders.filter(attempts__session_id=session.id).first():
        return order
    try:
        return orders.filter(uuid=UUID(session.order)).first()
    except ValueError:
        return None


def _note_attempt(session, *, final):
    """Write down what became of the attempt; returns who made it, or None for a session without one."""
    attempts = Attempt.objects.select_related("opened_by").order_by()
    attempt = attempts.filter(session_id=session.id).first()
    if attempt is None:  # the provider's answer was lost when the page was opened
        attempt = attempts.filter(idempotency_key=session.attempt, session_id=None).first()
        if attempt is None:
            return None
        attempt.session_id = session.id
    attempt.state = Attempt.State.DECLINED if session.declined else Attempt.State(session.status)
    attempt.url = session.url
    attempt.asked_at = timezone.now()
    over = session.status in ("paid", "expired") or (session.status == "failed" and final)
    if over and attempt.closed_at is None:
        attempt.closed_at = attempt.asked_at
    attempt.save(update_fields=["session_id", "state", "url", "asked_at", "closed_at"])
    return attempt.opened_by


def _transfer(line, amount):
    noon = datetime.combine(line.booked_on, time(12), timezone.get_default_timezone())  # the bank gives the day only
    return Money(
        method=Method.WIRE,
        payment_id=f"bank:{line.fingerprint}",
        amount=amount,
        currency=line.currency,
        received_at=noon,
        confirmation_code=line.bank_reference,
        recorded_by=line.approved_by or line.proposed_by,
    )


def _money(session):
    return Money(
        method=Method.CARD,
        payment_id=session.payment_id,
        amount=session.amount,
        currency=session.currency,
        received_at=session.paid_at,
        session_id=session.id,
        authorization_number=session.authorization_number,
        confirmation_code=session.confirmation_code,
    )


def _book(order, money, *, payer):
    """Write the money down whatever happens; then, if it fits the order, the receipt and the submissions."""
    payment, new = _record(order, money)
    if not new:
        return payment
    if misfit := _misfit(order, payment):
        _flag(payment, misfit)
        _close(order, Order.State.ATTENTION)
        return payment
    lines = _locked_lines(order)
    filed = [_file(line, payment) for line in lines]
    _close(order, Order.State.PAID if all(filed) else Order.State.ATTENTION)
    if order.is_by_wire:
        order.discrepancies.filter(kind=Discrepancy.Kind.LATE, closed_at=None).update(closed_at=timezone.now())
    receipt = Receipt.objects.create(payment=payment, number=_next_number())
    _write_receipt(receipt, lines, payer or order.opened_by, complete=all(filed))
    ask_for_waived(payment)
    return payment


def _record(order, money):
    """The payment, and whether it is new."""
    facts = {field.name: getattr(money, field.name) for field in fields(money) if field.name != "payment_id"}
    name = {"provider_payment_id": money.payment_id}
    if order is None:  # nothing is locked: of two at once, one finds what the other wrote
        return Payment.objects.get_or_create(**name, defaults=facts)
    found = Payment.objects.filter(**name).first()
    return (found, False) if found else (Payment.objects.create(**name, order=order, **facts), True)


def _misfit(order, payment):
    """Why this money cannot simply pay this order, or None."""
    if order is None:
        return Discrepancy.Kind.UNKNOWN
    if payment.currency != "CAD":
        return Discrepancy.Kind.CURRENCY
    if order.state != Order.State.OPEN and order.payment:
        return Discrepancy.Kind.DUPLICATE
    if payment.amount != order.total:
        return Discrepancy.Kind.AMOUNT
    if order.state == Order.State.CANCELLED:
        return Discrepancy.Kind.CANCELLED
    return None


def _flag(payment, kind, *, application=None, note=""):
    log.warning("Payment %s needs an officer: %s", payment.pk, kind)
    payment.discrepancies.get_or_create(
        kind=kind, application=application, defaults={"order": payment.order, "note": note}
    )


def _close(order, state):
    """An order that was paid stays paid, even when more money comes."""
    if order and order.state != Order.State.PAID:
        order.state, order.closed_at = state, timezone.now()
        order.save(update_fields=["state", "closed_at"])


def _locked_lines(order):
    """The lines of an order, their applications locked in order."""
    lines = order.lines.select_related("application").order_by("application_id")
    lines = list(lines.select_for_update(of=("application",)))
    for line in lines:
        line.order = order
    return lines


def _file(line, payment):
    """Send one application in as it was paid for; returns whether it went.  Otherwise an officer is told."""
    order, application = line.order, line.application
    try:
        if application.rounds.order_by("-number").values_list("pk", flat=True).first() != line.round_id:
            raise NotNow("submit")  # it was changed and sealed again since
        if order.is_by_wire:  # received when the order was placed
            licensing.funds_arrived(application, by=payment.recorded_by)
        else:
            licensing.submit(application, by=order.opened_by, at=payment.received_at)
    except (NotNow, PermissionDenied) as error:
        _flag(payment, Discrepancy.Kind.NOT_FILED, application=application, note=repr(error))
        return False
    return True


def _next_number():
    """The number after the last, whose row is locked until this is committed."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, ["receipt"])
        return cursor.fetchone()[0]


def _write_receipt(receipt, lines, payer, *, complete):
    payment = receipt.payment
    mail.write(
        key=f"payment-{payment.pk}-receipt",
        to=payer.email,
        language=payer.language,
        template="receipt",
        context={
            "person_name": payer.get_full_name(),
            "receipt": receipt,
            "payment": payment,
            "lines": sorted(lines, key=attrgetter("pk")),
            "complete": complete,
            "url": settings.SITE_URL + payment.order.get_absolute_url(),
        },
        not_before=receipts.held_until(),
    )
