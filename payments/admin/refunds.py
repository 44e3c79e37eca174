"""Refunds at the desk: one officer asks, another decides; what went back stays written."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.admin import ReadOnly
from icajo.desk_form import DeskForm
from icajo.words import money

from .. import actions
from ..actions.refunds import ASK, refundable
from ..apart import apart_from_orders
from ..errors import NotRefundable
from ..models import Payment, Refund, Repayment
from . import desk
from .apart import ApartFromPayment, ApartFromRefund


class Asked(forms.ModelForm):
    class Meta:
        model = Refund
        fields = ["payment", "amount", "ground", "note"]

    def clean(self):
        facts = super().clean()
        if facts.get("payment") and facts.get("amount", 0) > (left := refundable(facts["payment"])):
            self.add_error("amount", _("Of this payment, %(left)s may go back.") % {"left": money(left)})
        return facts


class Sent(DeskForm):
    reference = forms.CharField(label=gettext_lazy("Bank reference"), max_length=100)
    sent_on = forms.DateField(label=gettext_lazy("Day the transfer left"))


@admin.register(Refund)
class RefundAdmin(ApartFromPayment, admin.ModelAdmin):
    form = Asked
    raw_id_fields = ["payment"]
    list_display = ["payment", "amount", "ground", "asked_by", "approved", "decided_by", "repayment"]
    list_filter = [("approved", admin.EmptyFieldListFilter), ("repayment", admin.EmptyFieldListFilter), "ground"]
    list_select_related = ["payment", "asked_by", "decided_by", "repayment"]
    change_list_template = "admin/payments/refund/change_list.html"
    actions = ["approve", "decline"]

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/sent/", view(self.sent), name="payments_refund_sent"),
            path("desk/", view(partial(desk.show, site=self.admin_site)), name="payments_desk"),
            path("desk/<slug:form>/", view(desk.export), name="payments_desk_export"),
        ]
        return ours + super().get_urls()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A payment that this person stood aside from cannot be named."""
        kwargs["queryset"] = Payment.objects.filter(apart_from_orders(request.user, "order__"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in ("amount", "ground", "note")}
        obj.pk = actions.ask_refund(form.cleaned_data["payment"], by=request.user, **facts).pk

    def has_decide_permission(self, request):
        return request.user.has_perm(ASK)

    @admin.action(description=gettext_lazy("Approve"), permissions=["decide"])
    def approve(self, request, refunds):
        self._decide(request, refunds, approve=True)

    @admin.action(description=gettext_lazy("Refuse"), permissions=["decide"])
    def decline(self, request, refunds):
        self._decide(request, refunds, approve=False)

    def _decide(self, request, refunds, *, approve):
        for refund in refunds:
            try:
                actions.decide_refund(refund, by=request.user, approve=approve)
            except PermissionDenied:
                text = _("%(refund)s: a second person decides what you asked for.")
                self.message_user(request, text % {"refund": refund}, messages.ERROR)

    def sent(self, request, pk):
        """Write down the transfer that gave the money back."""
        refund = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm(ASK):
            raise PermissionDenied
        form = Sent(request.POST or None, initial={"sent_on": timezone.localdate()})
        if form.is_valid():
            facts = {"reference": form.cleaned_data["reference"], "on": form.cleaned_data["sent_on"]}
            try:
                actions.record_repayment(refund, by=request.user, **facts)
            except NotRefundable:
                self.message_user(request, _("This refund is not approved, or goes to the card."), messages.ERROR)
            return redirect("admin:payments_refund_changelist")
        context = {**self.admin_site.each_context(request), "form": form, "opts": self.opts}
        return render(request, "admin/payments/statement/do.html", context | {"title": _("Transfer sent")})


@admin.register(Repayment)
class RepaymentAdmin(ApartFromRefund, ReadOnly):
    list_display = ["reference", "refund", "amount", "sent_on", "recorded_by"]
    list_select_related = ["refund__payment", "recorded_by"]
    search_fields = ["reference"]
