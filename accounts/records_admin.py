"""The addresses and the people of an organization, on the staff desk."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .models import Address, Person, Role, fits


class FittingCode(forms.ModelForm):
    """An address whose postal code is in its province."""

    def clean(self):
        code, province = (self.cleaned_data.get(name) or "" for name in ("postal_code", "province"))
        if province and not fits(code, province.upper()):
            self.add_error("postal_code", _("The first letter of this postal code belongs to another province."))
        return self.cleaned_data


class AddressInline(admin.StackedInline):
    model = Address
    form = FittingCode
    extra = 0


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    autocomplete_fields = ["person"]


@admin.register(Person)
class PersonOfOrganizationAdmin(admin.ModelAdmin):
    """Somebody in an organization, with or without an account."""

    list_display = ["last_name", "first_name", "email", "external_number"]
    search_fields = ["last_name", "first_name", "email", "external_number"]
    autocomplete_fields = ["user"]
    readonly_fields = ["external_number"]
