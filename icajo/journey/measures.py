"""Parts of a hundred and times of the day: read as people write them, and written back in either language's way."""

import datetime
import re
from decimal import Decimal

from babel.numbers import format_percent
from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import get_language

from icajo.words import time_of_day

from . import wording
from .fields import Plain
from .typed import read_time

HUNDRED = Decimal(100)


class Percent(Plain, forms.DecimalField):
    """A share of a whole, in percent, with two decimals at most: « 33,33 » or “33.33”."""

    widget = forms.TextInput
    unit = "%"
    default_error_messages = wording.PERCENT

    def __init__(self, label=None, *, min_value=Decimal(0), max_value=HUNDRED, width=5, **kwargs):
        super().__init__(label, min_value=min_value, max_value=max_value, decimal_places=2, width=width, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"\s|%", "", value).replace(",", ".")
            if value and not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{0,9})?", value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value):
        return formats.number_format(value) if isinstance(value, Decimal) else value

    def in_words(self, value):
        locale = "en_CA" if get_language() == "en" else "fr_CA"
        return format_percent(
            value / HUNDRED, "#,##0.##\N{NO-BREAK SPACE}%" if locale == "fr_CA" else "#,##0.##%", locale=locale
        )


class TimeOfDay(Plain, forms.Field):
    """A time of the day, by the clock of Ontario: « 19 h 30 », “7:30 p.m.” or 19:30."""

    widget = forms.TextInput
    default_error_messages = wording.TIME_OF_DAY

    def __init__(self, label=None, *, width=10, **kwargs):
        super().__init__(label, width=width, **kwargs)

    def to_python(self, value):
        if isinstance(value, datetime.time):
            return value
        typed = str(value or "").strip()
        if not typed:
            return None
        time = read_time(typed)
        if time is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time

    def prepare_value(self, value):
        return time_of_day(value) if isinstance(value, datetime.time) else value

    def in_words(self, value):
        return time_of_day(value)
