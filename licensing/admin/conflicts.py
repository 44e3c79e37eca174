"""Conflicts of interest on the desk: declared from the page of a file, looked at and lifted here."""

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

from .. import actions
from ..conflicts import keep_out
from ..models import Application, Conflict
from ..permissions import lifts_conflicts, may_declare


class Declaration(DeskForm):
    FILE, ORGANIZATION = "file", "organization"

    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[
            (FILE, gettext_lazy("This file")),
            (ORGANIZATION, gettext_lazy("All files of this applicant")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("What is the conflict?"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=gettext_lazy(
            "From now on these files are closed to you, and those that you work on wait for another officer. "
            "Only the registrar or an administrator can open them to you again."
        ),
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        if application.organization_id is None:
            del self.fields["about"]

    @property
    def is_about_all(self):
        return self.cleaned_data.get("about") == self.ORGANIZATION


class Lifting(DeskForm):
    why = forms.CharField(label=gettext_lazy("Why is it lifted?"), widget=forms.Textarea, max_length=2000)


class Conflicts:
    """What the pages of a file have for declaring one; mixed into them."""

    def get_urls(self):
        declare = path("<int:pk>/conflict/", self.admin_site.admin_view(self.declare), name="licensing_conflict")
        return [declare, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).without_conflicts(request.user)

    def get_object(self, request, object_id, from_field=None):
        """Not among those that this person opens: with a word why, where they stood aside."""
        found = super().get_object(request, object_id, from_field)
        if found is None and object_id.isdecimal():
            keep_out(request, Application.objects.filter(pk=object_id).first())
        return found

    def declare(self, request, pk):
        if not may_declare(request.user):
            raise PermissionDenied
        application = self.find(request, pk)
        form = Declaration(request.POST or None, application=application)
        if request.method == "POST" and form.is_valid():
            actions.declare_conflict(
                application,
                by=request.user,
                why=form.cleaned_data["why"],
                whole_organization=form.is_about_all,
                at=timezone.now(),
            )
            messages.success(request, _("Your conflict of interest is written down. The file is closed to you."))
            return redirect("admin:licensing_application_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Declare a conflict of interest"),
            "opts": self.opts,
            "application": application,
            "form": form,
        }
        return render(request, "admin/licensing/do.html", context)


@admin.register(Conflict)
class ConflictAdmin(ReadOnly):
    change_form_template = "admin/licensing/conflict.html"
    list_display = ["since", "officer", "application", "organization", "until"]
    list_filter = [("until", admin.EmptyFieldListFilter)]
    list_select_related = ["officer", "application", "organization"]
    search_fields = ["officer__last_name", "application__ref", "organization__name"]
    fields = ["officer", "application", "organization", "why", "since", "until", "lifted_by", "lifted_why"]

    def get_urls(self):
        lift = path("<int:pk>/lift/", self.admin_site.admin_view(self.lift), name="licensing_lift_conflict")
        return [lift, *super().get_urls()]

    def lift(self, request, pk):
        if not lifts_conflicts(request.user):
            raise PermissionDenied
        conflict = get_object_or_404(Conflict, pk=pk)
        form = Lifting(request.POST or None)
        if request.method == "POST" and form.is_valid():
            why = form.cleaned_data["why"]
            if actions.lift_conflict(conflict, by=request.user, why=why, at=timezone.now()):
                messages.success(request, _("The conflict is lifted: the files are open to the officer again."))
            return redirect("admin:licensing_conflict_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Lift the conflict of interest"),
            "opts": self.opts,
            "original": conflict,
            "form": form,
        }
        return render(request, "admin/licensing/lift.html", context)
