"""A statement as CSV: UTF-8, with the columns, the delimiter and the decimal mark that the settings declare.

Anything else is refused rather than guessed: « 23.000,00 » and « 23,000.00 » are two amounts or one.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from .lines import BankLine, Unreadable, amount_of

NEEDED = {"date", "amount"}
LENGTHS = {"account": 60, "reference": 140, "text": 500, "payer": 140, "bank_reference": 60}
LONGEST_ROW = 20_000


def lines(file: BinaryIO) -> Iterator[BankLine]:
    """Raises Unreadable for a file that is not as declared, saying on which line."""
    columns, number = settings.BANK_CSV_COLUMNS, 1
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    rows = csv.reader(text, delimiter=settings.BANK_CSV_DELIMITER, strict=True)
    try:
        if (found := next(rows, None)) != columns or not set(columns) >= NEEDED:
            raise Unreadable(
                _("The first line must name these columns: %(columns)s.") % {"columns": ", ".join(columns)}
            )
        for number, row in enumerate(rows, 2):
            if row:
                yield _line(dict(zip(columns, _whole(row, found, number), strict=True)), number)
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not in UTF-8."), _("line %(number)d") % {"number": number}) from error
    except csv.Error as error:
        where = _("line %(number)d") % {"number": rows.line_num}
        raise Unreadable(_("The CSV is damaged or cut off."), where) from error
    finally:
        text.detach()  # the file is whoever opened it's to close


def _whole(row, columns, number):
    if len(row) != len(columns) or sum(map(len, row)) > LONGEST_ROW:
        raise Unreadable(_("A line has not the columns of the first."), _("line %(number)d") % {"number": number})
    return [cell.strip().replace("\0", "") for cell in row]


def _line(cells, number):
    where = _("line %(number)d") % {"number": number}
    try:
        amount = amount_of(cells["amount"], settings.BANK_CSV_DECIMAL)
    except ValueError as error:
        raise Unreadable(_("An amount is not written as declared: %(text)s") % {"text": error}, where) from error
    try:
        booked_on = date.fromisoformat(cells["date"])
    except ValueError as error:
        raise Unreadable(
            _("A date is not written year-month-day: %(text)s") % {"text": cells["date"]}, where
        ) from error
    facts = {name: cells.get(name, "")[:length] for name, length in LENGTHS.items()}
    currency = cells.get("currency", "").upper()[:3] or "CAD"
    return BankLine(booked_on=booked_on, amount=amount, currency=currency, **facts)
