"""Incident reports on the desk: a list, and a page of each with its assessment, notes, messages and steps."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from icajo import uploads
from icajo.admin import ReadOnly

from ..conversation import Conversation
from ..errors import NoSuchMove
from ..incident_desk import FORMS
from ..models import Incident, Message, Status
from ..permissions import handles, sees_incidents


class ToDo(admin.SimpleListFilter):
    """Nothing is chosen until somebody chooses it."""

    title = gettext_lazy("to do")
    parameter_name = "to-do"

    def lookups(self, request, model_admin):
        return [("mine", _("mine")), ("nobody", _("of nobody")), ("message", _("with a message to read"))]

    def queryset(self, request, rows):
        still = rows.exclude(status=Status.CLOSED)
        chosen = {
            "mine": still.filter(officer=request.user),
            "nobody": still.filter(officer=None),
            "message": rows.filter(waits=True),
        }
        return chosen.get(self.value(), rows)


@admin.register(Incident)
class IncidentAdmin(ReadOnly):
    is_written_down = True  # who reads one is noted, as of a file
    list_display = [
        "ref",
        "category",
        "severity",
        "status",
        "number",
        "organization",
        "officer",
        "received_at",
        "waits",
    ]
    list_filter = [ToDo, "status", "severity", "category"]
    list_select_related = ["licence", "organization", "officer"]
    search_fields = ["ref", "licence__number", "organization__name"]
    date_hierarchy = "received_at"

    def has_view_permission(self, request, obj=None):
        return sees_incidents(request.user)

    def has_module_permission(self, request):
        return sees_incidents(request.user)

    def get_queryset(self, request):
        unread = Message.objects.waiting().filter(incident=OuterRef("pk"))
        return super().get_queryset(request).for_staff(request.user).annotate(waits=Exists(unread))

    @admin.display(description=gettext_lazy("licence number"), ordering="licence__number")
    def number(self, incident):
        return incident.licence.number

    @admin.display(description=gettext_lazy("to read"))
    def waits(self, incident):
        return _("To read") if incident.waits else "–"

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [path("<int:pk>/file/<uuid:key>/", view(self.download), name="submissions_incident_file")]
        return ours + super().get_urls()

    @method_decorator(sensitive_post_parameters())
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one report: each of its forms is posted here, named by the button."""
        incident = self.one(request, object_id)
        what = request.POST.get("do", "") if request.method == "POST" else ""
        if request.method == "POST" and (not handles(request.user) or what not in (*FORMS, "message")):
            raise PermissionDenied(what)
        if what == "message":
            talk = Conversation(request, incident, as_staff=True)
            return talk.sent() or self.page(request, incident, talk=talk)
        if what:
            form = FORMS[what][0](request.POST, incident=incident)
            return self.act(request, incident, form) if form.is_valid() else self.page(request, incident, {what: form})
        return self.page(request, incident)

    def act(self, request, incident, form):
        try:
            form.act(incident, by=request.user, at=timezone.now())
        except NoSuchMove:
            messages.error(request, _("Somebody else has changed this report meanwhile. Nothing was done."))
        else:
            messages.success(request, _("Done."))
        return redirect(request.path)

    def page(self, request, incident, posted=(), talk=None):
        posted = dict(posted)
        forms = [
            (code, heading, button, posted.get(code) or form(incident=incident))
            for code, (form, heading, button) in FORMS.items()
        ]
        context = self.admin_site.each_context(request) | {
            "title": _("Incident report %(ref)s") % {"ref": incident.ref},
            "opts": self.opts,
            "incident": incident,
            "files": incident.files.order_by("pk"),
            "forms": forms if handles(request.user) else [],
            "steps": incident.steps.select_related("by"),
        }
        talk = talk or Conversation(request, incident, as_staff=True)
        return talk.page("admin/submissions/incident.html", context)

    def download(self, request, pk, key):
        return uploads.download(get_object_or_404(self.one(request, pk).papers(), key=key))

    def one(self, request, pk):
        if not sees_incidents(request.user):
            raise PermissionDenied
        rows = Incident.objects.for_staff(request.user).select_related(
            "licence", "organization", "officer", "inspection__application", "sent_by"
        )
        return get_object_or_404(rows, pk=pk if str(pk).isdecimal() else 0)
