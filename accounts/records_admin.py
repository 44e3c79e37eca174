"""The addresses and the people of an organization, on the staff desk."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from icajo.journey import fields

from . import kinds
from .models import Address, Person, Role, fits


class FittingCode(forms.ModelForm):
    """An address whose postal code is in its province."""

    def clean(self):
        code, province = (self.cleaned_data.get(name) or "" for name in ("postal_code", "province"))
        if province and not fits(code, province.upper()):
            self.add_error("postal_code", _("The first letter of this postal code belongs to another province."))
        return self.cleaned_data


class FactsOfAKind(FittingCode):
    """An organization with what its kind is asked; where the kind is changed, the other questions come once saved."""

    asked: tuple = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.asked:
            self.initial.setdefault(name, self.instance.facts.get(name))

    def clean(self):
        typed = super().clean()
        answered = kinds.kept({name: typed.get(name) for name in self.asked})
        others = {name: known for name, known in self.instance.facts.items() if name not in self.asked}
        self.instance.facts = others | answered
        return typed


def form_of(kind: str) -> type[FactsOfAKind]:
    """The form of an organization of this kind; staff may leave blank what nobody has told them."""
    asked = {name: at_the_desk(field) for name, field in kinds.questions(kind).items()}
    return type("OrganizationForm", (FactsOfAKind,), {**asked, "asked": tuple(asked)})


def at_the_desk(field):
    """A date is drawn by the desk in its own way, and checked in ours."""
    if isinstance(field, fields.Day):
        drawn = forms.DateField(label=field.label, required=False, widget=AdminDateWidget)
        drawn.validators.append(field.check)
        return drawn
    field.required = False
    return field


class AddressInline(admin.StackedInline):
    model = Address
    form = FittingCode
    extra = 0


class RoleInline(admin.StackedInline):
    model = Role
    extra = 0
    raw_id_fields = ["person"]


@admin.register(Person)
class PersonOfOrganizationAdmin(admin.ModelAdmin):
    """Somebody in an organization, with or without an account."""

    list_display = ["last_name", "first_name", "email", "external_number"]
    search_fields = ["last_name", "first_name", "email", "external_number"]
    raw_id_fields = ["user"]
    readonly_fields = ["external_number"]
