"""People, organizations and memberships on the staff desk."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from . import actions
from .access_admin import AccessPages, CodeInline, MemberInline, MembershipInline
from .help_admin import SignInHelp
from .models import Organization, User
from .records_admin import AddressInline, RoleInline, form_of
from .staff_admin import RoleChangeInline, StaffPages

# nobody reads or writes these rows: people look after their own, and staff help them through the page of a person
admin.site.unregister([Authenticator, UserSession])


class NewPerson(AdminUserCreationForm):
    """An account made by staff, known by its address."""

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name", "language")
        field_classes = {}

    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class PersonAdmin(StaffPages, SignInHelp, UserAdmin):
    """An account.  Its roles, and whether it is open, change by actions alone: nobody ticks themselves a right."""

    form, add_form = forms.ModelForm, NewPerson  # no password on the page, not even a glance at what is kept of it
    list_display = ["email", "last_name", "first_name", "language", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "is_superuser", "language"]
    search_fields = ["email", "first_name", "last_name", "phone"]
    ordering = ["last_name", "first_name", "email"]
    readonly_fields = [  # the address is the account: it cannot be changed
        "email", "is_active", "is_staff", "is_superuser", "held_roles", "last_login", "date_joined",
    ]  # fmt: skip
    inlines = [MembershipInline, RoleChangeInline]
    fieldsets = [
        (None, {"fields": ["email"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "phone", "other_phone", "born_on", "language"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "held_roles"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": [*NewPerson.Meta.fields, "usable_password", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None):
        return False

    def user_change_password(self, request, id, form_url=""):
        """Nobody sets the password of somebody else, who would then be them: the person asks for a link."""
        raise PermissionDenied("password")

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            actions.activate(obj)  # staff know whose address it is


@admin.register(Organization)
class OrganizationAdmin(AccessPages, admin.ModelAdmin):
    list_display = ["name", "kind", "city", "created_at"]
    list_filter = ["kind", "language"]
    search_fields = ["name", "email", "city", "postal_code", "external_number"]
    ordering = ["name"]
    readonly_fields = ["external_number", "created_at"]
    inlines = [AddressInline, RoleInline, MemberInline, CodeInline]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=form_of(obj.kind if obj else ""), **kwargs)
