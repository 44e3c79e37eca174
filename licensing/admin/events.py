"""What happened to files, and what still has to follow."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.admin import ReadOnly

from .. import tasks
from ..casework import TRANSITIONS
from ..models import Event
from ..models.conflicts import apart_from_conflicts


class Owed(admin.SimpleListFilter):
    """What still has to follow an event, and what is no longer tried by itself."""

    title = gettext_lazy("what follows")
    parameter_name = "owed"

    def lookups(self, request, model_admin):
        return [("yes", _("still to be done")), ("given-up", _("given up: for the staff"))]

    def queryset(self, request, events):
        if self.value() is None:
            return events
        least = tasks.MOST_ATTEMPTS if self.value() == "given-up" else 0
        return events.exclude(pending=[]).filter(attempts__gte=least)


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "application", "what", "pending", "attempts"]
    list_filter = [Owed, "verb"]
    list_select_related = ["application"]
    search_fields = ["application__ref"]
    fields = ["application", "what", "by", "at", "note", "pending", "attempts"]
    actions = ["queue_again"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(apart_from_conflicts(request.user, "application__"))

    @admin.display(description=gettext_lazy("what"), ordering="verb")
    def what(self, event):
        return TRANSITIONS[event.verb].label

    def has_queue_permission(self, request):
        return request.user.has_perm("licensing.decide_application")

    @admin.action(description=gettext_lazy("Do again what is still to be done"), permissions=["queue"])
    def queue_again(self, request, events):
        count = tasks.queue_again(events)
        self.message_user(request, _("Events whose follow-ups are tried again: %(count)s") % {"count": count})
