"""Tables of the desk without the money of files and applicants that this person stood aside from."""

from ..apart import apart_from_exceptions, apart_from_orders


class Apart:
    """`to_order` leads from a row to its order."""

    to_order = ""

    def get_queryset(self, request):
        return super().get_queryset(request).filter(self.apart(request.user))

    def apart(self, user):
        return apart_from_orders(user, self.to_order)


class ApartFromOrder(Apart):
    to_order = "order__"


class ApartFromPayment(Apart):
    to_order = "payment__order__"


class ApartFromRefund(Apart):
    to_order = "refund__payment__order__"


class ApartFromAny(Apart):
    def apart(self, user):
        return apart_from_exceptions(user)
