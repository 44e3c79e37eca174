"""The register as data: one row a licence, in tables and in JSON, made by the database and never held in memory.

A row says what the page of the licence says, in both languages, and its shape is written once, in `open_rows`: what is
exported, answered by the interface for programs and kept as the copy of a day is the same.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection
from django.db.models import BooleanField, Max, QuerySet
from django.db.models.expressions import RawSQL

from .folding import compact
from .models import PublicLicence
from .open_rows import FORMULAS as FORMULAS
from .open_rows import TABLE, json, rows, table
from .public_page import plain
from .publishing import municipality as place_called
from .searching import LENGTH, Asked, matching
from .standing import Standing

BATCH = 2**16  # bytes
# no text of JSON holds these two signs as they are: nothing is quoted, and a line is what the database made
AS_IT_IS = r"csv, delimiter e'\x01', quote e'\x02'"
FIRST = 1  # the key of the licence that a list begins with; those of the others are as much higher as their own
PARAMETER = re.compile(r"%\((\w+)\)s")  # as the search names them
STATUSES = tuple(one.value for one in Standing)


def selected(*, type_code: str = "", municipality: str = "", status: str = "", text: str = "", on: date) -> QuerySet:
    """The licences of a kind and place that stand so on this day, in an order that stays; those of a text are the
    same that people find who search for it.
    """
    place = place_called(municipality)[0] if municipality else ""
    where, facts = matching(Asked(text[:LENGTH], place, type_code, status), on)
    names = PARAMETER.findall(where)
    said = RawSQL(PARAMETER.sub("%s", where), [facts[name] for name in names], output_field=BooleanField())
    return PublicLicence.objects.filter(said).order_by("pk")


def as_csv(found: QuerySet, on: date) -> Iterator[bytes]:
    """The rows as a table; its first bytes tell spreadsheets which letters these are."""
    yield b"\xef\xbb\xbf" + ",".join(TABLE).encode() + b"\r\n"
    yield from copied(*rows(table(), found, on), "csv")


def as_lines(found: QuerySet, on: date) -> Iterator[bytes]:
    """The rows as JSON, one a line."""
    return copied(*rows(json(), found, on), AS_IT_IS)


FORMS = {"csv": as_csv, "jsonl": as_lines}


def copied(sql: str, params: tuple, form: str) -> Iterator[bytes]:
    """What the database makes of the rows, some thousand bytes at a time."""
    batch = bytearray()
    copy = f"copy ({sql}) to stdout (format {form})"
    with connection.cursor() as cursor, slowly(cursor), cursor.copy(copy, params) as lines:
        for line in lines:
            batch += line
            if len(batch) > BATCH:
                yield bytes(batch)
                batch.clear()
    yield bytes(batch)


def told(key: str, found: QuerySet, on: date) -> list[tuple]:
    """[(key, licence as the text of a JSON object)], by key."""
    with connection.cursor() as cursor:
        cursor.execute(*rows(f"{key}, {json()}", found, on))
        return sorted(cursor.fetchall())


@contextmanager
def slowly(cursor):
    """One statement may last as long as its reader takes, up to an hour."""
    cursor.execute("set statement_timeout to '1h'")
    try:
        yield
    finally:
        cursor.execute("reset statement_timeout")


def last_change() -> int:
    """The number of the last change of the register; 0 of an empty one."""
    return PublicLicence.objects.aggregate(last=Max("change"))["last"] or 0


def last_key() -> int:
    return PublicLicence.objects.aggregate(last=Max("pk"))["last"] or 0


def numbers(first: int, after: int) -> Iterator[tuple[str, datetime]]:
    """(number, when it changed) of the licences whose keys are from `first` to before `after`."""
    found = PublicLicence.objects.filter(pk__gte=first, pk__lt=after).order_by("pk")
    return found.values_list("number", "changed_at").iterator(2000)


def one(number: str, on: date) -> str | None:
    """A licence as the text of a JSON object; None where the register has none of this number."""
    return next(
        (licence for _, licence in told("number", PublicLicence.objects.filter(number=plain(number)), on)), None
    )


def listed(found: QuerySet, on: date, *, after: int, most: int, number: str = "") -> list[tuple[int, str]]:
    """[(key, licence)] that come after this key; the licence of just this number comes before all others."""
    exact = list(found.filter(compact=compact(number)).values_list("pk", flat=True)[:1]) if number else []
    first = told("licence_id", found.filter(pk__in=exact), on) if exact and after < FIRST else []
    others = found.exclude(pk__in=exact).filter(pk__gt=after - FIRST)[: most - len(first)]
    return [
        *((FIRST, licence) for _, licence in first),
        *((FIRST + key, licence) for key, licence in told("licence_id", others, on)),
    ]


def changed(since: int, on: date, *, most: int) -> list[tuple[int, str]]:
    """[(change, licence)] that were changed since this number, the first change first."""
    return told("change", PublicLicence.objects.filter(change__gt=since).order_by("change")[:most], on)
