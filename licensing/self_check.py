"""The self-check of a place against the schools around it: what is typed, and what is advised.  It refuses nothing."""

import math
import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import place_of
from icajo.journey.drawing import Drawn
from icajo.journey.fields import PostalCode, Words

from .distances import RULE, Near, schools_near
from .models import MunicipalityStance, School, stance_of
from .ontario import is_in_ontario

AROUND = 500  # metres: what is listed and drawn
MOST = 20  # schools listed
LISTED = 50  # schools of a municipality
DECIMALS = 4  # at the least: with one less, a place is some 80 metres off
DATUM = 1.5  # metres between what a telephone says and what the survey says
DEGREE = 111_320  # metres of a degree of latitude, nearly
REACH = 150  # metres that the limit of a school may lie from the one point that is known of it
ONE = r"[-+]? ?[0-9]{1,3}(?:[.,][0-9]{0,15})? ?°? ?[NSEWO]?"
PAIR = re.compile(rf"\(?({ONE})(?: ?[;,] ?| +)({ONE})\)?", re.IGNORECASE)  # as maps give them to be copied
DEGREES = re.compile(r"([-+]?) ?([0-9]{1,3})(?:[.,]([0-9]{0,15}))? ?°? ?([NSEWO]?)", re.IGNORECASE)
MINUTES = re.compile("[0-9] ?[°'’′] ?[0-9]")


@dataclass(frozen=True)
class Angle:
    """Degrees as they were typed: how many, with how many decimals, and whether a sign or a letter says which way."""

    degrees: float
    decimals: int
    signed: bool


class Degrees(Words):
    """A latitude or a longitude in degrees, with a point or a comma, a sign or a letter: « 75,6972° O »."""

    default_error_messages = {
        "invalid": _("“%(label)s”: enter degrees with decimals, such as 45.4215 or −75,6972"),
        "minutes": _("“%(label)s”: enter degrees with decimals, such as 45.4215, not minutes and seconds"),
        "rough": _("“%(label)s”: give at least four decimals; with fewer the place is more than 50 metres uncertain"),
    }

    def __init__(self, label, **kwargs):
        super().__init__(label, max_length=60, width=10, required=False, **kwargs)

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
        backwards = sign == "-" or (towards != "" and towards.upper() in "SWO")
        return Angle(-degrees if backwards else degrees, len(decimals), bool(sign or towards))

    def refuse(self, code):
        raise ValidationError(self.error_messages[code], code=code, params={"label": self.label})


def without_fuss(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")).strip()


class WhereIs(Drawn, forms.Form):
    """Where a store would be: coordinates, or at least a postal code."""

    latitude = Degrees(_("Latitude"), help_text=_("For example, 45.4215. You may paste both numbers of a map here."))
    longitude = Degrees(_("Longitude"), help_text=_("For example, −75.6972"))
    postal_code = PostalCode(
        _("Postal code"),
        required=False,
        ontario=True,
        autocomplete=None,  # a browser knows where its owner lives, not where a store will be
        help_text=_("It tells the municipality only: no distance can be measured from it."),
    )

    def __init__(self, data=None):
        super().__init__(in_two(data) if data else None)
        for field in self.fields.values():
            field.optional = False  # one or the other: the page says so once

    def clean(self):
        said = super().clean()
        latitude, longitude = said.get("latitude"), said.get("longitude")
        if "latitude" in self.errors or "longitude" in self.errors:
            return said
        if latitude and longitude:
            self.place(latitude, longitude)
        elif latitude or longitude:
            missing = "longitude" if latitude else "latitude"
            self.add_error(missing, _("Enter both the latitude and the longitude"))
        elif not said.get("postal_code") and "postal_code" not in self.errors:
            self.add_error("latitude", _("Enter the latitude and the longitude of the place, or its postal code"))
        return said

    def place(self, latitude: Angle, longitude: Angle) -> None:
        """All of Ontario is west of Greenwich: a longitude without a sign is taken for one to the west."""
        west = longitude.degrees if longitude.signed else -longitude.degrees
        if is_in_ontario(west, latitude.degrees):
            self.cleaned_data["place"] = (west, latitude.degrees)
        elif is_in_ontario(-abs(latitude.degrees), abs(longitude.degrees)):
            self.add_error(
                "latitude", _("The latitude and the longitude are swapped: in Ontario, latitude is from 41 to 57")
            )
        elif is_in_ontario(-abs(west), latitude.degrees):
            self.add_error("longitude", _("In Ontario the longitude is west of Greenwich: it is negative"))
        else:
            where = _("This place is outside Ontario: there, latitude is from 41 to 57 and longitude from −96 to −74")
            self.add_error("latitude", where)

    @property
    def decimals(self) -> int:
        return min(self.cleaned_data[name].decimals for name in ("latitude", "longitude"))


def in_two(data):
    """What was typed, a pair of numbers pasted in the first box divided between the two."""
    pair = PAIR.fullmatch(without_fuss(data.get("latitude", "")))
    if not pair or data.get("longitude", "").strip():
        return data
    divided = data.copy()
    divided["latitude"], divided["longitude"] = pair[1].strip(), pair[2].strip()
    return divided


class Verdict(TextChoices):
    TOO_NEAR = "too-near", _("Closer than 150 metres to a school")
    UNSURE = "unsure", _("Too close to tell")
    CLEAR = "clear", _("No school closer than 150 metres")


@dataclass(frozen=True)
class Advice:
    """What can be said of a place: the schools around it, and how sure that is."""

    verdict: Verdict
    nears: list[Near]
    more: int  # schools that are not listed
    slack: int  # metres that the place may be off


def advise(longitude: float, latitude: float, *, on: date, decimals: int) -> Advice:
    """The advice about a place in degrees that were typed with so many decimals."""
    slack = math.ceil(DATUM + DEGREE * 10.0**-decimals / math.sqrt(2))
    nears = schools_near(longitude, latitude, on=on, within=AROUND)
    counting = [near for near in nears if near.counts]
    if any(near.metres + slack < RULE for near in counting):
        verdict = Verdict.TOO_NEAR
    elif any(near.metres - slack - (REACH if near.is_point else 0) < RULE for near in counting):
        verdict = Verdict.UNSURE
    else:
        verdict = Verdict.CLEAR
    return Advice(verdict, nears[:MOST], max(len(nears) - MOST, 0), slack)


@dataclass(frozen=True)
class Municipality:
    """What a postal code tells: a municipality, what it decided, and its schools."""

    name: str
    stance: MunicipalityStance | None
    forbids: bool
    schools: list[School]


def municipality_of(code: str, on: date) -> Municipality | None:
    """None where the table does not know the code, which is no mistake."""
    place = place_of(code.replace(" ", ""))
    if place is None:
        return None
    stance = stance_of(place.city)
    schools = School.objects.filter(municipality__iexact=place.city).defer("geometry")[:LISTED]
    return Municipality(place.city, stance, bool(stance and stance.forbids(on)), list(schools))
