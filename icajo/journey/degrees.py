"""Degrees of latitude and longitude, read as maps and telephones give them and as people write them."""

import re
from dataclasses import dataclass
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils import formats

from . import wording
from .fields import Words

DECIMALS = 4  # at the least: with one less, a place is some 80 metres off
ONE = r"[-+]? ?[0-9]{1,3}(?:[.,][0-9]{0,15})? ?°? ?[NSEWO]?"
PAIR = re.compile(rf"\(?({ONE})(?: ?[;,] ?| +)({ONE})\)?", re.IGNORECASE)  # as maps give them to be copied
DEGREES = re.compile(r"([-+]?) ?([0-9]{1,3})(?:[.,]([0-9]{0,15}))? ?°? ?([NSEWO]?)", re.IGNORECASE)
MINUTES = re.compile("[0-9] ?[°'’′] ?[0-9]")


@dataclass(frozen=True)
class Angle:
    """Degrees as they were typed: how many, north and east of nought, and with how many decimals."""

    degrees: float
    decimals: int


class Degrees(Words):
    """A latitude or a longitude in degrees, with a point or a comma, a sign or a letter: « 75,6972° O ».

    `west`: one without a sign or a letter is taken for one west of Greenwich.
    """

    default_error_messages = wording.DEGREES

    def __init__(self, label, *, west=False, **kwargs):
        self.west = west
        super().__init__(label, max_length=60, width=10, **kwargs)

    def clean(self, value):
        text = without_fuss(super().clean(value))
        return self.angle(text) if text else None

    def angle(self, text: str) -> Angle:
        found = DEGREES.fullmatch(text)
        if found is None:
            self.refuse("minutes" if MINUTES.search(text) else "invalid")
        sign, whole, decimals, towards = found.groups(default="")
        if len(decimals) < DECIMALS:
            self.refuse("rough")
        degrees = float(f"{whole}.{decimals}")
        unsaid = not sign and not towards
        backwards = sign == "-" or (self.west if unsaid else towards != "" and towards.upper() in "SWO")
        return Angle(-degrees if backwards else degrees, len(decimals))

    def refuse(self, code: str) -> NoReturn:
        raise ValidationError(self.error_messages[code], code=code, params={"label": self.label})

    def in_words(self, value):
        return formats.number_format(value.degrees, value.decimals).replace("-", "\N{MINUS SIGN}")


def without_fuss(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")).strip()


def in_two(data):
    """What was typed, a pair of numbers pasted in the box of the latitude divided between the two."""
    pair = PAIR.fullmatch(without_fuss(data.get("latitude") or ""))
    if not pair or (data.get("longitude") or "").strip():
        return data
    divided = data.copy()
    divided["latitude"], divided["longitude"] = pair[1].strip(), pair[2].strip()
    return divided
