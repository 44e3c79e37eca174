"""The risk level of a holder, with its history: for the staff who read files, and changed by those who decide."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization
from icajo.desk_form import DeskForm

from ..actions.risk import assess_risk
from ..models import RiskAssessment, RiskLevel
from ..models.applications import reads_files
from ..permissions import decides


class Assessing(DeskForm):
    level = forms.TypedChoiceField(
        label=gettext_lazy("Risk level"), choices=RiskLevel, coerce=int, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=gettext_lazy("Reasons"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=gettext_lazy(
            "Past conduct, infractions, honesty, financial responsibility, training and experience, the place. "
            "Read by the staff who read files, never by the holder. It stays as it is."
        ),
    )


class Risks:
    """What the pages of a licence have for the risk level of its holder; mixed into them."""

    def get_urls(self):
        risk = path("holder/<int:organization>/risk/", self.admin_site.admin_view(self.risk), name="licensing_risk")
        return [risk, *super().get_urls()]

    def risk(self, request, organization):
        if not (request.user.is_staff and reads_files(request.user)):
            raise PermissionDenied("risk")
        holder = get_object_or_404(Organization, pk=organization)
        form = Assessing(request.POST or None) if decides(request.user) else None
        if request.method == "POST":
            if form is None:
                raise PermissionDenied("risk")
            if form.is_valid():
                assess_risk(holder, by=request.user, **form.cleaned_data)
                messages.success(request, _("The risk level is written down."))
                return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": _("Risk level of %(holder)s") % {"holder": holder.name},
            "opts": self.opts,
            "level": RiskAssessment.objects.level_of(holder.pk),
            "assessments": holder.risk_assessments.select_related("by"),
            "form": form,
        }
        return render(request, "admin/licensing/risk.html", context)


def risk_of(organization_id) -> dict:
    """What the page of a file or of a licence shows of its holder's level."""
    return {"risk": RiskAssessment.objects.level_of(organization_id), "risk_of": organization_id}
