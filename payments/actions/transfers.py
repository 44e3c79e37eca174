"""Orders that wait for a transfer: what is missing is asked for, the late ones are said, and those given up closed."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from licensing import actions as licensing
from licensing.states import State

from ..errors import NotThis
from ..models import Discrepancy, Method, Order, Refund, StatementLine
from .letters import write_to_payer
from .orders import cancel, lock_applications
from .refunds import ASK, ask_refund
from .settlement import to_give_back

SETTLE = "payments.settle_order"
Place = StatementLine.Place


def look_at_transfers(on: date) -> None:
    """Tell the staff and the payer of each transfer that has not come in time; close what was withdrawn whole."""
    for order in Order.objects.filter(method=Method.WIRE, state=Order.State.OPEN).order_by("pk"):
        _look(order, on)


@transaction.atomic
def _look(order, on):
    order = _locked(order)
    if order.state != Order.State.OPEN:
        return
    if not order.lines.exclude(application__state=State.WITHDRAWN).exists():
        give_up(order)
    elif on > order.pay_by:
        _late, new = order.discrepancies.get_or_create(kind=Discrepancy.Kind.LATE, payment=None, application=None)
        if new:
            write_to_payer(order, "wire_late")


def give_up(order: Order) -> list[StatementLine]:
    """Close an order, locked, whose transfer is not waited for any more; returns the parts, now to be given back."""
    cancel(order)
    order.discrepancies.filter(kind=Discrepancy.Kind.LATE, closed_at=None).update(closed_at=order.closed_at)
    parts = list(order.bank_lines.select_for_update(of=("self",)).filter(place=Place.PARTIAL).order_by("pk"))
    for line in parts:
        line.payment = to_give_back(line, Discrepancy.Kind.CANCELLED)
        line.place = Place.CANCELLED
        line.save(update_fields=["payment", "place"])
    return parts


@transaction.atomic
def remind(order: Order, *, by: User) -> None:
    """One letter about what is missing; asking again writes none.  Raises NotThis where no part came."""
    _check(by, SETTLE)
    order = _locked(order)
    if order.state != Order.State.OPEN or not order.held:
        raise NotThis(order.get_state_display())
    write_to_payer(order, "wire_partial")


@transaction.atomic
def close_late_order(order: Order, *, by: User, note: str) -> None:
    """Wait no longer: its applications are drafts again, and what came in part is asked back, for another to approve.

    Raises NotThis for an order that is not late.
    """
    _check(by, SETTLE, ASK)
    order = _locked(order)
    late = order.discrepancies.filter(kind=Discrepancy.Kind.LATE, closed_at=None)
    if order.state != Order.State.OPEN or not late.exists():
        raise NotThis(order.get_state_display())
    late.update(closed_at=timezone.now(), closed_by=by, note=note)
    held = order.held
    for part in give_up(order):
        ask_refund(part.payment, by=by, amount=part.amount, ground=Refund.Ground.MISFIT, note=note)
    for application in lock_applications([line.application for line in order.lines.select_related("application")]):
        if application.state == State.SUBMITTED and application.waits_for_funds:
            licensing.send_back(application, by=by, note=note)
    write_to_payer(order, "wire_given_up", held=held)


def _check(by, *needed):
    if not by.has_perms(needed):
        raise PermissionDenied(*needed)


def _locked(order):
    return Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
