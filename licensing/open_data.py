"""The register as data: one row a licence, in tables and in JSON, made by the database and never held in memory.

A row says what the page of the licence says, in both languages, and its shape is written here once: what is exported,
answered by the interface for programs and kept as the copy of a day is the same.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Case, CharField, F, Max, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, JSONObject, Left
from django.db.models.lookups import In
from django.urls import reverse
from django.utils.translation import override

from .folding import compact
from .models import PublicLicence
from .public_page import plain
from .publishing import municipality as place_called
from .searching import LENGTH, Asked, matching
from .standing import Standing
from .types import REGISTER_TYPES

FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet calculates what begins like this
LANGUAGES = ("fr", "en")
BATCH = 2**16  # bytes
FIRST = 1  # the key of the licence that a list begins with; those of the others are as much higher as their own
PARAMETER = re.compile(r"%\((\w+)\)s")  # as the search names them
STATUSES = tuple(one.value for one in Standing)
WRITTEN = ("holder", "premises", "street", "municipality", "postal_code")  # what somebody typed once
TABLE = {  # {head of the column: what stands in it}
    "licence_number": "number",
    "licence_type": "type_code",
    "licence_type_fr": "type_fr",
    "licence_type_en": "type_en",
    "status": "standing_code",
    "status_fr": "standing_fr",
    "status_en": "standing_en",
    "holder": "holder_cell",
    "operating_name": "premises_cell",
    "street": "street_cell",
    "municipality": "municipality_cell",
    "postal_code": "postal_code_cell",
    "issued_on": "issued_on",
    "valid_from": "starts_on",
    "valid_until": "expires_on",
    "authorized_to_open_on": "opens_on",
    "ended_on": "ended_on",
    "replaced_by": "replaced_by",
    "version": "version",
    "change": "change",
    "changed_at": "changed_at",
}


def selected(*, type_code: str = "", municipality: str = "", status: str = "", text: str = "", on: date) -> QuerySet:
    """The licences of a kind and place that stand so on this day, in an order that stays; those of a text are the
    same that people find who search for it.
    """
    place = place_called(municipality)[0] if municipality else ""
    where, facts = matching(Asked(text[:LENGTH], place, type_code, status), on)
    names = PARAMETER.findall(where)
    said = RawSQL(PARAMETER.sub("%s", where), [facts[name] for name in names], output_field=BooleanField())
    return PublicLicence.objects.filter(said).order_by("pk")


def in_words(column: str, words: dict) -> Case:
    """What a code of ours means, in one language."""
    return Case(
        *(When(**{column: code}, then=Value(str(word))) for code, word in words.items()),
        default=F(column),
        output_field=CharField(),
    )


def named(found: QuerySet, on: date) -> QuerySet:
    """The rows with their standing on this day, and our codes in both languages."""
    found = found.with_standing(on)
    for language in LANGUAGES:
        with override(language):
            types = {code: str(type.name) for code, type in REGISTER_TYPES.items()}
            standings = {one.value: str(one.label) for one in Standing}
        found = found.annotate(
            **{
                f"type_{language}": in_words("type_code", types),
                f"standing_{language}": in_words("standing_code", standings),
            }
        )
    return found


def in_both(name: str) -> JSONObject:
    return JSONObject(**{language: f"{name}_{language}" for language in LANGUAGES})


def address(language: str) -> Concat:
    """Where people read about the licence."""
    with override(language):
        before, after = reverse("public_search:licence", args=["0"]).split("0")
    return Concat(Value(settings.SITE_URL + before), "number", Value(after))


def told(found: QuerySet, on: date) -> QuerySet:
    """`json`: all that is public of each licence, as the text of an object."""
    return named(found, on).annotate(
        json=Cast(
            JSONObject(
                number="number",
                url=JSONObject(**{language: address(language) for language in LANGUAGES}),
                type=JSONObject(code="type_code", fr="type_fr", en="type_en"),
                status=JSONObject(code="standing_code", fr="standing_fr", en="standing_en"),
                holder="holder",
                premises=JSONObject(
                    name="premises", street="street", municipality="municipality", postal_code="postal_code"
                ),
                issued_on="issued_on",
                valid_from="starts_on",
                valid_until="expires_on",
                authorized_to_open_on="opens_on",
                ended_on="ended_on",
                replaced_by="replaced_by",
                conditions="conditions",
                facts="facts",
                version="version",
                change="change",
                changed_at="changed_at",
            ),
            TextField(),
        )
    )


def cell(column: str) -> Case:
    """What somebody typed, so that no spreadsheet calculates with it."""
    return Case(
        When(In(Left(column, 1), FORMULAS), then=Concat(Value("'"), column)),
        default=F(column),
        output_field=CharField(),
    )


def as_csv(found: QuerySet, on: date) -> Iterator[bytes]:
    """The rows as a table; its first bytes tell spreadsheets which letters these are."""
    rows = named(found, on).annotate(**{f"{column}_cell": cell(column) for column in WRITTEN})
    yield b"\xef\xbb\xbf" + ",".join(TABLE).encode() + b"\r\n"
    yield from copied(rows.values_list(*TABLE.values()), "csv")


def as_lines(found: QuerySet, on: date) -> Iterator[bytes]:
    """The rows as JSON, one a line."""
    # no text of JSON holds these two signs as they are: nothing is quoted, and a line is what the database made
    return copied(told(found, on).values_list("json"), r"csv, delimiter e'\x01', quote e'\x02'")


FORMS = {"csv": as_csv, "jsonl": as_lines}


def copied(rows: QuerySet, form: str) -> Iterator[bytes]:
    """What the database makes of the rows, some thousand bytes at a time."""
    sql, params = rows.query.sql_with_params()
    batch = bytearray()
    copy = f"copy ({sql}) to stdout (format {form})"
    with connection.cursor() as cursor, slowly(cursor), cursor.copy(copy, params) as lines:
        for line in lines:
            batch += line
            if len(batch) > BATCH:
                yield bytes(batch)
                batch.clear()
    yield bytes(batch)


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
    return told(PublicLicence.objects.filter(number=plain(number)), on).values_list("json", flat=True).first()


def some(numbers: list[str], on: date) -> list[str]:
    """The same of several, in this order."""
    found = dict(told(PublicLicence.objects.filter(number__in=numbers), on).values_list("number", "json"))
    return [found[number] for number in numbers if number in found]


def listed(found: QuerySet, on: date, *, after: int, most: int, number: str = "") -> list[tuple[int, str]]:
    """[(key, licence)] that come after this key; the licence of just this number comes before all others."""
    exact = list(found.filter(compact=compact(number)).values_list("pk", flat=True)[:1]) if number else []
    first = told(found.filter(pk__in=exact), on).values_list("json", flat=True) if exact and after < FIRST else ()
    others = told(found.exclude(pk__in=exact).filter(pk__gt=after - FIRST), on).values_list("pk", "json")
    rows = [(FIRST, licence) for licence in first]
    return [*rows, *((FIRST + key, licence) for key, licence in others[: most - len(rows)])]


def changed(since: int, on: date, *, most: int) -> list[tuple[int, str]]:
    """[(change, licence)] that were changed since this number, the first change first."""
    found = PublicLicence.objects.filter(change__gt=since).order_by("change")
    return list(told(found, on).values_list("change", "json")[:most])
