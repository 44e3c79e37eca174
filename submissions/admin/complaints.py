"""Complaints on the staff desk: the queue, and each with all that is done with it.  Only its team gets here."""

import uuid

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from icajo import uploads
from icajo.admin import ReadOnly
from icajo.words import long_date
from licensing.models.conflicts import apart_from_organizations

from ..actions import complaint_desk, complaints
from ..complaining import desk, enclosing, register
from ..errors import Settled
from ..models import Complaint
from ..permissions import deals_with_complaints
from ..tokens import page_number

FORMS = {
    "acknowledge": (desk.Acknowledge, gettext_lazy("Acknowledge")),
    "say": (desk.Say, gettext_lazy("Write to its author")),
    "triage": (desk.Triage, gettext_lazy("Sort")),
    "assign": (desk.Assign, gettext_lazy("Assign")),
    "link": (desk.Link, gettext_lazy("Link to a licence or an inspection")),
    "note": (desk.Note, gettext_lazy("Keep the note")),
    "contact": (desk.Contact, gettext_lazy("Open the contact details")),
    "close": (desk.Close, gettext_lazy("Close the complaint")),
}


class ToDo(admin.SimpleListFilter):
    title = gettext_lazy("to do")
    parameter_name = "to-do"

    def lookups(self, request, model_admin):
        return [
            ("acknowledge", _("to acknowledge")), ("late", _("late")), ("read", _("with messages to read")),
            ("mine", _("mine")), ("nobody", _("of nobody")), ("open", _("not closed")),
        ]  # fmt: skip

    def queryset(self, request, rows):
        chosen = {
            "acknowledge": lambda: rows.filter(acknowledged_at=None),
            "late": lambda: rows.late(timezone.localdate()),
            "read": lambda: rows.filter(waits=True),
            "mine": lambda: rows.open().filter(officer=request.user),
            "nobody": lambda: rows.open().filter(officer=None),
            "open": rows.open,
        }
        return chosen[self.value()]() if self.value() in chosen else rows


@admin.register(Complaint)
class ComplaintAdmin(ReadOnly):
    list_display = [
        "ref",
        "received",
        "about",
        "who",
        "category",
        "severity",
        "officer",
        "acknowledged",
        "waits",
        "end",
    ]
    list_filter = [ToDo, "about", "category", "severity", "who"]
    list_select_related = ["officer"]
    search_fields = ["ref", "licence_number", "described", "place"]

    def has_view_permission(self, request, obj=None):
        return deals_with_complaints(request.user)

    def has_module_permission(self, request):
        return deals_with_complaints(request.user)

    def get_queryset(self, request):
        """But those linked to a licence of an organization that this person stood aside from."""
        linked = apart_from_organizations(request.user, "licence__organization")
        return super().get_queryset(request).filter(linked).with_waits()

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, complaint):
        return long_date(complaint.received_at)

    @admin.display(description=gettext_lazy("acknowledged"), ordering="due_on")
    def acknowledged(self, complaint):
        if complaint.acknowledged_at:
            return long_date(complaint.acknowledged_at)
        day = long_date(complaint.due_on)
        if complaint.is_late(timezone.localdate()):
            return _("LATE: it was due by %(day)s") % {"day": day}
        return _("by %(day)s") % {"day": day}

    @admin.display(description=gettext_lazy("to read"))
    def waits(self, complaint):
        return _("To read") if complaint.waits else "–"

    @admin.display(description=gettext_lazy("outcome"), ordering="ending")
    def end(self, complaint):
        return complaint.get_ending_display() or "–"

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = path("<uuid:pk>/file/<uuid:key>/", view(self.download), name="submissions_complaint_file")
        return [ours, *super().get_urls()]

    def download(self, request, pk, key):
        if not deals_with_complaints(request.user):
            raise PermissionDenied
        complaint = get_object_or_404(self.get_queryset(request), pk=pk)
        return uploads.download(get_object_or_404(complaint.files, pk=key))

    @method_decorator(sensitive_post_parameters())
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """All of one complaint, and a form for each thing that can be done with it."""
        if not deals_with_complaints(request.user):
            raise PermissionDenied
        complaint = self.get_object(request, object_id)
        if complaint is None:
            raise Http404(object_id)
        verb = request.POST.get("verb", "")
        if request.method != "POST" or verb not in FORMS:
            return self.page(request, complaint)
        form = FORMS[verb][0](request.POST, request.FILES, prefix=verb)
        if not form.is_valid():
            return self.page(request, complaint, {verb: form})
        return self.do(request, complaint, verb, form)

    def do(self, request, complaint, verb, form):
        """One verb; what it raises is said on the page."""
        facts, who = form.cleaned_data, {"by": request.user, "at": timezone.now()}
        if verb == "contact":
            found = complaint_desk.read_contact(complaint, **facts, **who)
            return self.page(request, complaint, contact=found)
        if verb == "say":
            files, refused = enclosing.loose(request.FILES.getlist("say-files"), slowed_as="")
            for problem in refused:
                form.add_error("files", problem)
            if refused:
                return self.page(request, complaint, {verb: form})
            facts = {"text": facts["text"], "files": files, "once": page_number(request)}
        try:
            getattr(complaint_desk, verb)(complaint, **facts, **who)
        except Settled:
            messages.error(request, _("Somebody else was faster. Nothing was done."))
        else:
            messages.success(request, _("Done."))
        return redirect(request.path)

    def page(self, request, complaint, given=None, contact=None):
        now = timezone.now()
        if request.method != "HEAD":
            complaint_desk.note_reading(complaint, by=request.user, at=now)
        context = self.admin_site.each_context(request) | {
            "title": _("Complaint %(ref)s") % {"ref": complaint.ref},
            "opts": self.opts,
            "complaint": complaint,
            "named": register.holder(complaint.licence_number, timezone.localdate()),
            "is_late": complaint.is_late(timezone.localdate()),
            "files": complaint.files.filter(message=None),
            "shown": list(complaint.messages.select_related("by").prefetch_related("files")),
            "events": complaint.events.select_related("by"),
            "contact": contact,
            "forms": forms_of(complaint, given or {}),
            "once": uuid.uuid4(),
        }
        response = render(request, "admin/submissions/complaint.html", context)
        if request.method != "HEAD":
            complaints.mark_read(complaint, as_staff=True)
        return response


def forms_of(complaint, given):
    """(verb, form, what its button says) of what can still be done."""
    over = {"acknowledge": complaint.acknowledged_at, "close": complaint.closed_at, "contact": complaint.is_anonymous}
    known = {
        "triage": {"category": complaint.category, "severity": complaint.severity},
        "assign": {"to": complaint.officer_id},
        "link": {"licence": complaint.licence.number if complaint.licence_id else complaint.licence_number},
    }
    return [
        (verb, given.get(verb) or form(prefix=verb, initial=known.get(verb)), words)
        for verb, (form, words) in FORMS.items()
        if not over.get(verb)
    ]
