"""Tables that leave the portal: a cell is what it says, never a formula, whatever somebody called themselves."""

import csv
import io
from decimal import Decimal

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(head: list[str], rows: list[list]) -> bytes:
    """With a mark for Excel that it is UTF-8; a text that a spreadsheet would compute is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in [head, *rows])
    return ("\N{BYTE ORDER MARK}" + out.getvalue()).encode()


def harmless(cell) -> str:
    """The cell as text; an amount below zero stays an amount."""
    text = "" if cell is None else str(cell)
    is_text = not isinstance(cell, int | Decimal)
    return f"'{text}" if is_text and text.lstrip(" \N{NO-BREAK SPACE}").startswith(STARTS_A_FORMULA) else text


def as_xlsx(head: list[str], rows: list[list]) -> bytes:
    """Amounts are numbers; everything else is a text, also what begins like a formula or an address."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet, money = book.add_worksheet(), book.add_format({"num_format": "#,##0.00"})
    for number, row in enumerate([head, *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                sheet.write_number(number, column, cell, money)
            else:
                sheet.write_string(number, column, "" if cell is None else str(cell))
    book.close()
    return out.getvalue()
