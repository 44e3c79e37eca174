"""The teams of the desk: an administrator says which sectors each of the staff takes files of."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..definition import Sector
from ..models import TeamMember
from .places import NeverDeleted


class TeamForm(forms.ModelForm):
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=Sector, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = TeamMember
        fields = ["officer", "sectors"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "officer" in self.fields:
            officers = self.fields["officer"].queryset
            self.fields["officer"].queryset = officers.filter(is_staff=True, is_active=True).order_by("last_name")


@admin.register(TeamMember)
class TeamMemberAdmin(NeverDeleted):
    """Whoever leaves a team keeps their row, without its sector."""

    form = TeamForm
    list_display = ["officer", "sectors_taken"]
    list_select_related = ["officer"]

    @admin.display(description=_("sectors"))
    def sectors_taken(self, member):
        return ", ".join(str(Sector(one).label) for one in member.sectors)

    def get_readonly_fields(self, request, obj=None):
        return ["officer"] if obj else []
