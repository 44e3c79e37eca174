"""The kinds of question a page can ask: plain words when something is wrong, patient with how people type.

Every widget gives back what it was given: what was typed is kept as JSON and the form is made again from it.
Every label comes first, `Money(_("Price of a ticket"))`; every field takes Django's `help_text` and `required`.
"""

import copy
import datetime
import re
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from localflavor.ca.forms import CAPostalCodeField

from . import wording
from .parts import DayParts, three_parts
from .typed import read_money, read_phone, read_whole_number

MOST_MONEY = Decimal("999999999.99")
MOST_NUMBER = 2**31 - 1  # what a PostgreSQL integer holds


class Condition(NamedTuple):
    """A question is asked only if another on the same page has one of these answers."""

    question: str
    values: tuple

    def holds(self, answer):
        """Is this the answer that brings the question?  Takes what was typed ("yes") or what it means (True)."""
        if isinstance(answer, (list, tuple)):  # of several boxes, any
            return any(self.holds(one) for one in answer)
        return _as_typed(answer) in {_as_typed(value) for value in self.values}


def _as_typed(answer):
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "" if answer is None else str(answer)


def only_if(question, field, *, equals=True):
    """Marks `field` as asked only if `question` is answered with `equals` (a value, or a tuple); returns the field."""
    field.only_if = Condition(question, tuple(equals) if isinstance(equals, (tuple, list, set)) else (equals,))
    field.needed = field.required  # once it is asked
    return field


class Plain(forms.Field):
    """Errors in plain words that name the question; a label first; attributes by their HTML name."""

    def __init__(self, label=None, *, width=None, autocomplete=None, **kwargs):
        self.width, self.autocomplete = width, autocomplete
        super().__init__(label=label, **kwargs)
        self.optional = not self.required

    def __deepcopy__(self, memo):
        """A form's own copy.  Choices and checks are shared: a form replaces them or leaves them, it never adds."""
        own = copy.copy(self)
        own.widget = copy.copy(self.widget)
        own.widget.attrs = self.widget.attrs.copy()
        own.error_messages = self.error_messages.copy()
        return own

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        if self.width:
            attrs["class"] = f"govuk-input--width-{self.width}"
        if self.autocomplete:
            attrs["autocomplete"] = self.autocomplete
        return attrs

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as error:
            for one in error.error_list:
                one.params = {**(one.params or {}), "label": self.label}
            raise


class Words(Plain, forms.CharField):
    """A line of text.  `unit` is printed after the box."""

    default_error_messages = wording.WORDS

    def __init__(self, label=None, *, max_length=200, unit="", **kwargs):
        self.unit = unit
        super().__init__(label, max_length=max_length, **kwargs)


class LongText(Plain, forms.CharField):
    """Some sentences, with a character count."""

    widget = forms.Textarea
    default_error_messages = wording.WORDS

    def __init__(self, label=None, *, max_length=4000, rows=5, **kwargs):
        super().__init__(label, max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value):
        """A line break is one character, however the browser sent it."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Email(Plain, forms.EmailField):
    default_error_messages = wording.EMAIL

    def __init__(self, label=None, *, autocomplete="email", **kwargs):
        kwargs.setdefault("max_length", 254)  # what the columns hold
        super().__init__(label, autocomplete=autocomplete, **kwargs)
        self.widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}


class Choice(Plain, forms.ChoiceField):
    """Radios.  `hints` explains an option under it: {value: text}."""

    widget = forms.RadioSelect
    default_error_messages = wording.CHOICE

    def __init__(self, label=None, *, choices=(), hints=(), **kwargs):
        self.hints = dict(hints)
        super().__init__(label, choices=choices, **kwargs)


class Select(Plain, forms.ChoiceField):
    """A drop-down, for long lists; it starts on nothing, so an answer is always a choice."""

    default_error_messages = wording.CHOICE

    def __init__(self, label=None, *, choices=(), **kwargs):
        offered: Any = forms.ChoiceField(choices=choices)
        super().__init__(label, choices=lambda: [("", _("Choose")), *offered.choices], **kwargs)


class Ticks(Plain, forms.MultipleChoiceField):
    """Several boxes to tick, of which one at least."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = wording.CHOICE

    def __init__(self, label=None, *, choices=(), hints=(), **kwargs):
        self.hints = dict(hints)
        super().__init__(label, choices=choices, **kwargs)


