"""The library of conditions, which the registrar keeps."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..definition import Sector
from ..models import ConditionText
from .places import NeverDeleted


class ConditionTextForm(forms.ModelForm):
    sectors = forms.MultipleChoiceField(label=_("Sectors"), choices=Sector, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ConditionText
        fields = ["code", "text_fr", "text_en", "sectors", "source", "certain", "active"]
        widgets = {name: forms.TextInput({"size": 100}) for name in ("text_fr", "text_en", "source")}


@admin.register(ConditionText)
class ConditionTextAdmin(NeverDeleted):
    """A condition without its French or its English is a draft: officers cannot choose it."""

    form = ConditionTextForm
    list_display = ["code", "text_fr", "text_en", "certain", "active"]
    list_filter = ["active"]
    search_fields = ["code", "text_fr", "text_en"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []
