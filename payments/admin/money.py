"""Finance at the staff desk: everything about money can be read here, nothing typed over."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.admin import ReadOnly, ReadOnlyRows
from icajo.desk_form import DeskForm

from .. import actions
from ..errors import NoSuchSession, NotThis, Unreachable
from ..models import Attempt, Discrepancy, Order, OrderLine, Payment, ProviderEvent, Receipt, StatementLine
from .apart import Apart, ApartFromAny, ApartFromOrder, ApartFromPayment

SETTLE = "payments.settle_order"


class Why(DeskForm):
    note = forms.CharField(label=gettext_lazy("Why"), max_length=500)


class Lines(ReadOnlyRows):
    model = OrderLine
    fields = ["application", "amount", "dropped"]


class Attempts(ReadOnlyRows):
    model = Attempt
    fields = ["number", "state", "session_id", "opened_by", "opened_at", "asked_at", "closed_at"]


class BankLines(ReadOnlyRows):
    model = StatementLine
    fields = ["booked_on", "amount", "payer", "place", "proposed_by", "approved_by"]


class Payments(ReadOnlyRows):
    model = Payment
    fields = ["provider_payment_id", "amount", "currency", "received_at", "receipt"]
    readonly_fields = ["receipt"]


@admin.register(Order)
class OrderAdmin(Apart, ReadOnly):
    list_display = ["reference", "organization", "total", "method", "state", "opened_at"]
    list_filter = ["state", "method"]
    search_fields = ["lines__application__ref", "attempts__session_id", "organization__name"]
    list_select_related = ["organization"]
    inlines = [Lines, Attempts, BankLines, Payments]
    change_form_template = "admin/payments/order/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/ask/", view(self.ask), name="payments_order_ask"),
            path("<int:pk>/remind/", view(self.remind), name="payments_order_remind"),
            path("<int:pk>/close/", view(self.close), name="payments_order_close"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        may_settle = request.user.has_perm(SETTLE)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "may_settle": may_settle})

    def ask(self, request, pk):
        """Ask the provider about every page of this order."""
        if request.method != "POST":
            raise PermissionDenied
        order = _order_to_settle(request, pk)
        for attempt in order.attempts.exclude(session_id=None):
            try:
                actions.settle(attempt.session_id, final=True)
            except (Unreachable, NoSuchSession) as error:
                self.message_user(request, f"{attempt.session_id}: {error}", messages.WARNING)
        order.refresh_from_db()
        self.message_user(request, _("The provider was asked. State: %(s)s") % {"s": order.get_state_display()})
        return redirect(reverse("admin:payments_order_change", args=[pk]))

    def remind(self, request, pk):
        """Write to the payer what is missing, once."""
        return self.done(request, pk, forms.Form, actions.remind, _("Remind the payer"))

    def close(self, request, pk):
        """Wait no longer for a late transfer."""
        return self.done(request, pk, Why, actions.close_late_order, _("Close the order"))

    def done(self, request, pk, form_class, act, title):
        """One question about an order, then its action."""
        order = _order_to_settle(request, pk)
        form = form_class(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                act(order, by=request.user, **form.cleaned_data)
                self.message_user(request, _("Done: %(what)s.") % {"what": title}, messages.SUCCESS)
            except NotThis as error:
                text = _("Nothing was done: this order is now “%(state)s”.") % {"state": error}
                self.message_user(request, text, messages.ERROR)
            return redirect("admin:payments_desk")
        context = {**self.admin_site.each_context(request), "form": form, "order": order, "opts": self.opts}
        return render(request, "admin/payments/statement/do.html", context | {"title": title})


def _order_to_settle(request, pk):
    if not request.user.has_perm(SETTLE):
        raise PermissionDenied
    return get_object_or_404(Order.objects.visible_to(request.user), pk=pk)


@admin.register(Payment)
class PaymentAdmin(ApartFromOrder, ReadOnly):
    list_display = ["provider_payment_id", "order", "amount", "currency", "method", "received_at"]
    list_filter = ["method"]
    search_fields = ["provider_payment_id", "session_id", "authorization_number", "confirmation_code"]
    list_select_related = ["order"]


@admin.register(Receipt)
class ReceiptAdmin(ApartFromPayment, ReadOnly):
    list_display = ["number", "payment", "issued_at"]
    search_fields = ["number"]
    list_select_related = ["payment"]


@admin.register(ProviderEvent)
class ProviderEventAdmin(ReadOnly):
    list_display = ["event_id", "kind", "received_at", "processed_at", "attempts"]
    list_filter = [("processed_at", admin.EmptyFieldListFilter), "kind"]
    search_fields = ["event_id", "session_id"]


class Done(DeskForm):
    note = forms.CharField(label=gettext_lazy("What was done"), max_length=500)


@admin.register(Discrepancy)
class DiscrepancyAdmin(ApartFromAny, ReadOnly):
    list_display = ["kind", "order", "payment", "application", "opened_at", "closed_at"]
    list_filter = [("closed_at", admin.EmptyFieldListFilter), "kind"]
    list_select_related = ["order", "payment", "application"]

    def get_urls(self):
        done = self.admin_site.admin_view(self.done)
        return [path("<int:pk>/done/", done, name="payments_discrepancy_done"), *super().get_urls()]

    def done(self, request, pk):
        """What an officer did about it; it waits no more."""
        if not request.user.has_perm(SETTLE):
            raise PermissionDenied
        discrepancy = get_object_or_404(self.get_queryset(request).select_related("order"), pk=pk)
        form = Done(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                actions.deal_with(discrepancy, by=request.user, note=form.cleaned_data["note"])
                self.message_user(request, _("Done: %(what)s.") % {"what": discrepancy}, messages.SUCCESS)
            except NotThis:
                self.message_user(request, _("This was dealt with already, or ends in a refund."), messages.ERROR)
            return redirect("admin:payments_desk")
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "opts": self.opts,
            "discrepancy": discrepancy,
        }
        back = discrepancy.kind == Discrepancy.Kind.RETURNED
        title = {"title": _("The money is there again") if back else _("Say what was done")}
        return render(request, "admin/payments/statement/do.html", context | {"order": discrepancy.order} | title)
