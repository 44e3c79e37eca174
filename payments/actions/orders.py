"""Before the money: an order for sealed applications, and one open hosted page for it at most."""

import logging
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from licensing import actions as licensing
from licensing.errors import FeeChanged, NotNow
from licensing.models import Application, Waiver
from licensing.permissions import submits
from licensing.states import State

from .. import gateway
from ..errors import AlreadyPaid, NoSuchSession, StillUnknown, Unreachable
from ..models import Attempt, Method, Order, OrderLine
from .letters import write_to_payer
from .settlement import settle

log = logging.getLogger(__name__)


def open_order(applications: list[Application], *, by: User) -> Order:
    """The open order for exactly these sealed applications, made if there is none; others that hold one are closed.

    An order paid by transfer is placed by this: its applications are received, and reviewed once the money is there.
    Raises AlreadyPaid(order), StillUnknown(order), Unreachable; NotNow when they do not wait for payment;
    FeeChanged(0) when a waiver was approved meanwhile.
    """
    for order in open_orders(applications):
        if _applications_of(order) != {application.pk for application in applications}:
            close_pages([order])
    return _open_order(applications, by=by)


@transaction.atomic
def _open_order(applications, *, by):
    stale = lock_open_orders(applications)
    sealed = list(lock_applications(applications))
    if not all(submits(by, application) for application in sealed):
        raise PermissionDenied("pay")
    to_pay = [application for application in sealed if application.state == State.AWAITING_PAYMENT]
    if Waiver.objects.approved().filter(application__in=to_pay).exists():
        raise FeeChanged(Decimal(0))
    rounds = {application.pk: application.last_round for application in sealed}
    if found := _order_of(rounds.values()):
        return found
    if any(application.state != State.AWAITING_PAYMENT or not application.fee for application in sealed):
        raise NotNow("pay")
    if len({application.organization_id for application in sealed}) != 1:
        raise NotNow("pay")
    _refuse_open_pages([order for order in stale if _applications_of(order) != set(rounds)])
    for order in stale:  # another choice of applications, or sealed again since: it must not be paid any more
        cancel(order)
    total = sum(round.fee for round in rounds.values())
    order = Order.objects.create(
        organization_id=sealed[0].organization_id, opened_by=by, total=total, method=Method.of(total)
    )
    for application in sealed:
        round = rounds[application.pk]
        order.lines.create(application=application, round=round, amount=round.fee)
    if order.is_by_wire:
        _send_in(order, sealed)
    return order


def _send_in(order, applications):
    """A transfer was ordered: what it is for is received now, and its applicant is told where the bank details are."""
    for application in applications:
        licensing.submit(application, by=order.opened_by, at=order.opened_at, funds_to_come=True)
    write_to_payer(order, "wire_placed")


def start_attempt(order: Order, *, by: User, language: str) -> str:
    """The address of the hosted page where this order is paid: the open one, or a new one in this language.

    Raises Unreachable (nothing was charged; asking again continues the same attempt), AlreadyPaid, StillUnknown,
    NotNow for an order that is not to be paid by card.
    """
    known = order.open_attempt
    if known and known.session_id:
        _ask_again(known)  # a second click asks first: perhaps it was paid meanwhile
    attempt = _attempt_of(order, by=by, language=language)
    if attempt.url:
        return attempt.url
    session = gateway.open_session(attempt, **_page_of(attempt))
    return _remember(attempt, session)


def back_to_draft(application: Application, *, by: User) -> None:
    """Open a sealed application again: its payment page is closed first, so that an old fee cannot be paid.

    Raises AlreadyPaid, StillUnknown, Unreachable, NotNow; then nothing has changed.
    """
    close_pages(open_orders([application]))
    with transaction.atomic():
        orders = lock_open_orders([application])
        _refuse_open_pages(orders)
        paid = Order.objects.filter(
            lines__application=application, lines__dropped=False, state__in=[Order.State.PAID, Order.State.ATTENTION]
        )
        if application.state == State.AWAITING_PAYMENT and (order := paid.first()):
            raise AlreadyPaid(order)
        for order in orders:
            cancel(order)
        licensing.unseal(application, by=by)


def close_page(session_id: str, *, final: bool = False) -> None:
    """Make the provider refuse a page that is still open, then write down what became of it.  Raises Unreachable."""
    try:
        gateway.expire(session_id)
    except NoSuchSession:
        log.info("%s was no longer open", session_id)
    settle(session_id, final=final)


