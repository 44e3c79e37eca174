"""Every question and answer as it was shown, in French and English: what officers, PDFs and audits read."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo.words import long_date, money, phone

from .fields import Phone
from .step import is_revealed

LANGUAGES = ("fr", "en")
FIRST = 25  # rows of a long list that are told one by one


class Line(NamedTuple):
    row: str
    name: str
    question: str
    answer: str


def transcript(journey):
    """{"fr": sections, "en": sections}; a section is {slug, title, lines: [{row, name, question, answer}]}."""
    shown = {}
    for language in LANGUAGES:
        with override(language):
            shown[language] = [section(journey, step) for step in journey.steps]
    return shown


def section(journey, step):
    """One step as shown in the active language; of a long list the first rows, how many there are, and their mark."""
    stored = journey.stored.get(step.slug)
    rows = stored or [] if step.repeats else [stored or {}]
    shown, rest = (rows[:FIRST], rows[FIRST:]) if step.repeats and step.imported else (rows, [])
    told = {
        "slug": step.slug,
        "title": str(step.title),
        "lines": [line for row in shown for line in lines(journey, step, row)]
        + totals(journey, step, stored)
        + figures(step, journey.answers)
        + (whole_list(rows) if rest else []),
    }
    return told | {"rows": len(rows)} if rest else told


def whole_list(rows):
    """How many rows a list has of which only the first are told, and a mark of all of them: it differs if one does."""
    mark = hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    told = _("%(count)s in all; the first %(first)s are shown here")
    count = formats.number_format(len(rows), force_grouping=True)
    return [
        Line("", "whole_list_count", _("Lines of this list"), told % {"count": count, "first": FIRST})._asdict(),
        Line("", "whole_list_mark", _("Fingerprint of the whole list (SHA-256)"), mark)._asdict(),
    ]


def figures(step, answers):
    """What the page works out, one line each: the result, then how."""
    return [
        Line("", one.name, str(one.label), f"{one.text}\n{one.how}" if one.how else one.text)._asdict()
        for one in step.worked_out(answers)
    ]


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
        if is_revealed(field, form.cleaned_data)
        and name != "use_my_information"
        and not (hasattr(field, "given") and form.cleaned_data.get(name) in field.empty_values)
    ]


def shown_answers(step, row, answers, names=None):
    """[(question, answer)] of one page or one row, as shown in the active language; only `names` where given."""
    form = step.form(row, answers, draft=True)
    form.is_valid()
    if names is None:
        names = [name for name, field in form.fields.items() if is_revealed(field, form.cleaned_data)]
    return [
        (form.fields[name].label, shown_as(form.fields[name], form.cleaned_data.get(name), row.get(name)))
        for name in names
    ]


def given_answers(step, stored, answers):
    """[(question, answer)] of what was put on a page by whoever started the file; what is not known is left out."""
    names = [name for name, field in step.base_fields.items() if hasattr(field, "given")]
    return [(question, answer) for question, answer in shown_answers(step, stored or {}, answers, names) if answer]


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
