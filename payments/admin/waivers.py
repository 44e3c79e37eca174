"""Waivers at the desk: the first officer writes the ground, a second approves, either may say no."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.actions.waivers import GRANT, decline_waiver, grant_waiver
from licensing.errors import NotNow
from licensing.models import Waiver
from licensing.models.conflicts import apart_from_conflicts

from ..actions import approve_waiver_and_refund, write_about_waiver
from ..errors import StillUnknown, Unreachable


@admin.register(Waiver)
class WaiverAdmin(admin.ModelAdmin):
    list_display = ["application", "ground", "asked_at", "granted_by", "approved_by", "declined_by"]
    list_filter = [("approved_by", admin.EmptyFieldListFilter), ("declined_by", admin.EmptyFieldListFilter), "ground"]
    list_select_related = ["application", "granted_by", "approved_by", "declined_by"]
    search_fields = ["application__ref"]
    fields = ["application", "ground", "text", "asked_by", "asked_at", "why", "granted_by", "granted_at",
              "approved_by", "approved_at", "declined_by", "declined_at"]  # fmt: skip
    readonly_fields = [name for name in fields if name != "why"]
    actions = ["approve", "decline"]

    def get_queryset(self, request):
        """But those about files from which this person stood aside."""
        return super().get_queryset(request).filter(apart_from_conflicts(request.user, "application__"))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm(GRANT) and (obj is None or obj.is_open)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "why" in form.base_fields:
            form.base_fields["why"].required = True
        return form

    def save_model(self, request, obj, form, change):
        """Writing the ground grants it; whoever writes it last cannot approve it."""
        grant_waiver(obj, by=request.user, why=form.cleaned_data["why"])

    def has_grant_permission(self, request):
        return request.user.has_perm(GRANT)

    @admin.action(description=gettext_lazy("Approve"), permissions=["grant"])
    def approve(self, request, waivers):
        self._each(request, waivers, lambda waiver: approve_waiver_and_refund(waiver, by=request.user))

    @admin.action(description=gettext_lazy("Refuse"), permissions=["grant"])
    def decline(self, request, waivers):
        def decline(waiver):
            done = decline_waiver(waiver, by=request.user)
            write_about_waiver(done, done.asked_by, "waiver_declined")

        self._each(request, waivers, decline)

    def _each(self, request, waivers, act):
        for waiver in waivers:
            try:
                act(waiver)
            except PermissionDenied:
                text = _("%(waiver)s: a second person approves what you granted.")
                self.message_user(request, text % {"waiver": waiver}, messages.ERROR)
            except (Unreachable, StillUnknown):
                text = _("%(waiver)s: the payment page could not be closed. Nothing was done: try again in a minute.")
                self.message_user(request, text % {"waiver": waiver}, messages.ERROR)
            except NotNow:
                text = _("%(waiver)s: write the ground first, or it is already decided.")
                self.message_user(request, text % {"waiver": waiver}, messages.ERROR)
