"""Is a report late today, for templates: `{% load lateness %}`."""

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def is_late(obligation):
    return obligation.is_late(timezone.localdate())


@register.filter
def refreshed_on(application):
    """The day on which a report under way was last brought up to date with its licence; None where it never was."""
    if not application.pk or application.procedure.effect.decides:
        return None
    event = application.events.filter(verb="refresh").last()
    return event and timezone.localdate(event.at)
