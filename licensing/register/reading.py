"""From the bytes of a file to its rows: one line is one row, so that a broken one spoils no other."""

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ..folding import fold
from .columns import COLUMNS

LONGEST = 64 * 1024  # bytes of a line
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SIXTEEN_BITS = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):
    """The file as a whole cannot be read: nothing of it was loaded."""


@dataclass(frozen=True)
class Layout:
    """How a file is written: its separator, its columns in order (None: not ours) and how many rows follow."""

    separator: str
    columns: list[str | None]
    rows: int

    @property
    def not_read(self) -> int:
        return self.columns.count(None)


@dataclass(frozen=True)
class Line:
    """One row: its place in the file and its cells by column, or why it cannot be read."""

    number: int
    cells: dict[str, str]
    problem: str = ""


def examine(path: Path, known: dict[str, str] = COLUMNS) -> Layout:
    """Read the file through, and its first line for the `known` columns {English: French}.  Raises Unreadable."""
    separator, columns, rows = "", None, 0
    for number, text in texts(path):
        if columns is None:
            separator = ";" if text.count(";") > text.count(",") else ","
            columns = header(text, separator, number, known)
        else:
            rows += 1
    if columns is None:
        raise Unreadable(_("The file is empty."))
    return Layout(separator, columns, rows)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, text) of every line that is not blank."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rb") as file:
        for number, raw in enumerate(iter(lambda: file.readline(LONGEST), b""), 1):
            if len(raw) == LONGEST:
                raise Unreadable(_("Line %(line)d is too long: each row must be on a line.") % {"line": number})
            if text := decoded(raw, number).strip("\r\n \t"):
                yield number, text


def decoded(raw: bytes, number: int) -> str:
    if number == 1:
        if raw.startswith(SIXTEEN_BITS):
            raise Unreadable(_("The file is in UTF-16: save it as “CSV UTF-8”."))
        raw = raw.removeprefix(BYTE_ORDER_MARK)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        wrong = {"line": number, "column": error.start + 1, "byte": f"{raw[error.start]:02X}"}
        said = _("Line %(line)d, byte %(column)d (%(byte)s): this is not UTF-8. Save the file as “CSV UTF-8”.")
        raise Unreadable(said % wrong) from None


def header(text: str, separator: str, number: int, known: dict[str, str]) -> list[str | None]:
    """The columns in the order of the file.  Raises Unreadable where one is missing or stands twice."""
    names = {fold(name).replace(" ", "_"): column for column, french in known.items() for name in (column, french)}
    try:
        cells = next(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        raise Unreadable(_("Line %(line)d must name the columns.") % {"line": number}) from None
    columns = [names.get(fold(cell).replace(" ", "_")) for cell in cells]
    if missing := [f"{column} ({french})" for column, french in known.items() if column not in columns]:
        raise Unreadable(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
    if twice := [column for column in known if columns.count(column) > 1]:
        raise Unreadable(_("These columns stand twice: %(columns)s.") % {"columns": ", ".join(twice)})
    return columns


def lines(path: Path, layout: Layout) -> Iterator[Line]:
    """The rows of a file that was examined."""
    rows = texts(path)
    next(rows)  # the columns
    for number, text in rows:
        yield line(number, text, layout)


def line(number: int, text: str, layout: Layout) -> Line:
    if "\0" in text:
        return Line(number, {}, _("The row has a character that cannot be kept (NUL)."))
    try:
        cells = next(csv.reader([text], delimiter=layout.separator, strict=True))
    except csv.Error:
        return Line(number, {}, _("The quotes of the row do not match; a cell may not hold a line break."))
    if len(cells) != len(layout.columns):
        counts = {"cells": len(cells), "columns": len(layout.columns)}
        return Line(number, {}, _("The row has %(cells)d cells, and the file has %(columns)d columns.") % counts)
    return Line(number, {name: cell.strip() for name, cell in zip(layout.columns, cells, strict=True) if name})
