"""Fee rates: proposed for a day to come, approved by somebody else, and read only once they count."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.actions.rates import approve_rate
from licensing.errors import NotNow
from licensing.models import FeeRate


class Proposal(forms.ModelForm):
    class Meta:
        model = FeeRate
        fields = ["code", "purpose", "years", "unit", "amount", "in_force_from", "source", "source_fr", "certain"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source_fr" in self.fields:  # a rate that counts is only read
            self.fields["source_fr"].required = True

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not FeeRate.objects.filter(code=code, proposed_by=None).exists():
            raise forms.ValidationError(_("No fee rule uses this code."))
        return code

    def clean_in_force_from(self):
        day = self.cleaned_data["in_force_from"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def clean(self):
        facts = super().clean()
        if facts.get("unit") == FeeRate.Unit.SHARE and facts.get("amount", 0) > 1:
            self.add_error("amount", _("A share is a part of one: 0.03 is 3%."))
        return facts


@admin.register(FeeRate)
class FeeRateAdmin(admin.ModelAdmin):
    form = Proposal
    list_display = ["code", "purpose", "years", "unit", "amount", "in_force_from", "certain", "stand", "source"]
    list_filter = ["code", "certain"]
    list_select_related = ["proposed_by", "approved_by"]
    readonly_fields = ["proposed_by", "approved_by", "approved_at"]
    actions = ["approve"]

    @admin.display(description=gettext_lazy("approved"), boolean=True)
    def stand(self, rate):
        return rate.stands

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.stands)

    def has_delete_permission(self, request, obj=None):
        return obj is not None and not obj.stands and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Whoever writes it last proposes it."""
        obj.proposed_by = request.user
        super().save_model(request, obj, form, change)

    def has_approve_permission(self, request):
        return request.user.has_perm("licensing.approve_feerate")

    @admin.action(description=gettext_lazy("Approve"), permissions=["approve"])
    def approve(self, request, rates):
        for rate in rates:
            try:
                approve_rate(rate, by=request.user, on=timezone.localdate())
                self.message_user(request, _("Approved: %(rate)s") % {"rate": rate}, messages.SUCCESS)
            except PermissionDenied:
                text = _("%(rate)s: a second person approves what you proposed.")
                self.message_user(request, text % {"rate": rate}, messages.ERROR)
            except NotNow:
                text = _("%(rate)s: already approved, or its day has come.")
                self.message_user(request, text % {"rate": rate}, messages.ERROR)
