"""The money of a file is shut, as the file is, for whoever of the staff stood aside from it."""

from licensing.models.conflicts import apart_from_holders


class Apart:
    """A table without the rows about orders from which this person stood aside; `to_order` leads to the order."""

    to_order = ""

    def get_queryset(self, request):
        return super().get_queryset(request).filter(self.apart(request.user))

    def apart(self, user):
        return apart_from_holders(user, self.to_order, "lines__application")


class ApartFromOrder(Apart):
    to_order = "order__"


class ApartFromPayment(Apart):
    to_order = "payment__order__"
