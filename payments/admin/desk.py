"""The finance desk: what waits, the balance of each day, and tables to take away."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo import exports, tables
from icajo.desk_form import DeskForm
from icajo.words import long_date, money

from .. import desk
from ..actions.refunds import refundable
from ..apart import apart_from_orders
from ..models import Discrepancy, Order, Payment, Refund, StatementLine
from .money import SETTLE

WEEK = timedelta(days=6)
GROUNDS = {Discrepancy.Kind.OVER: Refund.Ground.OVER, Discrepancy.Kind.DUPLICATE: Refund.Ground.DUPLICATE}
LONGEST = timedelta(days=92)


class Range(DeskForm):
    first = forms.DateField(label=gettext_lazy("From"))
    last = forms.DateField(label=gettext_lazy("To"))

    def clean(self):
        facts = super().clean()
        first, last = facts.get("first"), facts.get("last")
        if first and last and not timedelta(0) <= last - first <= LONGEST:
            raise forms.ValidationError(_("Choose at most three months, the first day first."))
        return facts


def show(request, site):
    """Exceptions with one action each, and a week's balance."""
    form = asked_range(request)
    days = desk.balance(**form.cleaned_data) if form.is_valid() else []
    kinds = desk.exceptions(timezone.now(), request.user)
    waiting = [(kind, [(in_words(row), address(kind, row)) for row in kind.rows]) for kind in kinds]
    context = {**site.each_context(request), "title": _("Finance desk"), "form": form, "days": days}
    return render(request, "admin/payments/desk.html", context | {"waiting": waiting})


def export(request, form):
    """Every payment of the range, as CSV or XLSX; its last line says who took it."""
    asked = asked_range(request)
    if form not in ("csv", "xlsx") or not asked.is_valid():
        raise Http404
    first, last = (asked.cleaned_data[name] for name in ("first", "last"))
    come = Payment.objects.filter(
        received_at__gte=desk.midnight(first), received_at__lt=desk.midnight(last + timedelta(days=1))
    ).select_related("order__organization", "receipt")
    come = come.filter(apart_from_orders(request.user, "order__"))
    head = [_("Received"), _("Receipt"), _("Order"), _("Organization"), _("Method"), _("Amount"), _("Payment")]
    rows = [row_of(payment) for payment in come.order_by("pk")]
    content, kind = (tables.as_csv, tables.CSV) if form == "csv" else (tables.as_xlsx, tables.XLSX)
    try:
        mark = exports.write_down(by=request.user, what=f"payments-{form}", asked=f"{first} – {last}", rows=len(rows))
    except exports.NotAlone as refused:
        return exports.ask_first(request, refused)
    response = HttpResponse(content(head, [*rows, [mark]]), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="icajo-{first}-{last}.{form}"'
    return response


def row_of(payment):
    order, receipt = payment.order, getattr(payment, "receipt", None)
    return [
        timezone.localtime(payment.received_at).strftime("%Y-%m-%d %H:%M"),
        receipt and str(receipt),
        order and order.reference,
        order and order.organization.name,
        payment.get_method_display(),
        payment.amount,
        payment.provider_payment_id,
    ]


def asked_range(request):
    if not request.user.has_perm(SETTLE):
        raise PermissionDenied
    today = timezone.localdate()
    usual = {"first": today - WEEK, "last": today}
    return Range({name: request.GET.get(name) or day for name, day in usual.items()})


PAGES = {  # of each next step: its name, and which key of the row it takes
    "done": ("payments_discrepancy_done", "pk"),
    "close": ("payments_order_close", "order_id"),
    "remind": ("payments_order_remind", "pk"),
    "order": ("payments_order_change", "order_id"),
    "line": ("payments_statementline_change", "pk"),
    "sent": ("payments_refund_sent", "pk"),
}


def address(kind, row):
    """Where the next step of this row is taken."""
    if kind.page == "refund":
        return f"{reverse('admin:payments_refund_add')}?{urlencode(proposed(row))}"
    if kind.page == "refunds":
        return reverse("admin:payments_refund_changelist") + "?approved__isempty=1"
    if kind.page == "back":
        return reverse("admin:payments_bank_line", args=[row.pk, "back"])
    name, key = PAGES[kind.page]
    return reverse(f"admin:{name}", args=[getattr(row, key)])


def in_words(row):
    """What an officer knows a row by: what it is, how much, whose, and which order."""
    payment = getattr(row, "payment", None)
    order = row if isinstance(row, Order) else getattr(row, "order", None) or (payment and payment.order)
    amount = getattr(row, "amount", None) or (payment and payment.amount)
    waited_for = isinstance(row, Order) or getattr(row, "kind", "") == Discrepancy.Kind.LATE
    said = [
        row.get_kind_display() if isinstance(row, Discrepancy) else "",
        long_date(row.booked_on) if isinstance(row, StatementLine) else "",
        money(amount) if amount else "",
        getattr(row, "payer", ""),
        order and _("order %(reference)s of %(total)s") % {"reference": order, "total": money(order.total)},
        order and order.organization.name,
        waited_for and order.held and _("missing: %(amount)s") % {"amount": money(order.missing)},
        getattr(row, "application", None) and row.application.ref,
    ]
    return " – ".join(str(part) for part in said if part)


def proposed(discrepancy):
    """The refund that a discrepancy calls for, as the form has it filled in."""
    payment = discrepancy.payment
    ground = GROUNDS.get(discrepancy.kind, Refund.Ground.MISFIT)
    return {"payment": payment.pk, "amount": refundable(payment), "ground": ground} if payment else {}
