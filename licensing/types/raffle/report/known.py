"""Answers that come from the licence, several in one: they are put in whole and shown in words."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from icajo.journey.fields import Plain
from icajo.words import long_date


class Days(Plain, forms.Field):
    """Days, kept as written in ISO 8601."""

    def to_python(self, value):
        return [date.fromisoformat(day) for day in value or []]

    def in_words(self, value):
        return ", ".join(long_date(day) for day in value) or _("None")


class Names(Plain, forms.Field):
    """Names of people."""

    def to_python(self, value):
        return list(value or [])

    def in_words(self, value):
        return ", ".join(value) or _("None")
