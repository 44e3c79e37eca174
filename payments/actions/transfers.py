"""Orders that wait for a transfer: the late ones are said, and those that nothing is left of are closed."""

from datetime import date

from django.db import transaction

from licensing.states import State

from ..models import Discrepancy, Method, Order
from .letters import write_to_payer
from .orders import cancel


def look_at_transfers(on: date) -> None:
    """Tell the staff and the payer of each transfer that has not come in time; close what was withdrawn whole."""
    for order in Order.objects.filter(method=Method.WIRE, state=Order.State.OPEN).order_by("pk"):
        _look(order, on)


@transaction.atomic
def _look(order, on):
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.state != Order.State.OPEN:
        return
    if not order.lines.exclude(application__state=State.WITHDRAWN).exists():
        cancel(order)
    elif on > order.pay_by:
        _late, new = order.discrepancies.get_or_create(kind=Discrepancy.Kind.LATE, payment=None, application=None)
        if new:
            write_to_payer(order, "wire_late")
