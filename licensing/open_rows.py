"""What a row of the open data says, in SQL: the columns of the table, and the same and more as an object of JSON."""

from datetime import date
from functools import cache
from json import dumps

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override
from psycopg.sql import Literal

from .standing import Standing
from .types import REGISTER_TYPES

LANGUAGES = ("fr", "en")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet calculates what begins like this
SIGNS = ", ".join(str(ord(sign)) for sign in FORMULAS)


def cell(column: str) -> str:
    """What somebody typed, so that no spreadsheet calculates with it."""
    return f"case when ascii({column}) in ({SIGNS}) then '''' || {column} else {column} end"


TABLE = {  # {head of the column: what stands in it}
    "licence_number": "number",
    "licence_type": "type_code",
    "licence_type_fr": "type.fr",
    "licence_type_en": "type.en",
    "status": "standing_code",
    "status_fr": "standing.fr",
    "status_en": "standing.en",
    "holder": cell("holder"),
    "operating_name": cell("premises"),
    "street": cell("street"),
    "municipality": cell("municipality"),
    "postal_code": cell("postal_code"),
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
JSON = """json_build_object('number', number, 'url', json_build_object({urls}),
    'type', type.told, 'status', standing.told,
    'holder', holder, 'premises', json_build_object(
        'name', premises, 'street', street, 'municipality', municipality, 'postal_code', postal_code),
    'issued_on', issued_on, 'valid_from', starts_on, 'valid_until', expires_on, 'authorized_to_open_on', opens_on,
    'ended_on', ended_on, 'replaced_by', replaced_by, 'conditions', conditions, 'facts', facts, 'version', version,
    'change', change, 'changed_at', changed_at)::text"""
# our codes become words by two short lists: worked out row by row, they cost half as much as all the rest
ROWS = """select {what} from ({found}) found
left join (values {types}) type (code, fr, en, told) on type.code = type_code
left join (values {standings}) standing (code, fr, en, told) on standing.code = standing_code"""


def rows(what: str, found: QuerySet, on: date) -> tuple[str, tuple]:
    """(SQL, its parameters) of these licences, in their order, with their standing on this day."""
    inner, params = found.with_standing(on).query.sql_with_params()
    return ROWS.format(what=what, found=inner, types=types(), standings=standings()), params


def table() -> str:
    return ", ".join(TABLE.values())


def json() -> str:
    """All that is public of a licence, as the text of an object."""
    urls = []
    for language in LANGUAGES:
        with override(language):
            before, after = reverse("public_search:licence", args=["0"]).split("0")
        urls.append(f"'{language}', {quoted(settings.SITE_URL + before)} || number || {quoted(after)}")
    return JSON.format(urls=", ".join(urls))


@cache
def types() -> str:
    return values({code: type.name for code, type in REGISTER_TYPES.items()})


@cache
def standings() -> str:
    return values({one.value: one.label for one in Standing})


def values(words: dict) -> str:
    """What our codes mean, in both languages and as an object, as rows of SQL."""
    lines = []
    for code, name in words.items():
        told = {"code": code}
        for language in LANGUAGES:
            with override(language):
                told[language] = str(name)
        line = ", ".join(quoted(text) for text in (*told.values(), dumps(told, ensure_ascii=False)))
        lines.append(f"({line}::json)")
    return ", ".join(lines)


def quoted(text: str) -> str:
    """As SQL has it, in a statement that has parameters."""
    return Literal(text).as_string().replace("%", "%%")
