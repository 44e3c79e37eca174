"""All that the public may know.  The only door public_search has into licensing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min
from django.utils.translation import get_language

from icajo.calendar import end_of

from . import papers
from .folding import fold
from .models import Licence, PublicNotice
from .standing import Standing, standings
from .types import LICENCE_TYPES, REGISTER_TYPES

PAGE = 25
MOST_PAGES = 40  # nobody reads further: better words find it sooner


@dataclass(frozen=True)
class Entry:
    """One licence as anyone may see it."""

    number: str
    type_name: str
    holder: str
    municipality: str
    starts_on: date
    expires_on: date | None
    standing: Standing
    facts: tuple = ()
    conditions: tuple = ()


@dataclass(frozen=True)
class Found:
    entries: list[Entry]
    page: int
    pages: int
    count: int
    capped: bool  # there are more than we counted


def find(*, text: str, municipality: str, type_code: str, page: int, on: date) -> Found:
    """A page of the register; an impossible page number is the nearest one there is."""
    licences = Licence.objects.saying(text)
    if municipality:
        licences = licences.filter(municipality__iexact=municipality)
    if type_code:
        licences = licences.filter(type_code=type_code)
    most = PAGE * MOST_PAGES
    count = licences.order_by()[: most + 1].count()
    pages = max(1, -(-min(count, most) // PAGE))
    page = min(max(page, 1), pages)
    rows = list(licences.order_by("folded", "pk")[(page - 1) * PAGE : page * PAGE])
    stand = standings(rows, on)
    entries = [entry(licence, stand[licence.pk]) for licence in rows]
    return Found(entries, page, pages, min(count, most), count > most)


def entry(licence: Licence, standing: Standing) -> Entry:
    return Entry(
        licence.number,
        licence.type.name,
        licence.holder,
        licence.municipality,
        licence.starts_on,
        licence.expires_on,
        standing,
    )


def get(number: str, on: date) -> Entry | None:
    """One licence with its public facts and conditions; None if the register has none of this number."""
    found = Licence.objects.select_related("round", "premises").prefetch_related("conditions")
    licence = found.filter(number=number).first()
    if licence is None:
        return None
    language = "en" if get_language() == "en" else "fr"
    known = entry(licence, standings([licence], on)[licence.pk])
    conditions = tuple(condition.text for condition in licence.conditions.all())
    return Entry(**{**vars(known), "facts": tuple(papers.facts(licence, language)), "conditions": conditions})


def municipalities() -> list[str]:
    """Those that have a licence, in alphabetical order."""
    return list(Licence.objects.order_by("municipality").values_list("municipality", flat=True).distinct())


def types() -> list[tuple[str, str]]:
    return [(type.code, type.name) for type in REGISTER_TYPES.values()]


@dataclass(frozen=True)
class Told:
    """One public notice as anyone may see it."""

    ref: str
    asked: str  # what is asked, in the language of the page
    applicant: str
    premises: str
    street: str
    municipality: str
    postal_code: str
    starts_on: date
    ends_on: date
    closes_at: datetime
    is_open: bool
    is_withdrawn: bool
    reasons: tuple = ()
    facts: tuple = ()


@dataclass(frozen=True)
class Board:
    """A page of notices, and how many there are on all pages."""

    notices: list[Told]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class Place:
    """A municipality with open notices."""

    name: str
    number: int
    closes_at: datetime  # the first of them


def board(*, text: str, municipality: str, type_code: str, page: int, on: date) -> Board:
    """A page of the open notices, the first to close first; an impossible page number is the nearest one there is."""
    found = PublicNotice.objects.open(on).saying(text)
    if municipality:
        found = found.filter(place=fold(municipality))
    if type_code:
        found = found.filter(type_code=type_code)
    count = found.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    rows = found.select_related("application__organization").order_by("ends_on", "pk")
    notices = [told(notice, on) for notice in rows[(page - 1) * PAGE : page * PAGE]]
    return Board(notices, page, pages, count)


def told(notice: PublicNotice, on: date) -> Told:
    return Told(
        notice.application.ref,
        str(notice.application.title),
        notice.applicant,
        notice.premises,
        notice.street,
        notice.municipality,
        notice.postal_code,
        notice.starts_on,
        notice.ends_on,
        notice.closes_at,
        notice.is_open(on),
        notice.is_withdrawn,
        tuple(notice.own_reasons),
        tuple(notice.own_facts),
    )


def notice(ref: str, on: date) -> Told | None:
    """One notice, open or over; None where there is none, or its period has not begun."""
    found = PublicNotice.objects.begun(on).select_related("application").filter(application__ref=ref).first()
    return told(found, on) if found else None


def notices_saying(text: str, on: date) -> list[Told]:
    """The first open notices that have every word of `text`: what a search of the register shows of them."""
    found = PublicNotice.objects.open(on).saying(text).select_related("application").order_by("ends_on", "pk")
    return [told(notice, on) for notice in found[:5]]


def notices_by_place(on: date) -> list[Place]:
    """The municipalities that have an open notice, in alphabetical order, with how many and the first to close."""
    found = PublicNotice.objects.open(on).order_by("place").values("place")
    counted = found.annotate(name=Max("municipality"), number=Count("pk"), first=Min("ends_on"))
    return [Place(one["name"], one["number"], end_of(one["first"])) for one in counted]


def kinds_of_notices() -> list[tuple[str, str]]:
    """The types whose applications are told to the public."""
    return [
        (type.code, type.name)
        for type in LICENCE_TYPES.values()
        if any(one.notice for one in (type.new, *type.procedures))
    ]


@dataclass(frozen=True)
class Begun:
    """A period of a notice that is open: what an alert is about."""

    pk: int
    ref: str
    place: str
    type_code: str
    starts_on: date
    told: Told


def open_notices(on: date) -> list[Begun]:
    """Every open notice, for alerts, in the language of the moment."""
    rows = PublicNotice.objects.open(on).select_related("application").order_by("place", "ends_on", "pk")
    return [Begun(n.pk, n.application.ref, n.place, n.type_code, n.starts_on, told(n, on)) for n in rows]