class Tick(Plain, forms.BooleanField):
    """One box; a required one must be ticked to go on."""

    default_error_messages = wording.TICK


class YesNo(Plain, forms.TypedChoiceField):
    """Yes or no: kept as "yes" or "no", read as True or False, and None where not answered."""

    widget = forms.RadioSelect
    default_error_messages = wording.CHOICE

    def __init__(self, label=None, **kwargs):
        choices = (("yes", _("Yes")), ("no", _("No")))
        super().__init__(label, choices=choices, coerce=lambda value: value == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value):
        return _as_typed(value)

    def to_python(self, value):
        return super().to_python(_as_typed(value))


class PostalCode(Plain, CAPostalCodeField):
    """A Canadian postal code in any case, with or without a space; `ontario` accepts only the province's.

    `city` names the question on the same page whose empty box the code may fill.
    """

    default_error_messages = wording.POSTAL_CODE

    def __init__(self, label=None, *, ontario=False, city="", width=10, autocomplete="postal-code", **kwargs):
        self.ontario, self.city = ontario, city
        super().__init__(label, width=width, autocomplete=autocomplete, **kwargs)
        self.widget.attrs |= {"autocapitalize": "characters", "data-city": city or None}

    def to_python(self, value):
        return re.sub(r"[\s-]", "", super().to_python(value) or "").upper()

    def validate(self, value):
        super().validate(value)
        if value and self.ontario and value[0] not in "KLMNP":
            raise ValidationError(self.error_messages["elsewhere"], code="elsewhere")


class Phone(Plain, forms.CharField):
    """A telephone number as people write it, extension included; read as `+16135550147` or `+16135550147x12`."""

    widget = forms.TextInput
    default_error_messages = wording.PHONE

    def __init__(self, label=None, *, width=20, autocomplete="tel", **kwargs):
        super().__init__(label, max_length=40, width=width, autocomplete=autocomplete, **kwargs)
        self.widget.input_type = "tel"

    def to_python(self, value):
        typed = super().to_python(value)
        number = read_phone(typed) if typed else ""
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class Money(Plain, forms.DecimalField):
    """Dollars and cents, typed in either language's way.  `min_value` is zero unless told."""

    widget = forms.TextInput
    money = True  # drawn with its dollar sign
    default_error_messages = wording.MONEY

    def __init__(self, label=None, *, min_value=Decimal(0), max_value=MOST_MONEY, width=10, **kwargs):
        super().__init__(label, min_value=min_value, max_value=max_value, width=width, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            if not value.strip():
                return None
            value = read_money(value)
        if value is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        amount = Decimal(value)
        # what is beyond reason is left to the limits to refuse: it has more digits than can be rounded
        return amount if amount.copy_abs() > MOST_MONEY else amount.quantize(Decimal("0.01"))

    def prepare_value(self, value):
        if isinstance(value, (Decimal, int, float)):
            return formats.number_format(value, 2, force_grouping=True)
        return value


class WholeNumber(Plain, forms.IntegerField):
    """A whole number, spaces or not between the thousands.  `unit` is printed after the box."""

    widget = forms.TextInput
    default_error_messages = wording.WHOLE_NUMBER

    def __init__(self, label=None, *, min_value=0, max_value=MOST_NUMBER, unit="", width=5, **kwargs):
        self.unit = unit
        super().__init__(label, min_value=min_value, max_value=max_value, width=width, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value):
        if isinstance(value, str):
            value = read_whole_number(value)
            if value is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Day(Plain, forms.Field):
    """A date in three parts.  `birthday=True` lets the browser fill in the person's own."""

    widget = DayParts
    default_error_messages = wording.DAY

    def __init__(self, label=None, *, birthday=False, help_text=None, **kwargs):
        if help_text is None:
            help_text = _("Year, month and day, for example 1985 3 27") if birthday else _("For example, 2027 3 27")
        super().__init__(label, autocomplete="bday" if birthday else None, help_text=help_text, **kwargs)

    def to_python(self, value):
        if isinstance(value, datetime.date):
            return value
        parts = [str(part).strip() for part in three_parts(value)]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self._day(*map(int, parts))

    def _day(self, year, month, day):
        if year < 1000:
            raise ValidationError(self.error_messages["short_year"], code="short_year")
        try:
            return datetime.date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def has_changed(self, initial, data):
        return three_parts(initial) != three_parts(data)
