"""All that the public may know.  The only door public_search has into licensing."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Max, Min

from icajo.calendar import end_of

from . import following, gazetteer, notices_map, public_page
from . import open_data as open_data
from . import times as times
from .folding import fold
from .models import PublicNotice
from .public_page import page as page
from .public_page import plain as plain
from .publishing import municipality as named
from .searching import COUNTED as COUNTED
from .searching import LENGTH, Asked, Turn, search
from .searching import hints as hints
from .standing import Standing
from .types import LICENCE_TYPES, REGISTER_TYPES

PAGE = 25
# one look at both, since most questions are about neither: what cannot be there is not asked for in full
SAID_ELSEWHERE = """(select 'notice' from licensing_publicnotice where {said} limit 1)
union all (select 'followed' from licensing_followed where {said} limit 1)"""
SUPPLIER = "gaming-supplier"  # the code of their registrations
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


@dataclass(frozen=True)
class Found:
    entries: list[Entry]
    page: int
    pages: int
    count: int
    capped: bool  # there are more than we counted


def find(*, text: str, municipality: str, type_code: str, page: int, on: date) -> Found:
    """A page of the register by its number; an impossible one is the nearest one there is."""
    asked = Asked(text=text[:LENGTH], place=place_key(municipality) if municipality else "", type_code=type_code)
    number = min(max(page, 1), MOST_PAGES)
    found = search(asked, Turn(skip=(number - 1) * PAGE), on)
    pages = max(1, -(-found.count // PAGE))
    if number > pages:
        number, found = pages, search(asked, Turn(skip=(pages - 1) * PAGE), on)
    entries = [
        Entry(row.number, row.type_name, row.holder, row.municipality, row.starts_on, row.expires_on, row.standing)
        for row in found.rows
    ]
    return Found(entries, number, min(pages, MOST_PAGES), found.count, found.capped)


def place_key(name: str) -> str:
    """A municipality, as the register knows it however it is written."""
    return named(name)[0]


def types() -> list[tuple[str, str]]:
    return [(type.code, type.name) for type in REGISTER_TYPES.values()]


def statuses() -> list[tuple[str, str]]:
    """How a licence may stand; what goes on while it is renewed is in force."""
    return [(one.value, one.label) for one in Standing if one != Standing.CONTINUED]


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
    days_left: int  # 0 on the last day
    is_open: bool
    is_withdrawn: bool
    reasons: tuple = ()
    facts: tuple = ()
    invitation: str = ""  # what writing about it is called


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

    code: str  # the same in every language
    name: str
    number: int
    closes_at: datetime  # the first of them
    places: frozenset[str]  # as its notices name it or a part of it, folded


def board(*, text: str, places: Collection[str], type_code: str, page: int, on: date) -> Board:
    """A page of the open notices, the first to close first; an impossible page number is the nearest one there is.

    `places` are those of a `Place`, or none for all of Ontario.
    """
    found = PublicNotice.objects.open(on).saying(text)
    if places:
        found = found.filter(place__in=places)
    if type_code:
        found = found.filter(type_code=type_code)
    count = found.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    rows = found.select_related("application__organization").order_by("ends_on", "pk")
    notices = [told(notice, on) for notice in rows[(page - 1) * PAGE : page * PAGE]]
    return Board(notices, page, pages, count)


def told(notice: PublicNotice, on: date) -> Told:
    rule = notice.application.procedure.notice
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
        (notice.ends_on - on).days,
        notice.is_open(on),
        notice.is_withdrawn,
        tuple(notice.own_reasons),
        tuple(notice.own_facts),
        str(rule.invitation) if rule else "",
    )


def notice(ref: str, on: date) -> Told | None:
    """One notice, open or over; None where there is none, or its period has not begun."""
    found = PublicNotice.objects.begun(on).select_related("application").filter(application__ref=ref).first()
    return told(found, on) if found else None


def notices_saying(text: str, on: date) -> list[Told]:
    """The first open notices that have every word of `text`: what a search of the register shows of them."""
    found = PublicNotice.objects.open(on).saying(text).select_related("application").order_by("ends_on", "pk")
    return [told(notice, on) for notice in found[:5]]


def elsewhere(text: str, on: date) -> dict[str, list]:
    """What else has every word of `text`: the first open `notices`, and the applications that are `followed`."""
    words = fold(text).split()
    if not words:
        return {}
    with connection.cursor() as cursor:
        said = " and ".join(["folded like %s"] * len(words))
        cursor.execute(SAID_ELSEWHERE.format(said=said), [f"%{word}%" for word in words] * 2)
        known = {where for (where,) in cursor.fetchall()}
    return {
        "notices": notices_saying(text, on) if "notice" in known else [],
        "followed": following.saying(text, on) if "followed" in known else [],
    }


def newest_notices(most: int, on: date) -> list[Told]:
    """The open notices that began last, the newest first."""
    found = PublicNotice.objects.open(on).select_related("application").order_by("-starts_on", "-pk")
    return [told(notice, on) for notice in found[:most]]


def last_changed(municipality: str, on: date, *, most: int) -> list[public_page.Changed]:
    """The licences of a municipality, by any of its names, or of everywhere, that changed last; the newest first."""
    place = place_key(municipality) if municipality else ""
    return public_page.last_changed(place, on, most=most)


def supplier(number: str, on: date) -> public_page.Page | None:
    """The registration of a gaming supplier, by its number; None where that number is no such registration."""
    found = public_page.page(plain(number), on)
    return found if found and found.type_code == SUPPLIER else None


def notices_by_place(on: date) -> list[Place]:
    """The municipalities that have an open notice, in alphabetical order, with how many and the first to close.

    A notice in Scarborough is one of Toronto; a municipality that we do not know is called as its notices call it.
    """
    found = PublicNotice.objects.open(on).order_by("place").values("place")
    rows = found.annotate(name=Max("municipality"), number=Count("pk"), first=Min("ends_on"))
    named = defaultdict(list)
    for row in rows:
        known = gazetteer.municipality_of(row["name"])
        named[(known.name, known.label) if known else (row["name"], row["name"])].append(row)
    places = [
        Place(
            *names,
            sum(row["number"] for row in rows),
            end_of(min(row["first"] for row in rows)),
            frozenset(row["place"] for row in rows),
        )
        for names, rows in named.items()
    ]
    return sorted(places, key=lambda place: fold(place.name))


def place_named(text: str) -> str:
    """What we call the municipality, First Nation or place that somebody names; "" where we do not know it."""
    place = gazetteer.known(text)
    return place.label if place else ""


def places_alike(text: str) -> list[str]:
    """The names that come nearest to one that we do not know."""
    return gazetteer.alike(text)


def names_of_places() -> list[str]:
    """Every municipality and First Nation that we know, in alphabetical order."""
    return gazetteer.names()


def map_of_notices(places: Collection[Place]) -> notices_map.Map:
    return notices_map.drawn(places)


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
    places: set[str]  # folded: who wishes to hear of any of these is told
    type_code: str
    starts_on: date
    told: Told


def open_notices(on: date) -> list[Begun]:
    """Every open notice, for alerts, in the language of the moment."""
    rows = PublicNotice.objects.open(on).select_related("application").order_by("place", "ends_on", "pk")
    return [
        Begun(n.pk, n.application.ref, gazetteer.wider(n.municipality), n.type_code, n.starts_on, told(n, on))
        for n in rows
    ]
