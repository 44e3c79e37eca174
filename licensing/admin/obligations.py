"""The reports that licences owe, for the staff: which are late, and which were sent."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from icajo.admin import ReadOnly

from ..models import Obligation


class Place(admin.SimpleListFilter):
    """Late ones are what the list is opened for."""

    title, parameter_name = _("where it stands"), "place"

    def lookups(self, request, model_admin):
        return [("late", _("Late")), ("to-send", _("To send")), ("accepted", _("Accepted reports"))]

    def queryset(self, request, queryset):
        if self.value() == "late":
            return queryset.late(timezone.localdate())
        if self.value() == "to-send":
            return queryset.to_send()
        return queryset.exclude(accepted_on=None) if self.value() == "accepted" else queryset


@admin.register(Obligation)
class ObligationAdmin(ReadOnly):
    list_display = ["of_licence", "holder", "due_on", "covers_from", "covers_to", "report", "accepted_on"]
    list_display_links = ["due_on"]
    list_select_related = ["licence", "report"]
    list_filter = [Place]
    search_fields = ["licence__number", "licence__holder"]
    fields = [
        "licence", "procedure_code", "number", "covers_from", "covers_to", "due_on", "first_due_on", "report",
        "accepted_on", "dropped_on", "lifted_at", "lifted_by", "lifted_why",
    ]  # fmt: skip

    @admin.display(description=_("licence"), ordering="licence__number")
    def of_licence(self, owed):
        page = reverse("admin:licensing_licence_change", args=[owed.licence_id])
        return format_html('<a href="{}">{}</a>', page, owed.licence.number)

    @admin.display(description=_("licence holder"), ordering="licence__holder")
    def holder(self, owed):
        return owed.licence.holder
