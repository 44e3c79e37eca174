"""Is a report late today, for templates: `{% load lateness %}`."""

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def is_late(obligation):
    return obligation.is_late(timezone.localdate())
