"""Schools and municipalities' decisions on the desk: they come from files, and staff correct them here."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import MunicipalityStance, School


class NeverDeleted(admin.ModelAdmin):
    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(School)
class SchoolAdmin(NeverDeleted):
    """A school that closes gets its last day; where it lies comes with the file alone."""

    list_display = ["number", "name", "kind", "municipality", "main_occupant", "on_reserve", "online_only"]
    list_filter = ["kind", "main_occupant", "on_reserve", "online_only"]
    search_fields = ["number", "name", "municipality"]
    readonly_fields = ["number"]

    def has_add_permission(self, request):
        return False


class StanceForm(forms.ModelForm):
    class Meta:
        model = MunicipalityStance
        fields = ["name", "kind", "stance", "since", "source", "listed_on"]

    def clean_stance(self):
        stance = self.cleaned_data["stance"]
        if self.instance.pk and self.initial["stance"] == MunicipalityStance.Stance.IN != stance:
            raise forms.ValidationError(_("This municipality opted in: it cannot opt out any more."))
        return stance


@admin.register(MunicipalityStance)
class MunicipalityStanceAdmin(NeverDeleted):
    form = StanceForm
    list_display = ["name", "kind", "stance", "since", "listed_on"]
    list_filter = ["stance"]
    search_fields = ["name"]

    def get_readonly_fields(self, request, obj=None):
        return ["name", "kind"] if obj else []  # the same municipality, whatever it decides
