"""Every question and answer as it was shown, in French and English: what officers, PDFs and audits read."""

from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo.words import long_date, money, phone

from .fields import Phone
from .step import is_revealed

LANGUAGES = ("fr", "en")


def transcript(journey):
    """{"fr": sections, "en": sections}; a section is {slug, title, lines: [{row, name, question, answer}]}."""
    shown = {}
    for language in LANGUAGES:
        with override(language):
            shown[language] = [section(journey, step) for step in journey.steps]
    return shown


def section(journey, step):
    """One step as shown in the active language."""
    stored = journey.stored.get(step.slug)
    rows = stored or [] if step.repeats else [stored or {}]
    return {
        "slug": step.slug,
        "title": str(step.title),
        "lines": [line for row in rows for line in lines(journey, step, row)] + totals(journey, step, stored),
    }


def totals(journey, step, stored):
    """What the rows of a list come to, one line for each question that it adds up."""
    return [
        {
            "row": "",
            "name": total.name,
            "question": str(total.label),
            "answer": total.shown(step, stored, journey.answers),
        }
        for total in (step.totals if step.repeats else ())
    ]


def lines(journey, step, row):
    form = step.form(row, journey.answers, draft=True)
    form.is_valid()
    return [
        {
            "row": row.get("id", ""),
            "name": name,
            "question": str(field.label),
            "answer": shown_as(field, form.cleaned_data.get(name), row.get(name)),
        }
        for name, field in form.fields.items()
        if is_revealed(field, form.cleaned_data) and name != "use_my_information"
    ]


def shown_answers(step, row, answers, names=None):
    """[(question, answer)] of one page or one row, as shown in the active language; only `names` where given."""
    form = step.form(row, answers, draft=True)
    form.is_valid()
    asked = names or [name for name, field in form.fields.items() if is_revealed(field, form.cleaned_data)]
    return [
        (form.fields[name].label, shown_as(form.fields[name], form.cleaned_data.get(name), row.get(name)))
        for name in asked
    ]


def shown_as(field, value, typed):
    """`value` in words, in the active language; what was typed where it could not be read."""
    if value is None or value == "":
        return typed if isinstance(typed, str) else ""
    if hasattr(field, "in_words"):
        return field.in_words(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return formats.number_format(value, force_grouping=True)
    if isinstance(field, Phone):
        return phone(value)
    if choices := dict(getattr(field, "choices", ())):
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(choices.get(one, one)) for one in chosen)
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, date):
        return long_date(value)
    return str(value)
