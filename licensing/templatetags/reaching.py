"""A banner for those whom our letters do not reach: `{% load reaching %}{% unreachable_banner %}`."""

from django import template

from ..unreachable import unreachable

register = template.Library()


@register.inclusion_tag("licensing/unreachable.html", takes_context=True)
def unreachable_banner(context):
    return {"unreachable": unreachable(context["request"].user)}
