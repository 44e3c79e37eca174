"""A file on the desk: stock Django admin, read-only, with one button for each thing that may be done now."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from icajo.admin import ReadOnly
from icajo.words import money

from .. import actions, desk
from ..anomaly import explained
from ..casework import TRANSITIONS, called, possible
from ..conflicts import keep_out
from ..document_reviews import reviewed
from ..errors import NotNow
from ..inspecting import inspection_check
from ..judging import late_reports, warned
from ..models import Application, Check
from ..models.applications import reads_files
from ..permissions import inspects, may_decide, may_declare
from ..rounds import as_recorded, changes
from ..self_check import surroundings
from ..timeline import holders, side_by_side
from . import disclosures, notices
from .conflicts import Conflicts
from .deciding import DONE, STOPPED, go_on, pressed, read_next_round, said_of
from .notes import Notes
from .papers import Papers
from .risk import risk_of


def anomalies_of(application, rounds):
    """[(what does not add up in what was last sealed, its explanation)]; of a report also what the register says."""
    if not rounds:
        return []
    found = [(one.text, said) for one, said in explained(application.procedure.anomalies, rounds[-1].journey.answers)]
    if application.procedure.effect.decides:
        return found
    return found + [(text, "") for text in warned(application, rounds[-1], timezone.localdate(rounds[-1].sealed_at))]


@admin.register(Application)
class ApplicationAdmin(Notes, Papers, Conflicts, ReadOnly):
    change_form_template = "admin/licensing/file.html"
    change_list_template = "admin/licensing/files.html"
    list_display = ["ref", "type_name", "holder", "state", "received_at", "officer"]
    list_filter = ["state", "type_code", "officer"]
    search_fields = ["ref", "organization__name"]
    date_hierarchy = "received_at"
    fields = ["ref", "type_name", "organization", "created_by", "by_agent", "state", "owed", "received_at", "officer"]

    @admin.display(description=gettext_lazy("licence type"), ordering="type_code")
    def type_name(self, application):
        return application.title

    @admin.display(description=gettext_lazy("fee"))
    def owed(self, application):
        return None if application.fee is None else money(application.fee)

    @admin.display(description=gettext_lazy("applicant"))
    def holder(self, application):
        return application.holder

    def get_urls(self):
        ours = [
            path("<int:pk>/do/<slug:verb>/", self.admin_site.admin_view(self.do), name="licensing_do"),
            path("<int:pk>/check/<int:check>/", self.admin_site.admin_view(self.close_check), name="licensing_check"),
        ]
        return ours + super().get_urls()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "created_by", "officer")

    def get_object(self, request, object_id, from_field=None):
        """Read once for a page, though stock admin asks for it again."""
        if not hasattr(request, "file_shown"):
            request.file_shown = super().get_object(request, object_id, from_field)
        return request.file_shown

    def change_view(self, request, object_id, form_url="", extra_context=None):
        application = self.get_object(request, object_id)
        extra = {"reads": reads_files(request.user), "declares": may_declare(request.user)}
        if application:
            extra |= self.file(request, application) if extra["reads"] else {"events": self.events(application)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def file(self, request, application):
        """What the page shows of the file beside its fields."""
        rounds, today = list(application.rounds.all()), timezone.localdate()
        language = "en" if get_language() == "en" else "fr"
        prefetch_related_objects([application], Prefetch("checks", Check.objects.select_related("closed_by")))
        decides = may_decide(request.user, application)
        verbs = possible(application, by=request.user, among=desk.FORMS) if decides else []
        return {
            "anomalies": anomalies_of(application, rounds),
            "late_reports": late_reports(application, today),
            "round": rounds[-1] if rounds else None,
            "changes": self.changes(application, rounds, language),
            "documents": reviewed(application),
            "events": self.events(application),
            "buttons": [(verb, called(application, verb)) for verb in verbs],
            "checks": side_by_side(application, today),
            "holders": holders(application, today),
            **risk_of(application.organization_id),
            "recommendations": application.recommendations.select_related("by", "round"),
            "proposals": application.proposals.select_related("by", "round"),
            "requests": application.requests.prefetch_related("items__request__application"),
            "surroundings": surroundings(application.type, application.journey.answers, timezone.localdate()),
            "notice": notices.on_file(application),
            "inspected": inspection_check(application) is not None and inspects(request.user),
            "notes": application.notes.count(),
            "disclosures": disclosures.on_file(application) if application.type.disclosing else None,
        }

    def events(self, application):
        return [(event, called(application, event.verb)) for event in application.events.select_related("by")]

    def changes(self, application, rounds, language):
        """What the last round says otherwise than the one before it; the first, than the licence it is about."""
        before = rounds[-2] if len(rounds) > 1 else as_recorded(application)
        return changes(before, rounds[-1], language) if before and rounds else []

    def do(self, request, pk, verb):
        """One decision: its form, then its action."""
        application = self.find(request, pk)
        if verb not in desk.FORMS:
            raise Http404(verb)
        if not (may_decide(request.user, application) and TRANSITIONS[verb].who(request.user, application)):
            raise PermissionDenied(verb)
        form = desk.FORMS[verb](request.POST or None, application=application)
        shown = self.go_on(request, application, form) if pressed(request, form) else None
        if shown is DONE:
            return redirect("admin:licensing_application_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": called(application, verb),
            "application": application,
            "form": form,
            "preview": shown,
            "opts": self.opts,
        }
        return render(request, "admin/licensing/do.html", context)

    def go_on(self, request, application, form):
        """The letter to read before deciding, DONE, or None where the form is shown again with what is wrong."""
        try:
            return go_on(request, form) or DONE
        except STOPPED as stopped:
            application.refresh_from_db()
            if stopped.args == ("round",):
                form.add_error(None, read_next_round(form))
            elif isinstance(stopped, NotNow):
                text = _("This file has changed since you opened it: it is now “%(state)s”. Nothing was done.")
                form.add_error(None, text % {"state": application.get_state_display()})
            else:
                form.add_error(None, said_of(stopped))
        return None

    def close_check(self, request, pk, check):
        application = self.find(request, pk)
        if not may_decide(request.user, application):
            raise PermissionDenied
        check = get_object_or_404(Check, pk=check, application=application)
        if not check.definition.by_hand:
            raise Http404(check.code)
        form = desk.CloseCheck(request.POST or None)
        if request.method == "POST" and form.is_valid():
            actions.close_check(check, by=request.user, note=form.cleaned_data["note"])
            return redirect("admin:licensing_application_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": check.label,
            "application": application,
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/licensing/do.html", context)

    def find(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        application = get_object_or_404(Application, pk=pk)
        keep_out(request, application)
        return application
