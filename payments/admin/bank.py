"""What the bank says: import a statement, then give each line that does not match by itself its next step."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.admin import ReadOnly
from icajo.desk_form import DeskForm

from .. import actions
from ..errors import NotThis, PaidByCard, SamePerson
from ..models import Order, Statement, StatementLine
from ..statements import Unreadable
from .apart import ApartFromOrder
from .money import SETTLE, Why

IMPORT = "payments.import_statement"
LARGEST = 64 * 2**20
Place = StatementLine.Place
NEXT = {  # what can be done where a line is, in the order of the buttons
    Place.SUGGESTED: ("match", "reject", "back", "aside"),
    Place.UNMATCHED: ("match", "back", "aside"),
    Place.OVER: ("match", "back", "aside"),
    Place.PROPOSED: ("approve", "reject"),
}
LABELS = {
    "match": gettext_lazy("Match with an order"),
    "approve": gettext_lazy("Approve the match"),
    "reject": gettext_lazy("Not this order"),
    "back": gettext_lazy("Give the money back"),
    "aside": gettext_lazy("Not about an order"),
}
FOR_CARD = ("back", "aside")  # a transfer cannot pay an order under $30,000
STEPS = {  # what a person does next, said beside the line
    Place.NEW: gettext_lazy("Nothing: it is matched within a minute."),
    Place.SETTLED: gettext_lazy("Nothing: its applications are under review."),
    Place.SUGGESTED: gettext_lazy("Compare payer and reference with the order, then match it."),
    Place.PROPOSED: gettext_lazy("A second person compares it with the order and approves."),
    Place.PARTIAL: gettext_lazy("Wait for the rest: the order settles once its parts make the total."),
    Place.OVER: gettext_lazy("Match it: the order settles, and the excess is recorded to be given back."),
    Place.DOUBLE: gettext_lazy("Give it back: it stands among the discrepancies."),
    Place.CANCELLED: gettext_lazy("Give it back: it stands among the discrepancies."),
    Place.UNMATCHED: gettext_lazy("Find its order, or say that it is not about one."),
    Place.RETURNED: gettext_lazy("Ask the payer: nothing of that order is decided until the money is there."),
    Place.GIVEN_BACK: gettext_lazy("A second person approves the refund; then the transfer is recorded."),
    Place.ASIDE: gettext_lazy("Nothing."),
}


TO_CARD = gettext_lazy(
    "This order is paid by card: under $30,000 a transfer cannot pay it. Give the money back and say why."
)


class Import(DeskForm):
    file = forms.FileField(label=gettext_lazy("Statement: camt.053, or CSV as the settings declare"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large."))
        return file


class Step(DeskForm):
    """What a next step has to be told, by this person."""

    def __init__(self, *args, person, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)


class Match(Step):
    reference = forms.CharField(label=gettext_lazy("Reference of the order"), max_length=20)

    def clean_reference(self):
        text = "".join(self.cleaned_data["reference"].split()).upper()
        known = text[4:].isascii() and text[4:].isdigit()
        order = Order.objects.visible_to(self.person).filter(pk=int(text[4:])).first() if known else None
        if order is None or order.reference != text:
            raise forms.ValidationError(_("No order has this reference."))
        if not order.is_by_wire:
            raise forms.ValidationError(TO_CARD)
        return order


class Aside(Step):
    note = forms.CharField(label=gettext_lazy("What it is"), max_length=500)


class Back(Step, Why):
    pass


FORMS = {"match": Match, "aside": Aside, "back": Back}


def verbs_of(line):
    """What can be done with a line where it is."""
    if line.place == Place.UNMATCHED and line.order and not line.order.is_by_wire:
        return FOR_CARD
    return NEXT.get(line.place, ())


@admin.register(Statement)
class StatementAdmin(ReadOnly):
    list_display = ["name", "imported_at", "imported_by", "lines_read", "lines_new"]
    list_select_related = ["imported_by"]
    change_list_template = "admin/payments/statement/change_list.html"

    def get_urls(self):
        ours = path("import/", self.admin_site.admin_view(self.bring), name="payments_statement_import")
        return [ours, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "may_import": request.user.has_perm(IMPORT)})

    def bring(self, request):
        """Import a file of the bank; what is new of it is matched by the worker."""
        if not request.user.has_perm(IMPORT):
            raise PermissionDenied
        form = Import(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                statement = actions.import_statement(file.file, name=file.name, by=request.user)
            except Unreadable as error:
                form.add_error("file", _("Nothing was imported: %(why)s") % {"why": error})
            else:
                text = _("%(read)d lines read, %(new)d new.")
                messages.success(request, text % {"read": statement.lines_read, "new": statement.lines_new})
                return redirect("admin:payments_statementline_changelist")
        context = {**self.admin_site.each_context(request), "form": form, "opts": self.opts, "multipart": True}
        return render(request, "admin/payments/statement/do.html", context | {"title": _("Import a bank statement")})


@admin.register(StatementLine)
class StatementLineAdmin(ApartFromOrder, ReadOnly):
    list_display = ["booked_on", "amount", "currency", "payer", "place", "order", "text"]
    list_filter = ["place", "booked_on"]
    search_fields = ["payer", "text", "reference", "bank_reference"]
    list_select_related = ["order"]
    readonly_fields = ["next_step"]
    change_form_template = "admin/payments/statement/line.html"

    @admin.display(description=gettext_lazy("next step"))
    def next_step(self, line):
        return TO_CARD if verbs_of(line) == FOR_CARD else STEPS[line.place]

    def get_urls(self):
        step = self.admin_site.admin_view(self.step)
        return [path("<int:pk>/do/<slug:verb>/", step, name="payments_bank_line"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        line = self.get_object(request, object_id)
        verbs = verbs_of(line) if line and request.user.has_perm(SETTLE) else ()
        buttons = [(verb, LABELS[verb]) for verb in verbs]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "buttons": buttons})

    def step(self, request, pk, verb):
        """One next step: its question if it has one, then its action."""
        if not request.user.has_perm(SETTLE):
            raise PermissionDenied
        line = get_object_or_404(self.get_queryset(request).select_related("order"), pk=pk)
        if verb not in LABELS:
            raise Http404(verb)
        known = {"reference": line.order.reference} if line.order else {}
        typed = request.POST if request.method == "POST" else None
        form = FORMS.get(verb, Step)(typed, initial=known, person=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                _act(verb, line, form.cleaned_data, by=request.user)
            except NotThis as error:
                messages.error(request, _("Nothing was done: this line is now “%(place)s”.") % {"place": error})
            except PaidByCard:
                messages.error(request, TO_CARD)
            except SamePerson:
                messages.error(request, _("Somebody else has to approve what you matched."))
            return redirect(reverse("admin:payments_statementline_change", args=[pk]))
        context = {**self.admin_site.each_context(request), "form": form, "line": line, "opts": self.opts}
        return render(request, "admin/payments/statement/do.html", context | {"title": LABELS[verb]})


def _act(verb, line, told, *, by):
    if verb == "match":
        actions.propose_match(line, told["reference"], by=by)
    elif verb == "approve":
        actions.approve_match(line, by=by)
    elif verb == "back":
        actions.give_back(line, by=by, note=told["note"])
    elif verb == "reject":
        actions.reject_match(line, by=by)
    else:
        actions.set_aside(line, by=by, note=told["note"])
