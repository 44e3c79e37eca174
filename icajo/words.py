"""Money, dates, telephone numbers and sizes in words, as French and English Canada write them.

They follow the active language.  Templates reach them as filters: `{% load icajo %}{{ fee|money }}`.
"""

import functools

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\N{NO-BREAK SPACE}"
TOLL_FREE = {"800", "833", "844", "855", "866", "877", "888"}  # always written with the 1


def _locale():
    return "en_CA" if get_language() == "en" else "fr_CA"


def money(amount):
    """`1 055,00 $` or `$1,055.00`; an empty string for None."""
    return "" if amount is None else _money(amount, _locale())


@functools.lru_cache(maxsize=1024)
def _money(amount, locale):
    return format_currency(amount, "CAD", locale=locale)


def long_date(day):
    """`1er janvier 2027` or `January 1, 2027`; a moment counts on its Ontario day."""
    if not day:
        return ""
    if hasattr(day, "tzinfo"):
        day = _here(day).date()
    return _long_date(day, _locale())


@functools.lru_cache(maxsize=4096)
def _long_date(day, locale):
    if locale == "en_CA":
        return format_date(day, "MMMM d, y", locale=locale)
    text = format_date(day, f"MMMM{NBSP}y", locale=locale)
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{text}"


def _here(moment):
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def time_of_day(moment):
    """`16 h 05` or `4:05 p.m.`, in Ontario."""
    if not moment:
        return ""
    moment = _here(moment)
    if _locale() == "en_CA":
        return f"{moment.hour % 12 or 12}:{moment:%M}{NBSP}{'p.m.' if moment.hour >= 12 else 'a.m.'}"
    return f"{moment.hour}{NBSP}h{NBSP}{moment:%M}"


def date_time(moment):
    """`21 novembre 2026 à 16 h 05` or `November 21, 2026 at 4:05 p.m.`, in Ontario."""
    if not moment:
        return ""
    return _("%(date)s at %(time)s") % {"date": long_date(moment), "time": time_of_day(moment)}


def phone(number):
    """`416 326-8700` or `416-326-8700`, with its extension; what is not a number is given back as it is."""
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(str(number), "CA")
    except phonenumbers.NumberParseException:
        return str(number)
    if parsed.country_code != 1:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = str(parsed.national_number)
    joint = "-" if _locale() == "en_CA" else NBSP
    shown = f"{digits[:3]}{joint}{digits[3:6]}-{digits[6:]}"
    if digits[:3] in TOLL_FREE:
        shown = f"1{joint}{shown}"
    return (
        _("%(number)s ext. %(extension)s") % {"number": shown, "extension": parsed.extension}
        if parsed.extension
        else shown
    )


def file_size(size):
    """`84 Ko`, `1,3 Mo`; `84 KB`, `1.3 MB`."""
    if not size:
        return ""
    if size < 1_000_000:
        return _("%(size)s KB") % {"size": max(1, round(size / 1000))}
    return _("%(size)s MB") % {"size": format_decimal(round(size / 1_000_000, 1), locale=_locale())}
