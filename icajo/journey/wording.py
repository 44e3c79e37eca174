"""What a question says when its answer is missing or wrong: plain words that name the question."""

from typing import Any

from django.utils.translation import gettext_lazy as _

type Says = dict[str, Any]  # what went wrong, in Django's word for it: what we say

WORDS: Says = {
    "required": _("Enter an answer for “%(label)s”"),
    "max_length": _("“%(label)s” must have %(limit_value)d characters or less: it has %(show_value)d"),
    "min_length": _("“%(label)s” must have %(limit_value)d characters or more"),
    "null_characters_not_allowed": _("“%(label)s” contains a character that cannot be kept: type it again"),
}
CHOICE: Says = {
    "required": _("Answer the question: “%(label)s”"),
    "invalid_choice": _("Choose one of the answers offered for “%(label)s”"),
    "invalid_list": _("Choose among the answers offered for “%(label)s”"),
}
EMAIL: Says = WORDS | {"invalid": _("Enter a full e-mail address, such as name@example.org")}
TICK: Says = {"required": _("Tick “%(label)s” to continue")}
POSTAL_CODE: Says = WORDS | {
    "invalid": _("Enter a complete Canadian postal code, such as K1N 8Y6"),
    "elsewhere": _("Enter a complete Ontario postal code, such as K1N 8Y6: it starts with K, L, M, N or P"),
}
PHONE: Says = WORDS | {
    "invalid": _("Enter a telephone number with its area code, such as 613 555-0147 or 613 555-0147 x12"),
}
FILE: Says = {"required": _("Choose a file for “%(label)s”")}
MONEY: Says = {
    "required": _("Enter an amount for “%(label)s”"),
    "invalid": _("“%(label)s”: enter an amount in dollars, such as 1234.50 or 1234,50"),
    "min_value": _("“%(label)s” must be at least %(limit_value)s dollars"),
    "max_value": _("“%(label)s” must be at most %(limit_value)s dollars"),
}
WHOLE_NUMBER: Says = {
    "required": _("Enter a number for “%(label)s”"),
    "invalid": _("“%(label)s”: enter a whole number, such as 120"),
    "min_value": _("“%(label)s” must be %(limit_value)s or more"),
    "max_value": _("“%(label)s” must be %(limit_value)s or less"),
}
DAY: Says = {
    "required": _("Enter the date “%(label)s”: year, month and day"),
    "incomplete": _("The date “%(label)s” must have a year, a month and a day, for example 2027 3 27"),
    "short_year": _("The date “%(label)s” must have a year of four digits, for example 2027 3 27"),
    "invalid": _("The date “%(label)s” must exist in the calendar, for example 2027 3 27"),
}
PERCENT: Says = {
    "required": _("Enter a percentage for “%(label)s”"),
    "invalid": _("“%(label)s”: enter a percentage, such as 25 or 33.33"),
    "min_value": _("“%(label)s” must be %(limit_value)s %% or more"),
    "max_value": _("“%(label)s” must be %(limit_value)s %% or less"),
    "max_decimal_places": _("“%(label)s” can have two decimals at most"),
}
TIME_OF_DAY: Says = {
    "required": _("Enter a time for “%(label)s”, such as 19:30 or 7:30 p.m."),
    "invalid": _("“%(label)s”: enter a time of the day, such as 19:30 or 7:30 p.m."),
}
DEGREES: Says = WORDS | {
    "invalid": _("“%(label)s”: enter degrees with decimals, such as 45.4215 or −75,6972"),
    "minutes": _("“%(label)s”: enter degrees with decimals, such as 45.4215, not minutes and seconds"),
    "rough": _("“%(label)s”: give at least four decimals; with fewer the place is more than 50 metres uncertain"),
}
