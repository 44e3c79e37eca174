"""Disclosures on the desk: how far each is, and the content for an officer who says why."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from icajo.admin import ReadOnly
from icajo.desk_form import DeskForm
from icajo.words import long_date

from ..actions import disclosed
from ..conflicts import keep_out
from ..disclosing import board
from ..errors import NotNow
from ..models import DisclosedPaper, Invitation, Reading
from ..models.conflicts import apart_from_conflicts


class Why(DeskForm):
    why = forms.CharField(
        label=gettext_lazy("Why do you read it?"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy(
            "Every reading is written down, with your name and your reason. The applicant never sees the content."
        ),
    )


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    change_form_template = "admin/licensing/disclosure.html"
    list_display = ["name", "application", "how_far", "sent_at", "expires_at"]
    list_select_related = ["application", "disclosure", "letter"]
    search_fields = ["name", "application__ref"]
    fields = [
        "application", "name", "email", "language", "is_entity", "how_far", "sent_by", "sent_at", "expires_at",
        "opened_at", "completed_at", "ended_as", "ended_at",
    ]  # fmt: skip

    def get_queryset(self, request):
        open_to_them = apart_from_conflicts(request.user, "application__")
        shown = super().get_queryset(request).filter(open_to_them)
        return shown.defer("sealed_token", "disclosure__sealed", "letter__body")

    @admin.display(description=gettext_lazy("how far it is"))
    def how_far(self, invitation):
        if invitation.ended_as:
            return invitation.get_ended_as_display()
        if invitation.completed_at:
            return _("Completed")
        return _("In progress") if invitation.disclosure_id else _("Sent")

    @admin.display(description=gettext_lazy("completed"))
    def completed_at(self, invitation):
        return invitation.completed_at

    def get_urls(self):
        ours = [
            path("<int:pk>/read/", self.admin_site.admin_view(self.read), name="licensing_read_disclosure"),
            path("<int:pk>/read/<int:paper>/", self.admin_site.admin_view(self.paper), name="licensing_read_paper"),
        ]
        return ours + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        invitation = self.get_object(request, object_id)
        extra = {
            "may_read": disclosed.may_read(request.user),
            "readings": readings(disclosure=invitation.disclosure_id) if invitation else [],
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def read(self, request, pk):
        """A reason first; then what was disclosed, once: the page is not kept, and another look needs a reason."""
        invitation = self.find(request, pk)
        form = Why(request.POST or None)
        context = self.admin_site.each_context(request) | {
            "title": _("Read the disclosure"),
            "application": invitation.application,
            "invitation": invitation,
            "form": form,
            "opts": self.opts,
        }
        if request.method != "POST" or not form.is_valid():
            return render(request, "admin/licensing/do.html", context)
        try:
            known = disclosed.read_disclosure(
                invitation, by=request.user, why=form.cleaned_data["why"], at=timezone.now()
            )
        except NotNow:
            messages.error(request, why_not(invitation.disclosure))
            return redirect("admin:licensing_invitation_change", pk)
        language = "en" if get_language() == "en" else "fr"
        context |= {
            "sections": known["transcript"][language],
            "declaration": known["declaration"][language],
            "papers": [{"pk": int(key)} | facts for key, facts in known["papers"].items()],
        }
        return render(request, "admin/licensing/disclosed.html", context)

    def paper(self, request, pk, paper):
        """A paper of a disclosure that this officer gave a reason to read within the last hour."""
        invitation = self.find(request, pk)
        if not invitation.completed_at or not disclosed.reads_now(invitation.disclosure, request.user, timezone.now()):
            return redirect("admin:licensing_read_disclosure", pk)
        try:
            return disclosed.open_paper(invitation.disclosure, paper)
        except DisclosedPaper.DoesNotExist as missing:
            raise Http404(paper) from missing

    def find(self, request, pk):
        if not disclosed.may_read(request.user):
            raise PermissionDenied
        invitation = get_object_or_404(Invitation.objects.select_related("application", "disclosure"), pk=pk)
        keep_out(request, invitation.application)
        return invitation


def why_not(disclosure):
    if disclosure and disclosure.is_destroyed:
        day = long_date(timezone.localdate(disclosure.saved_at))
        return _("What was disclosed was destroyed on %(day)s: nothing had stood on it for two years.") % {"day": day}
    return _("It is not completed yet: nobody reads it.")


def readings(**of):
    """Who read, when and why, newest first."""
    return Reading.objects.filter(**of).select_related("by", "disclosure")


def on_file(application):
    """What the page of a file shows of its disclosures: where each stands, and every reading."""
    return {
        "places": board(application),
        "readings": readings(disclosure__invitations__application=application).distinct(),
    }
