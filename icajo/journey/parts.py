"""A date in three boxes, year, month and day: the same order in both languages, so a switch moves nothing."""

import datetime
from typing import NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DayPart(NamedTuple):
    name: str
    label: str | Promise
    suffix: str
    width: int
    value: str
    autocomplete: str


class DayParts(forms.Widget):
    """Year, month and day, in three boxes that keep what was typed."""

    template_name = "forms/day.html"
    use_fieldset = True
    parts = (("year", _("Year"), "", 4), ("month", _("Month"), "_month", 2), ("day", _("Day"), "_day", 2))

    def value_from_datadict(self, data, files, name):
        """[year, month, day] as typed; from a page's three boxes, or from what was kept."""
        typed = [data.get(f"{name}_{part}") for part, *_rest in self.parts]
        return data.get(name) if typed == [None] * 3 else [one or "" for one in typed]

    def value_omitted_from_data(self, data, files, name):
        return name not in data and all(f"{name}_{part}" not in data for part, *_rest in self.parts)

    def id_for_label(self, id_, index="0"):
        return id_

    def format_value(self, value):
        hint = self.attrs.get("autocomplete", "")
        values = zip(self.parts, three_parts(value), strict=True)
        return [DayPart(*part, str(typed), hint and f"{hint}-{part[0]}") for part, typed in values]


def three_parts(value):
    if isinstance(value, datetime.date):
        return [value.year, value.month, value.day]
    if isinstance(value, str):  # 2027-03-27, as kept by other means
        value = value.split("-")
    return [*(value or []), "", "", ""][:3]
