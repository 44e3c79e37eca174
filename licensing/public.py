"""All that the public may know.  The only door public_search has into licensing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from . import papers
from .models import Licence
from .standing import Standing, standings
from .types import REGISTER_TYPES

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
