"""Orders that wait for a transfer: the late ones are said, and those that nothing is left of are closed."""

from datetime import date

from django.db import transaction

from licensing.states import State

from ..models import Discrepancy, Method, Order, StatementLine
from .letters import write_to_payer
from .orders import cancel
from .settlement import part_came

Place = StatementLine.Place


def look_at_transfers(on: date) -> None:
    """Tell the staff and the payer of each transfer that has not come in time; close what was withdrawn whole."""
    for order in Order.objects.filter(method=Method.WIRE, state=Order.State.OPEN).order_by("pk"):
        _look(order, on)


def give_up(order: Order) -> None:
    """Close an order, locked, whose transfer is not waited for any more; the parts that came are to be given back."""
    cancel(order)
    for line in order.bank_lines.select_for_update(of=("self",)).filter(place=Place.PARTIAL).order_by("pk"):
        line.payment, line.place = part_came(order, line), Place.CANCELLED
        line.save(update_fields=["payment", "place"])


@transaction.atomic
def _look(order, on):
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.state != Order.State.OPEN:
        return
    if not order.lines.exclude(application__state=State.WITHDRAWN).exists():
        give_up(order)
    elif on > order.pay_by:
        _late, new = order.discrepancies.get_or_create(kind=Discrepancy.Kind.LATE, payment=None, application=None)
        if new:
            write_to_payer(order, "wire_late")
