"""Read a table that somebody saved in a spreadsheet, CSV or XLSX: every cell is text, nothing is ever computed.

The file is read and forgotten.  No library reads XLSX here: `filetypes.check` opens it first, so that it unpacks to no
more than it says, and lxml reads its parts as a stream, without entities or network.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from lxml import etree

from . import filetypes
from .filenames import extension
from .filetypes import Refused

LARGEST = 10 * 2**20  # bytes
MOST_ROWS, MOST_COLUMNS, LONGEST = 20_000, 60, 5_000  # what any list of ours holds, and as much again
LARGEST_PART = 60 * 2**20  # bytes that one part of an XLSX may unpack to
DELIMITERS = ",;\t"
CLOSED = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_pis": True}
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # in the code of a format
DATES = {*range(14, 23), *range(45, 48)}  # the built-in formats that show a date or a time

WRONG_TYPE = _("Send a table saved as CSV or as XLSX.")
TOO_LARGE = _("This table is too large: send 10 MB at most.")
TOO_MANY = _("This table has too many lines or columns, or a cell too long, for any list of ours.")
BROKEN = _("We cannot read this table. Open it in your spreadsheet, save it again as CSV or XLSX, and send that copy.")


class Line(NamedTuple):
    """A row of the table: its number as the spreadsheet shows it, and the text of its cells."""

    number: int
    cells: list[str]


def read(content: bytes, name: str) -> list[Line]:
    """The rows of the first sheet that hold anything.  Raises Refused, with what the person can do."""
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    ending = extension(name)
    if ending not in ("csv", "xlsx", "txt"):
        raise Refused(WRONG_TYPE)
    rows = _xlsx(content) if ending == "xlsx" else _csv(content)
    found = []
    for number, cells in rows:
        if len(found) >= MOST_ROWS or len(cells) > MOST_COLUMNS or any(len(cell) > LONGEST for cell in cells):
            raise Refused(TOO_MANY)
        cells = [cell.strip() for cell in cells]
        if any(cells):
            found.append(Line(number, cells))
    return found


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    if "\0" in text:
        raise Refused(BROKEN)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
    except csv.Error as error:
        raise Refused(BROKEN) from error


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else UTF-8, else what Windows writes in Western Europe and Canada."""
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    filetypes.check(content, "table.xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if any(part.file_size > LARGEST_PART for part in archive.infolist()):
                raise Refused(TOO_MANY)
            book = Book(archive)
            yield from book.rows()
    except (KeyError, IndexError, ValueError, OverflowError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise Refused(BROKEN) from error


class Book:
    """What the parts of a workbook say."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        workbook = self._whole("xl/workbook.xml")
        options = workbook.find("{*}workbookPr")
        from_1904 = options is not None and options.get("date1904", "0").lower() in ("1", "true", "on")
        self.since = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        self.sheet = self._first_sheet(workbook)
        self.words = self._words() if "xl/sharedStrings.xml" in archive.namelist() else []
        self.dated = self._dated() if "xl/styles.xml" in archive.namelist() else set()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        last = 0
        for row in self._each(self.sheet, "{*}row"):
            last = int(row.get("r") or last + 1)
            cells: list[str] = []
            for cell in row.iterfind("{*}c"):
                column = _column(cell.get("r") or "") if cell.get("r") else len(cells)
                if column >= MOST_COLUMNS:
                    raise Refused(TOO_MANY)
                cells += [""] * (column - len(cells)) + [self._text(cell)]
            yield last, cells

    def _text(self, cell) -> str:
        """What the cell says; a formula is its own text, since nothing is computed here."""
        formula, value, kind = cell.find("{*}f"), cell.findtext("{*}v") or "", cell.get("t", "n")
        if formula is not None:
            return f"={formula.text or ''}"
        if kind == "s":
            return self.words[int(value)]
        if kind == "inlineStr":
            return _said(cell.find("{*}is"))
        if kind == "b":
            return "yes" if value == "1" else "no"
        if kind == "n" and value:
            return self._moment(float(value)) if cell.get("s", "") in self.dated else _number(value)
        return value

    def _moment(self, days: float) -> str:
        """A date, a time of the day, or both, as ISO 8601 writes them."""
        moment = self.since + timedelta(seconds=round(days * 86400))
        if days < 1:
            return f"{moment:%H:%M}"
        return f"{moment:%Y-%m-%d}" if days == int(days) else f"{moment:%Y-%m-%d %H:%M}"

    def _first_sheet(self, workbook) -> str:
        first = workbook.find("{*}sheets/{*}sheet")
        wanted = next(value for name, value in first.attrib.items() if name.endswith("}id"))
        links = self._whole("xl/_rels/workbook.xml.rels")
        target = next(link.get("Target") for link in links if link.get("Id") == wanted)
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _words(self) -> list[str]:
        return [_said(word) for word in self._each("xl/sharedStrings.xml", "{*}si")]

    def _dated(self) -> set[str]:
        """The numbers of the styles that show a date or a time."""
        styles = self._whole("xl/styles.xml")
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
        shown = [one.get("numFmtId", "0") for one in styles.iterfind("{*}cellXfs/{*}xf")]
        return {
            str(place)
            for place, number in enumerate(shown)
            if int(number) in DATES or re.search("[ymdhs]", QUOTED.sub("", own.get(number, "").lower()))
        }

    def _whole(self, part: str):
        with self.archive.open(part) as file:
            root = etree.parse(file, etree.XMLParser(**CLOSED)).getroot()
        _refuse_dtd(root)
        return root

    def _each(self, part: str, tag: str):
        with self.archive.open(part) as file:
            for _event, element in etree.iterparse(file, tag=tag, **CLOSED):
                _refuse_dtd(element)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _refuse_dtd(element):
    info = element.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise Refused(BROKEN)


def _said(element) -> str:
    """The words of a text, whatever its letters look like; how it is pronounced left out."""
    return "".join(t.text or "" for t in element.iter("{*}t") if etree.QName(t.getparent()).localname != "rPh")


def _number(value: str) -> str:
    """`1234.56` of the 1234.5599999999999 that is stored."""
    number = float(value)
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(round(number, 9))


def _column(reference: str) -> int:
    """0 of A1, 27 of AB7."""
    place = 0
    letters = re.match("[A-Z]{1,3}", reference)
    if letters is None:
        raise ValueError(reference)
    for letter in letters.group():
        place = place * 26 + ord(letter) - 64
    return place - 1
