"""Rows of a long list from a table: the same form checks them as checks what is typed.  No file, no database.

Headings are understood in French and in English, choices by either word, amounts and dates as people write them.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from .fields import Day, Money, WholeNumber, YesNo
from .transcript import LANGUAGES

AMONG_FIRST = 5  # the rows among which the headings stand: some put a title above them
TOTALS = re.compile(r"(grand |sous )?(total|totals|totaux|subtotal|sum|somme)\b")
YES, NO = {"yes", "oui", "y", "o", "x", "true", "vrai", "1"}, {"no", "non", "n", "false", "faux", "0"}
CURRENCY = re.compile(r"(?i)\b(CAD|CA)\b|[$]")
ISO_DAY = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
OTHER_DAY = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one cell: the row as the spreadsheet numbers it, the heading of its column."""

    line: int
    column: str
    message: str


@dataclass
class Imported:
    """`rows` ready to be kept, where nothing is `wrong`; `notes` say what was left out."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def headings(step) -> list[str]:
    """The first row of a table of this list, in the active language."""
    return [str(field.label) for field in step.base_fields.values()]


def from_table(step, lines, answers=None) -> Imported:
    """The rows of a table, its headings among the first; what cannot be kept is told cell by cell."""
    found = Imported()
    start, columns = _columns(step, lines)
    missing = [field for name, field in step.base_fields.items() if name not in columns and field.required]
    if not columns or missing:
        names = ", ".join(f"“{field.label}”" for field in missing)
        text = _("The headings of these columns were not found: %(names)s. Use the template.") % {"names": names}
        found.wrong.append(Wrong(lines[0].number if lines else 1, "", text))
        return found
    _tell_unknown(found, lines[start].cells, columns)
    for line in lines[start + 1 :]:
        _take(step, found, line, columns)
    found.wrong += _judged(step, found.rows, answers)
    for row in found.rows:
        row["id"] = secrets.token_hex(4)
    if not found.rows and not found.wrong:
        found.wrong.append(Wrong(lines[start].number, "", _("There is no line under the headings.")))
    return found


def _columns(step, lines):
    """Where the headings stand, and {question: its column}."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            known |= {folded(field.label): name for name, field in step.base_fields.items()}
    known |= {folded(name): name for name in step.base_fields}
    best: tuple[int, dict[str, int]] = (0, {})
    for place, line in enumerate(lines[:AMONG_FIRST]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(line.cells):
            if name := known.get(folded(cell)):
                columns.setdefault(name, column)
        if len(columns) > len(best[1]):
            best = (place, columns)
    return best


def _tell_unknown(found, cells, columns):
    unknown = [cell for column, cell in enumerate(cells) if cell and column not in columns.values()]
    if unknown:
        names = ", ".join(f"“{cell[:60]}”" for cell in unknown)
        found.notes.append(_("These columns are not asked for and were left out: %(names)s.") % {"names": names})


def _take(step, found, line, columns):
    """Adds the row of a line, unless nothing is in it or it only adds the others up."""
    cells = {name: line.cells[column] if column < len(line.cells) else "" for name, column in columns.items()}
    if not any(cells.values()):
        return
    if _adds_up(step, cells, line.cells):
        found.notes.append(_("Line %(line)s was left out: it is a total.") % {"line": line.number})
        return
    row = {name: typed(field, cells.get(name, "")) for name, field in step.base_fields.items()}
    found.rows.append({"id": line.number, **row})


def _adds_up(step, cells, all_cells):
    blank = any(field.required and not cells.get(name) for name, field in step.base_fields.items())
    return blank and any(TOTALS.match(folded(cell)) for cell in all_cells)


def _judged(step, rows, answers):
    """Rows are called by the number of their line while they are judged."""
    formulas = {
        (row["id"], name) for row in rows for name, cell in row.items() if isinstance(cell, str) and cell[:1] == "="
    }
    for line, name, message in step.mistakes_in(rows, answers):
        if (line, name) in formulas:
            message = _("This cell holds a formula: put its value instead.")
        yield Wrong(line, str(step.base_fields[name].label), str(message))


def typed(field, cell: str):
    """What a person would have typed, or chosen, to say this."""
    if isinstance(field, Day):
        return _day(cell)
    if isinstance(field, YesNo):
        said = folded(cell)
        return "yes" if said in YES else "no" if said in NO else cell
    if isinstance(field, forms.ChoiceField):
        return _choices(field).get(folded(cell), cell)
    if isinstance(field, Money | WholeNumber):
        return CURRENCY.sub(" ", cell).strip()
    if isinstance(field, forms.BooleanField):
        return folded(cell) in YES
    return cell


def _choices(field):
    known: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            known |= {folded(label): str(value) for value, label in field.choices if value}
    return known | {folded(value): str(value) for value, _label in field.choices if value}


def _day(cell):
    """[year, month, day]; what may be read in two ways is kept as it is, and the form asks."""
    if iso := ISO_DAY.fullmatch(cell):
        return list(iso.groups())
    if other := OTHER_DAY.fullmatch(cell):
        first, second, year = other.groups()
        if int(first) > 12 or first == second:
            return [year, second, first]
        if int(second) > 12:
            return [year, first, second]
    return [cell, "", ""] if cell else ["", "", ""]


def folded(text) -> str:
    """Without capitals, accents, punctuation or more than one space: as headings and choices are compared."""
    plain = unicodedata.normalize("NFKD", str(text).casefold().replace("œ", "oe"))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())
