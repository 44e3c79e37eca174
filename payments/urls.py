"""The pages of money.  The webhook belongs to neither language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "payments"

urlpatterns = [
    path(_("checkout/<str:ref>/"), views.checkout, name="checkout"),
    path(_("back-to-draft/<str:ref>/"), views.back_to_draft, name="back_to_draft"),
    path(_("order/<uuid:uuid>/"), views.order, name="order"),
    path(_("return/<uuid:uuid>/"), views.come_back, name="return"),
    path(_("cancelled/<uuid:uuid>/"), views.cancel, name="cancel"),
]

in_neither = [path("payments/webhook/", views.webhook, name="payments_webhook")]
