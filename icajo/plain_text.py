"""Templates of plain text: letters, declarations."""

from django.template import Context
from django.template.loader import get_template


def written(template: str, facts: dict) -> str:
    """The text of a template; it is never shown as HTML, so that an apostrophe stays an apostrophe."""
    return get_template(template).template.render(Context(facts, autoescape=False)).strip()
