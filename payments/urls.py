"""The pages of money.  The webhook belongs to neither language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import cart, orders, receipts, waivers

app_name = "payments"

urlpatterns = [
    path(_("cart/"), cart.cart, name="cart"),
    path(_("cart/checkout/"), cart.checkout, name="checkout_cart"),
    path(_("cart/remove/<str:ref>/"), cart.remove, name="remove"),
    path(_("checkout/<str:ref>/"), orders.checkout, name="checkout"),
    path(_("back-to-draft/<str:ref>/"), orders.back_to_draft, name="back_to_draft"),
    path(_("order/<uuid:uuid>/"), orders.order, name="order"),
    path(_("order/<uuid:uuid>/transfer.pdf"), orders.kit, name="kit"),
    path(_("order/<uuid:uuid>/receipt.pdf"), receipts.receipt, name="receipt"),
    path(_("waiver/<str:ref>/"), waivers.waiver, name="waiver"),
    path(_("return/<uuid:uuid>/"), orders.come_back, name="return"),
    path(_("cancelled/<uuid:uuid>/"), orders.cancel, name="cancel"),
]

in_neither = [path("payments/webhook/", orders.webhook, name="payments_webhook")]