def _ask_again(attempt):
    try:
        settle(attempt.session_id)
    except NoSuchSession as error:  # never so unless the keys were changed: do not take more money meanwhile
        raise Unreachable(str(error)) from error


def open_orders(applications):
    lines = OrderLine.objects.filter(application__in=applications, dropped=False)
    return Order.objects.filter(pk__in=lines.values("order_id"), state=Order.State.OPEN).order_by("pk")


def lock_open_orders(applications):
    """Orders are always locked before applications, both in order, so that two requests cannot block each other."""
    return list(open_orders(applications).select_for_update(of=("self",)))


def _applications_of(order):
    return set(order.lines.filter(dropped=False).values_list("application_id", flat=True))


def close_pages(orders):
    for order in orders:
        attempt = order.open_attempt
        if attempt and attempt.session_id:
            close_page(attempt.session_id)


def _refuse_open_pages(orders):
    """A page that is open all the same, or whose bank is still thinking, may yet be paid."""
    for order in orders:
        attempt = order.open_attempt
        if attempt and attempt.session_id:
            raise StillUnknown(order)


def lock_applications(applications):
    wanted = Application.objects.filter(pk__in=[application.pk for application in applications])
    return wanted.select_for_update(of=("self",)).order_by("pk")


def _order_of(rounds):
    """The open order of exactly these rounds, or None.  Raises AlreadyPaid where money came for one of them."""
    lines = OrderLine.objects.filter(round__in=rounds, dropped=False).select_related("order")
    orders = {line.order for line in lines}
    for order in orders:
        if order.state != Order.State.OPEN:
            raise AlreadyPaid(order)
    whole = len(lines) == len(rounds) and len(orders) == 1
    return order if whole and order.lines.count() == len(rounds) else None


def cancel(order):
    """An open attempt without a page is closed; one that has a page is left to the sweep, which expires it."""
    now = timezone.now()
    order.state, order.closed_at = Order.State.CANCELLED, now
    order.save(update_fields=["state", "closed_at"])
    order.lines.update(dropped=True)
    order.attempts.filter(closed_at=None, session_id=None).update(state=Attempt.State.EXPIRED, closed_at=now)


@transaction.atomic
def _attempt_of(order, *, by, language):
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.state in (Order.State.PAID, Order.State.ATTENTION):
        raise AlreadyPaid(order)
    if order.state != Order.State.OPEN or order.method != Method.CARD:
        raise NotNow("pay")
    attempt = order.open_attempt
    if attempt is None:
        number = order.attempts.count() + 1
        return order.attempts.create(
            number=number,
            opened_by=by,
            language=language,
            idempotency_key=f"cs:{order.uuid}:{number}",
        )
    if attempt.state in (Attempt.State.PENDING, Attempt.State.FAILED):
        raise StillUnknown(order)
    return attempt


def _page_of(attempt):
    """What the hosted page shows and where it leads; the same for the same attempt, as its idempotency key demands."""
    with override(attempt.language):
        lines = [
            (f"{line.application.type.name} – {line.application.ref}", line.amount)
            for line in attempt.order.lines.select_related("application")
        ]
        back = settings.SITE_URL + reverse("payments:return", args=[attempt.order.uuid])
        cancel = settings.SITE_URL + reverse("payments:cancel", args=[attempt.order.uuid])
    return {"lines": lines, "success_url": f"{back}?session_id={{CHECKOUT_SESSION_ID}}", "cancel_url": cancel}


def _remember(attempt, session):
    with transaction.atomic():
        Order.objects.select_for_update(of=("self",)).get(pk=attempt.order_id)
        attempt.refresh_from_db()
        if attempt.closed_at is None:
            attempt.session_id, attempt.url, attempt.state = session.id, session.url, Attempt.State.OPEN
            attempt.asked_at = timezone.now()
            attempt.save(update_fields=["session_id", "url", "state", "asked_at"])
            return attempt.url
    # the order was cancelled while the provider made the page: nobody has seen it, and nobody shall
    try:
        gateway.expire(session.id)
    except (Unreachable, NoSuchSession) as error:
        log.warning("%s could not be expired: %s", session.id, error)
    raise NotNow("pay")
