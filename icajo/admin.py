"""Staff read the letters and the files; nobody writes them here.

A letter that failed may be sent again or printed, those for people without e-mail are printed in batches, and what
reached nobody is a list of its own.
"""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from icajo import exports, mail, queue, returned, sheets
from icajo.desk_form import DeskForm
from icajo.models import ExportRequest, Letter, StoredFile

TOKEN = re.compile(r"(?<=/)[^/\s]{20,}(?=/)")  # a part of an address too long to be a word


class Unchanged:
    """Shown to whoever may view it, and changed by actions only: of a record, or of rows beneath one."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(Unchanged, admin.ModelAdmin):
    """Records are looked at here."""


class ReadOnlyRows(Unchanged, admin.TabularInline):
    """Rows beneath a record are looked at here."""

    template = "admin/rows.html"
    extra = 0


class ToFollowUp(admin.SimpleListFilter):
    """Letters that reached nobody: a task for the staff until somebody has taken it up."""

    title = _("to follow up")
    parameter_name = "follow-up"

    def lookups(self, request, model_admin):
        return [("yes", _("reached nobody"))]

    def queryset(self, request, letters):
        return letters.to_follow_up() if self.value() else letters


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    list_display = ["written_at", "to", "subject", "language", "state", "attempts"]
    list_filter = [ToFollowUp, "state", "language"]
    search_fields = ["to", "subject", "key"]
    date_hierarchy = "written_at"
    fields = [
        "to", "postal_address", "language", "subject", "text", "files", "state", "attempts", "error", "written_at",
        "due_at", "sent_at", "followed_up_at",
    ]  # fmt: skip
    actions = [
        "send_again", "print_sheets", "mark_as_printed", "print_instead", "mark_as_returned", "mark_as_followed_up",
    ]  # fmt: skip

    @admin.display(description=_("text"))
    def text(self, letter):
        """Without what its links carry: a link that sets a password is for the reader of the letter alone."""
        return TOKEN.sub("…", mail.veiled(letter.body))

    @admin.action(description=_("Send the chosen letters again"), permissions=["view"])
    def send_again(self, request, letters):
        failed = letters.filter(state=Letter.State.FAILED)
        count = failed.update(state=Letter.State.QUEUED, attempts=0, due_at=timezone.now())
        queue.after_commit("icajo.deliver_letters")
        self.message_user(request, _("Letters to be sent again: %(count)s") % {"count": count})

    def has_print_permission(self, request):
        return request.user.has_perm("icajo.print_letter")

    @admin.action(description=_("Print the chosen letters (one PDF)"), permissions=["print"])
    def print_sheets(self, request, letters):
        """Nothing is marked by it: paper jams."""
        chosen = list(letters.filter(state=Letter.State.TO_PRINT).order_by("pk")[: sheets.MOST + 1])
        if not chosen or len(chosen) > sheets.MOST:
            text = _("Choose letters to be printed, %(most)s at most.") % {"most": sheets.MOST}
            return self.message_user(request, text, messages.WARNING)
        response = HttpResponse(sheets.printed(chosen), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{timezone.localdate():%Y-%m-%d}-{len(chosen)}.pdf"'
        self.note(request, chosen, "PDF")
        return response

    @admin.action(description=_("Mark the chosen letters as printed"), permissions=["print"])
    def mark_as_printed(self, request, letters):
        self.move(request, letters.filter(state=Letter.State.TO_PRINT), Letter.State.PRINTED, sent_at=timezone.now())

    @admin.action(description=_("Print instead of sending, where the postal address is known"), permissions=["print"])
    def print_instead(self, request, letters):
        known = letters.filter(state=Letter.State.FAILED).exclude(postal_address="")
        self.move(request, known, Letter.State.TO_PRINT)

    @admin.action(description=_("The chosen letters came back"), permissions=["print"])
    def mark_as_returned(self, request, letters):
        """An envelope, or a message that the mail server brought back: they are on the list to follow up again."""
        chosen = list(letters.filter(state__in=returned.GONE))
        count = returned.mark(letters, why=gettext("Came back, says the staff"))
        self.note(request, chosen, gettext("came back"))
        self.message_user(request, _("Letters that came back: %(count)s") % {"count": count})

    @admin.action(description=_("Mark the chosen letters as followed up"), permissions=["print"])
    def mark_as_followed_up(self, request, letters):
        chosen = list(letters.to_follow_up())
        letters.to_follow_up().update(followed_up_at=timezone.now())
        self.note(request, chosen, str(_("followed up")))
        self.message_user(request, _("Letters changed: %(count)s") % {"count": len(chosen)})

    def move(self, request, letters, state, **facts):
        chosen = list(letters)
        letters.update(state=state, **facts)
        self.note(request, chosen, str(state.label))
        self.message_user(request, _("Letters changed: %(count)s") % {"count": len(chosen)})

    def note(self, request, letters, text):
        """Who did it, and when, is in the history of each."""
        for letter in letters:
            self.log_change(request, letter, text)


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnly):
    list_display = ["kept_at", "name", "media_type", "size", "scan"]
    list_filter = ["scan", "media_type"]
    search_fields = ["name", "sha256"]
    fields = ["name", "media_type", "size", "sha256", "scan", "kept_at"]


class Why(DeskForm):
    why = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=1000)


class Word(Why):
    field_order = ["agreed", "why"]
    agreed = forms.TypedChoiceField(
        label=_("May these rows leave the portal?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


@admin.register(ExportRequest)
class ExportRequestAdmin(ReadOnly):
    """Many rows leave the portal only with a second person's word: asked for here, given here, taken from here."""

    change_form_template = "admin/icajo/export.html"
    list_display = ["asked_at", "by", "what", "asked", "rows", "agreed", "taken"]
    list_filter = ["agreed", ("decided_at", admin.EmptyFieldListFilter)]
    list_select_related = ["by", "taken"]
    fields = [
        "by", "what", "asked", "rows", "why", "asked_at", "agreed", "decided_by", "decided_at", "decided_why", "taken",
    ]  # fmt: skip

    def get_urls(self):
        ours = [
            path("ask/", self.admin_site.admin_view(self.ask), name="icajo_exportrequest_ask"),
            path("<int:pk>/decide/", self.admin_site.admin_view(self.decide), name="icajo_exportrequest_decide"),
        ]
        return ours + super().get_urls()

    def get_queryset(self, request):
        """One's own; all of them for those who agree to those of others."""
        found = super().get_queryset(request)
        return found if request.user.has_perm(exports.APPROVE) else found.filter(by=request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        waits = row is not None and row.decided_at is None
        extra = {
            "decides": waits and row.by_id != request.user.pk and request.user.has_perm(exports.APPROVE),
            "take": row.address if row and row.agreed and not row.taken_id and row.by_id == request.user.pk else "",
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def ask(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        about = exports.read(request.GET.get("about", ""))
        if about is None:
            raise Http404("about")
        too_much = about["rows"] > exports.MOST
        form = Why(request.POST or None)
        if form.is_valid() and not too_much:
            asked = exports.ask(by=request.user, why=form.cleaned_data["why"], **about)
            messages.success(request, gettext("Asked. Once somebody has agreed, the table is taken from this page."))
            return redirect("admin:icajo_exportrequest_change", asked.pk)
        return self.page(request, _("Ask for a large export"), form, most=exports.MOST, too_much=too_much, **about)

    def decide(self, request, pk):
        if not request.user.has_perm(exports.APPROVE):
            raise PermissionDenied
        row = get_object_or_404(ExportRequest, pk=pk)
        form = Word(request.POST or None)
        if form.is_valid():
            if exports.decide(row, by=request.user, **form.cleaned_data):
                messages.success(request, gettext("It is written down."))
            return redirect("admin:icajo_exportrequest_change", pk)
        return self.page(request, _("Agree to the export of somebody else"), form, what=row.what, asked=row.asked,
                         rows=row.rows, said=row.why)  # fmt: skip

    def page(self, request, title, form, **context):
        context |= {**self.admin_site.each_context(request), "title": title, "form": form, "opts": self.opts}
        return render(request, "admin/icajo/export_form.html", context)
