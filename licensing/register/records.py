"""From the cells of a row to what they say; everything that is wrong with a row is said at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Address, OrganizationKind, Role, fits
from accounts.models.postal_codes import FIRST_LETTERS
from icajo.journey.fields import Email, Phone, PostalCode

from ..folding import fold
from ..types import REGISTER_TYPES
from .columns import COLUMNS, RECORDS
from .reading import Line

NUMBER, NAME, CITY, EMAIL_LENGTH = 40, 200, 100, 254  # characters
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
LICENCE_NUMBER = re.compile("[A-Z0-9-]{1,16}")
EMAIL, PHONE, POSTAL_CODE = Email(required=False), Phone(required=False), PostalCode(required=False)


@cache
def accepted(name: str) -> dict[str, str]:
    """{word as people write it, folded: code}: the codes themselves and their names in both languages."""
    choices = {
        "kind": OrganizationKind.choices,
        "address": Address.Kind.choices,
        "role": Role.Kind.choices,
        "language": settings.LANGUAGES,
        "type": [(code, type.name) for code, type in REGISTER_TYPES.items()],
        "record": list(RECORDS.items()),
    }[name]
    words = {fold(code): code for code, _label in choices}
    for language in ("fr", "en"):
        with override(language):
            words |= {fold(str(label)): code for code, label in choices}
    return words


@dataclass
class Record:
    """What one row says: facts by column, and the keys that no other row of the file may have.

    A key whose value is not "" may come again with the same value: a person is named once for each role.
    """

    line: int
    about: str
    organization: str
    number: str
    facts: dict
    keys: dict[str, str]


@dataclass
class Cells:
    """The cells of a row, read one by one; `problems` are in the words of the column's own name."""

    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=lambda: COLUMNS)  # {English: French}

    def wrong(self, column: str, text: str, **values) -> None:
        why = text % {"value": self.cells[column], **values}
        name = f"{column} ({self.columns[column]})"
        self.problems.append(_("%(column)s: %(why)s") % {"column": name, "why": why})

    def text(self, column: str, most: int, *, needed=True) -> str:
        value = self.cells[column]
        if needed and not value:
            self.wrong(column, _("it is empty"))
        elif len(value) > most:
            self.wrong(column, _("it has more than %(most)d characters"), most=most)
        return value

    def one_of(self, column: str, words: str = "", *, default="") -> str:
        value = self.cells[column]
        if not value and default:
            return default
        code = accepted(words or column).get(fold(value))
        if code is None:
            self.wrong(column, _("“%(value)s” is unknown"))
        return code or ""

    def day(self, column: str, *, needed=True) -> date | None:
        value = self.cells[column]
        if not value and not needed:
            return None
        try:
            if DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            self.wrong(column, _("“%(value)s” is not in the calendar"))
            return None
        self.wrong(column, _("“%(value)s” must be a year, a month and a day, such as 2027-03-27"))
        return None

    def share(self) -> Decimal | None:
        value = self.cells["share"].replace(",", ".").removesuffix("%").strip()
        if not value:
            return None
        try:
            share = Decimal(value)
            if 0 < share <= 100:
                return round(share, 2)
        except InvalidOperation:
            pass
        self.wrong("share", _("“%(value)s” is not a percentage"))
        return None

    def typed(self, column: str, question) -> str:
        """What one of the portal's own kinds of question makes of the cell."""
        try:
            return question.clean(self.text(column, EMAIL_LENGTH, needed=False))
        except ValidationError as error:
            self.wrong(column, "%(why)s", why=error.messages[0])
            return ""

    def in_order(self, first: date | None, last: date | None, column: str) -> None:
        if first and last and last < first:
            self.wrong(column, _("“%(value)s” comes before the first day"))


def place(row: Cells, *, needed: bool) -> dict:
    province = row.text("province", 2, needed=False).upper() or "ON"
    code = row.cells["postal_code"].upper()
    if province in FIRST_LETTERS:
        code = row.typed("postal_code", POSTAL_CODE)
        if code and not fits(code, province):
            row.wrong("postal_code", _("“%(value)s” is not in the province %(province)s"), province=province)
    elif len(code) > 7:
        row.wrong("postal_code", _("it has more than %(most)d characters"), most=7)
    return {
        "street": row.text("street", NAME, needed=needed),
        "city": row.text("city", CITY, needed=needed),
        "province": province,
        "postal_code": code,
    }


def organization(row: Cells) -> dict:
    return {
        "name": row.text("name", NAME),
        "kind": row.one_of("kind"),
        "language": row.one_of("language", default="fr"),
        "email": row.typed("email", EMAIL),
        "phone": row.typed("phone", PHONE),
        **place(row, needed=False),
    }


def address(row: Cells) -> dict:
    return {"kind": row.one_of("kind", "address"), **place(row, needed=True)}


def person(row: Cells) -> dict:
    since, until = row.day("since"), row.day("until", needed=False)
    row.in_order(since, until, "until")
    names = {name: row.text(name, CITY) for name in ("first_name", "last_name")}
    reached = {"email": row.typed("email", EMAIL), "phone": row.typed("phone", PHONE)}
    role = {"kind": row.one_of("role"), "since": since, "until": until, "share": row.share()}
    return {"person": names | reached, "role": role}


def premises(row: Cells) -> dict:
    where = place(row, needed=False)
    row.text("city", CITY)
    del where["province"]  # they are in Ontario
    return {"name": row.text("name", NAME), **where, "phone": row.typed("phone", PHONE)}


def licence(row: Cells) -> dict:
    number = row.text("licence_number", 16).upper().replace(" ", "")
    if number and not LICENCE_NUMBER.fullmatch(number):
        row.wrong("licence_number", _("“%(value)s” must be letters, digits and hyphens, 16 at most"))
    first, last = row.day("starts_on"), row.day("expires_on", needed=False)
    row.in_order(first, last, "expires_on")
    return {
        "number": number,
        "type_code": row.one_of("type"),
        "premises": row.text("premises", NUMBER, needed=False),
        "holder": row.text("name", NAME, needed=False),
        "municipality": row.text("city", CITY, needed=False),
        "issued_on": row.day("issued_on"),
        "starts_on": first,
        "expires_on": last,
    }


READ: dict[str, Callable[[Cells], dict]] = {
    "organization": organization,
    "address": address,
    "person": person,
    "premises": premises,
    "licence": licence,
}


def keys(about: str, owner: str, number: str, facts: dict) -> dict[str, str]:
    """What only one row of the file may say; see Record."""
    if about == "address":
        return {f"address {facts['kind']} {owner}": ""}
    if about == "person":
        known = facts["person"]
        role = facts["role"]
        return {
            f"person {number}": f"{known['first_name']} {known['last_name']}",
            f"role {role['kind']} {role['since']} {number} {owner}": "",
        }
    if about == "licence":
        return {f"licence {number}": "", f"licence number {facts['number']}": ""}
    return {f"{about} {number}": ""}


def read(line: Line) -> tuple[Record | None, list[str]]:
    """The record of a row, or everything that is wrong with it."""
    row = Cells(line.cells)
    about, owner = row.one_of("record"), row.text("organization", NUMBER)
    if not about:
        return None, row.problems
    facts = READ[about](row)
    unnumbered = about in ("organization", "address")
    number = owner if unnumbered else row.text("number", NUMBER)
    if row.problems:
        return None, row.problems
    return Record(line.number, about, owner, number, facts, keys(about, owner, number, facts)), []
