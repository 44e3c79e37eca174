"""The money of a file is shut, as the file is, for whoever of the staff stood aside from it."""

from django.db.models import Q

from licensing.models.conflicts import apart_from_conflicts, apart_from_holders


def apart_from_orders(user, order="") -> Q:
    """What lets through the rows about orders that this person did not stand aside from; `order` leads there."""
    return apart_from_holders(user, order, "lines__application")


def apart_from_exceptions(user) -> Q:
    """The same of what may be about an order, a payment, a file, or none of them."""
    orders = apart_from_orders(user, "order__") & apart_from_orders(user, "payment__order__")
    return orders & apart_from_conflicts(user, "application__")
