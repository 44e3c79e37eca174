"""A step is one page of questions, and one page of questions is one Django form."""

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import formats
from django.utils.text import slugify

from icajo.words import money

from .answers import Answers, Row
from .drawing import Drawn


def asked(field, *, when):
    """`field`, asked only where `when(answers)` holds; it may look only at earlier steps."""
    field.asked_when = when
    return field


def given(field):
    """`field`, whose answer is put there by whoever starts the file: shown on its page, never taken from a form."""
    field.given, field.required = True, False
    return field


class Figure(NamedTuple):
    """Something worked out from the answers: shown on its page and in the transcript, never typed."""

    name: str
    label: Any
    text: str  # in the active language
    how: str = ""  # how it was worked out, in the active language


def seen(stored):
    """A short digest of what is stored of a step: a page carries the one it started from."""
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:16]


class Step(Drawn, forms.Form):
    """Questions asked on one page.  Knows nothing of who asks, of licences or of the database."""

    title = ""
    slug = ""
    intro = ""
    from_profile: dict[str, str] = {}  # {question: name of a profile fact}, copied when `use_my_information` is ticked
    repeats = False
    after_papers = False  # asked once the papers are attached, where the others come before
    do_not_call_in_templates = True  # `{{ step.title }}` needs no form

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.slug = slugify(re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__))

    @staticmethod
    def when(answers):
        """Is this step asked, given the answers to the steps before it?"""
        return True

    @staticmethod
    def worked_out(answers):
        """[Figure] that this page shows beside its questions, of its own answers and those before it."""
        return []

    def __init__(self, data=None, *, answers=None, draft=False, **kwargs):
        super().__init__(data, **kwargs)
        self.draft = draft
        for name, field in list(self.fields.items()):
            if answers is not None and not getattr(field, "asked_when", lambda a: True)(answers):
                del self.fields[name]
            elif draft or hasattr(field, "only_if"):  # a draft may have holes
                field.required = False

    def clean(self):
        """An answer counts only where the answer that reveals its question was given."""
        for name, field in self.fields.items():
            if not is_revealed(field, self.cleaned_data):
                self.cleaned_data[name] = None
                self._errors.pop(name, None)
            elif self._still_owed(name, field):
                self.add_error(name, ValidationError(field.error_messages["required"], params={"label": field.label}))
        return self.cleaned_data

    def _still_owed(self, name, field):
        conditional = hasattr(field, "only_if") and not field.optional
        empty = self.cleaned_data.get(name) in field.empty_values
        return conditional and empty and not self.draft and name not in self._errors

    def typed(self):
        """What the applicant typed, right or wrong: a draft loses nothing.  Ready for JSON."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
            if not hasattr(field, "given")
        }

    def quietly(self):
        """The same form, shown as it was left and not judged."""
        self._errors = ErrorDict()
        return self

    @classmethod
    def names(cls):
        """The questions this step adds to the answers."""
        return list(cls.base_fields)

    @classmethod
    def form(cls, stored, answers=None, **kwargs):
        return cls(stored or {}, answers=answers, **kwargs)

    @classmethod
    def read(cls, stored, answers=None):
        """The values of what was typed, each of its own type; what is missing, wrong or not asked is None."""
        form = cls.form(stored, answers, draft=True)
        form.is_valid()
        return {name: blank_is_none(form.cleaned_data.get(name)) for name in cls.names()}

    @classmethod
    def counting(cls, stored, answers):
        """What was typed, without the questions that are no longer asked."""
        form = cls.form(stored, answers, draft=True)
        form.is_valid()
        asked = [name for name, field in form.fields.items() if is_revealed(field, form.cleaned_data)]
        return {name: stored[name] for name in asked if name in stored}

    @classmethod
    def mistakes(cls, stored, answers=None):
        """[(row id or "", question, message)] for everything missing or wrong on this page."""
        errors = cls.form(stored, answers).errors
        return [("", name, message) for name, messages in errors.items() for message in messages]

    @classmethod
    def begun(cls, stored):
        return stored is not None


@dataclass(frozen=True)
class Total:
    """What a list comes to, over its rows: shown under it and wherever its answers are."""

    name: str
    of: Any  # the question whose numbers are added, or what each row is worth: worth(row)
    label: str

    def shown(self, step, stored, answers):
        rows = step.read(stored, answers)[step.names()[0]]
        total = sum(self.of(row) if callable(self.of) else getattr(row, self.of) or 0 for row in rows)
        return money(total) if isinstance(total, Decimal) else formats.number_format(total, force_grouping=True)


class RepeatingStep(Step):
    """The same questions about any number of people or things, each row on a page of its own.

    What is stored is a list of rows; each keeps an `id`, so that a row posted twice is one row.
    """

    repeats = True
    at_least = 0
    at_most = 500  # every page of the file reads the whole list
    too_few = ""
    row_name = ""  # what one row is called: "Designated member in charge"
    headings: tuple[str, ...] = ()  # the questions that the list shows
    totals: tuple[Total, ...] = ()
    imported = False  # long: comes from a spreadsheet too, and is told by its first rows; all its questions are asked

    @classmethod
    def names(cls):
        return [cls.slug.replace("-", "_")]

    @classmethod
    def read(cls, stored, answers=None):
        read = partial(Row, cls.value) if cls.imported else partial(cls._row, answers=answers)
        return {cls.names()[0]: [read(row) for row in stored or []]}

    @classmethod
    def value(cls, row, name):
        """One answer of a row of a long list, typed: nothing else of the row is read for it."""
        field = cls.base_fields[name]
        condition = getattr(field, "only_if", None)
        if condition and not condition.holds(cls.value(row, condition.question)):
            return None
        try:
            return blank_is_none(field.clean(field.widget.value_from_datadict(row, {}, name)))
        except ValidationError:
            return None

    @classmethod
    def counting(cls, stored, answers):
        return [{"id": row["id"], **super(RepeatingStep, cls).counting(row, answers)} for row in stored]

    @classmethod
    def _row(cls, row, answers):
        form = cls.form(row, answers, draft=True)
        form.is_valid()
        values = {name: blank_is_none(value) for name, value in form.cleaned_data.items()}
        return Answers(cls.base_fields).then(values, lambda: values)

    @classmethod
    def mistakes(cls, stored, answers=None):
        rows = stored or []
        found = [("", cls.names()[0], cls.too_few)] if len(rows) < cls.at_least else []
        return found + list(cls.mistakes_in(rows, answers))

    @classmethod
    def mistakes_in(cls, rows, answers=None):
        """(row id, question, message) for everything missing or wrong in these rows.  One form reads them all."""
        form = cls.form({}, answers)
        for row in rows:
            form.data, form._errors = row, None
            for name, messages in form.errors.items():
                for message in messages:
                    yield row["id"], name, message


def is_revealed(field, values):
    """Was the answer given, on the same page, that brings this question?"""
    condition = getattr(field, "only_if", None)
    return condition is None or condition.holds(values.get(condition.question))


def blank_is_none(value):
    """An empty string is no answer."""
    return None if value == "" else value
