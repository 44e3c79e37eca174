"""Why a fee is what it is, for templates: `{% load fees %}`."""

from django import template
from django.utils.translation import get_language

from .. import fees

register = template.Library()


@register.filter
def explained(lines):
    """The kept lines of a round, in the language of the page."""
    return fees.explained(lines or [], "en" if get_language() == "en" else "fr")


@register.filter
def percent(share):
    """A share of one as a percentage, without needless zeros."""
    return f"{(share * 100).normalize():f}"
