"""Roles of staff on the desk: given, taken and explained on the page of a person; the roles themselves are read."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from icajo.admin import ReadOnly
from icajo.desk_form import DeskForm

from . import actions
from .access_admin import ReadOnlyRows, page
from .actions.staff import roles_of
from .models import RoleChange, User
from .permissions import manages_staff
from .roles import BY_CODE, BY_GROUP, ROLES


class Why(DeskForm):
    why = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea, max_length=1000)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)


class ChooseRoles(Why):
    field_order = ["roles", "why"]
    roles = forms.MultipleChoiceField(label=gettext_lazy("Roles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, person=person, initial={"roles": [one.code for one in roles_of(person)]}, **kwargs)
        self.fields["roles"].choices = [(one.code, f"{one.name} – {one.does}") for one in ROLES]


VERBS = {  # (form, action, label, whether it is for an open account)
    "roles": (ChooseRoles, actions.change_roles, gettext_lazy("Change the roles"), True),
    "close": (Why, actions.close_account, gettext_lazy("Close the account"), True),
    "open": (Why, actions.open_account, gettext_lazy("Open the account again"), False),
}


class StaffPages:
    """For the page of a person: the roles, and the account itself; each change asks why."""

    def get_urls(self):
        staff = self.admin_site.admin_view(self.staff)
        return [path("<int:pk>/staff/<slug:verb>/", staff, name="accounts_user_staff"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        may = person is not None and manages_staff(request.user, person)
        buttons = [
            (f"staff/{verb}", label)
            for verb, (_form, _act, label, when_open) in VERBS.items()
            if may and person.is_active == when_open
        ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "buttons": buttons})

    def staff(self, request, pk, verb):
        person = get_object_or_404(User, pk=pk)
        if not manages_staff(request.user, person):
            raise PermissionDenied(verb)
        if verb not in VERBS:
            raise Http404(verb)
        form_class, act, label, when_open = VERBS[verb]
        if person.is_active != when_open:
            return redirect("admin:accounts_user_change", pk)
        form = form_class(request.POST or None, person=person)
        if form.is_valid():
            act(person, by=request.user, **form.cleaned_data)
            messages.success(request, _("Done: %(what)s.") % {"what": label})
            return redirect("admin:accounts_user_change", pk)
        return page(request, self, label, person, form=form)

    @admin.display(description=gettext_lazy("Roles"))
    def held_roles(self, person):
        return ", ".join(str(role.name) for role in roles_of(person)) or None


class InWords:
    """The name of a role, in the language of the page."""

    @admin.display(description=pgettext_lazy("of staff", "role"), ordering="role")
    def role_name(self, change):
        return BY_CODE[change.role].name if change.role in BY_CODE else change.role or None


class RoleChangeInline(InWords, ReadOnlyRows):
    model = RoleChange
    fk_name = "person"
    fields = ["at", "what", "role_name", "by", "why"]
    readonly_fields = ["role_name"]


@admin.register(RoleChange)
class RoleChangeAdmin(InWords, ReadOnly):
    list_display = ["at", "person", "what", "role_name", "by", "why"]
    list_filter = ["what", "role"]
    list_select_related = ["person", "by"]
    search_fields = ["person__email", "person__last_name", "by__email"]
    date_hierarchy = "at"
    fields = ["person", "what", "role_name", "by", "at", "why"]
    readonly_fields = ["role_name"]


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(ReadOnly):
    """The roles are declared in code: here one reads what each may do, and who has it."""

    list_display = ["role", "does"]
    ordering = ["pk"]
    fields = ["role", "does", "may", "people"]
    readonly_fields = fields

    @admin.display(description=pgettext_lazy("of staff", "role"), ordering="name")
    def role(self, group):
        return BY_GROUP[group.name].name if group.name in BY_GROUP else group.name

    @admin.display(description=gettext_lazy("what it is for"))
    def does(self, group):
        return BY_GROUP[group.name].does if group.name in BY_GROUP else _("No role: a group made by hand.")

    @admin.display(description=gettext_lazy("what it may do"))
    def may(self, group):
        found = group.permissions.select_related("content_type")
        return format_html_join(
            "\n", "<div>{}</div>", ([f"{one.content_type.app_label}.{one.codename}"] for one in found)
        )

    @admin.display(description=gettext_lazy("who has it"))
    def people(self, group):
        return ", ".join(f"{one} <{one.email}>" for one in group.user_set.order_by("email")) or None
