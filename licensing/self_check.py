"""The self-check of a place against the schools around it: what is typed, and what is advised.  It refuses nothing."""

import math
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import place_of
from icajo.journey import Answers
from icajo.journey.degrees import Angle, Degrees, in_two
from icajo.journey.drawing import Drawn
from icajo.journey.fields import PostalCode

from .definition import LicenceType
from .distance_map import Map, drawing
from .distances import RULE, Near, Register, register, schools_near
from .models import MunicipalityStance, School, stance_of
from .ontario import wrong_with

AROUND = 500  # metres: what is listed and drawn
MOST = 20  # schools listed
LISTED = 50  # schools of a municipality
DATUM = 1.5  # metres between what a telephone says and what the survey says
DEGREE = 111_320  # metres of a degree of latitude, nearly
REACH = 150  # metres that the limit of a school may lie from the one point that is known of it


class WhereIs(Drawn, forms.Form):
    """Where a store would be: coordinates, or at least a postal code."""

    latitude = Degrees(
        _("Latitude"),
        required=False,
        help_text=_("For example, 45.4215. You may paste both numbers of a map here."),
    )
    longitude = Degrees(_("Longitude"), west=True, required=False, help_text=_("For example, −75.6972"))
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
        if wrong := wrong_with(longitude.degrees, latitude.degrees):
            self.add_error(*wrong)
        else:
            self.cleaned_data["place"] = (longitude.degrees, latitude.degrees)

    @property
    def decimals(self) -> int:
        return min(self.cleaned_data[name].decimals for name in ("latitude", "longitude"))


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
class Surroundings:
    """The place of an application, as it was given, and what can be said of it."""

    longitude: float
    latitude: float
    decimals: int
    advice: Advice
    map: Map
    register: Register


def surroundings(type: LicenceType, answers: Answers, on: date) -> Surroundings | None:
    """None where the type asks for no place, where none in Ontario is given, or where its distances do not matter."""
    site = type.site
    place = site and (getattr(answers, site.longitude, None), getattr(answers, site.latitude, None))
    if not place or None in place or not site.measured(answers):
        return None
    longitude, latitude = place
    if wrong_with(longitude.degrees, latitude.degrees):
        return None
    decimals = min(longitude.decimals, latitude.decimals)
    advice = advise(longitude.degrees, latitude.degrees, on=on, decimals=decimals)
    return Surroundings(longitude.degrees, latitude.degrees, decimals, advice, drawing(advice.nears), register())


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
