"""Rows of a long list out of a table, however somebody's spreadsheet wrote it."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override
from xlsxwriter import Workbook

from icajo import spreadsheets, tables
from icajo.filetypes import Refused
from icajo.journey.imported import from_table, headings
from licensing.types.raffle.report.accounts import Deposits, Expenses
from licensing.types.raffle.report.people import Winners

GOOD = ["2027-03-10", "1234.50", "S-1"]


def table(rows, head=None, *, name="t.csv", encoding="utf-8", delimiter=","):
    """A table of deposits, read."""
    lines = [delimiter.join(cells) for cells in [head or headings(Deposits), *rows]]
    return from_table(Deposits, spreadsheets.read("\r\n".join(lines).encode(encoding), name))


def book(write):
    """An XLSX as `write(book, sheet)` fills it, read."""
    out = io.BytesIO()
    with Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, headings(Deposits))
        write(workbook, sheet)
    return from_table(Deposits, spreadsheets.read(out.getvalue(), "t.xlsx"))


def amounts(found):
    assert found.wrong == []
    return [row.deposit_amount for row in Deposits.read(found.rows)["deposits"]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_filled_in_either_language_is_read_in_any(language):
    with override(language):
        head = headings(Deposits)

    assert amounts(table([GOOD], head)) == [Decimal("1234.50")]


@pytest.mark.parametrize(
    "written",
    ["1234,50", "1\u202f234,50 $", "$1,234.50", "1\xa0234,50\xa0$ CA", "CAD 1234.50", "1 234,50"],
)
def test_amounts_are_read_as_people_write_them(written):
    assert amounts(table([[GOOD[0], written, "S-1"]], delimiter=";")) == [Decimal("1234.50")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    found = table([["2027-03-10", "5", "Été"]], delimiter=";", encoding=encoding)

    assert [row["deposit_slip"] for row in found.rows] == ["Été"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("2027-03-10", ["2027", "03", "10"]),
        ("2027/3/10", ["2027", "3", "10"]),
        ("28/03/2027", ["2027", "03", "28"]),
        ("03/28/2027", ["2027", "03", "28"]),
    ],
)
def test_days_are_read_where_they_can_be_read_in_one_way(written, typed):
    assert table([[written, "5", "S"]]).rows[0]["deposited_on"] == typed


def test_a_day_that_may_be_two_is_asked_about():
    found = table([["03/04/2027", "5", "S"]])

    assert [(one.line, one.column) for one in found.wrong] == [(2, "Day of the deposit")]


def test_what_is_wrong_is_told_by_line_and_column_all_at_once():
    found = table([GOOD, ["2027-03-10", "five", "S"], ["2027-02-30", "5", ""]])

    assert [(one.line, one.column) for one in found.wrong] == [
        (3, "Amount deposited"), (4, "Day of the deposit"), (4, "Number of the slip"),
    ]  # fmt: skip


def test_empty_lines_are_nothing_and_a_total_is_left_out_and_told():
    found = table([GOOD, ["", "", ""], GOOD, ["TOTAL :", "2469.00", ""]])

    assert amounts(found) == [Decimal("1234.50")] * 2
    assert found.notes == ["Line 5 was left out: it is a total."]


def test_a_title_above_and_a_column_too_many_do_no_harm():
    found = table([["Dépôts de mars"], [*headings(Deposits), "Notes"], [*GOOD, "x"]], head=[""])

    assert amounts(found) == [Decimal("1234.50")]
    assert "Notes" in found.notes[0]


def test_a_heading_that_is_missing_is_named():
    found = table([GOOD], head=["Day of the deposit", "Montant ???", "Number of the slip"])

    assert found.rows == [] and "Amount deposited" in found.wrong[0].message


def test_formulas_are_text_and_amounts_of_a_formula_are_refused():
    def write(workbook, sheet):
        sheet.write_row(1, 0, ["2027-03-10", 5])
        sheet.write_string(1, 2, '=HYPERLINK("x")')
        sheet.write_string(2, 0, "2027-03-10")
        sheet.write_formula(2, 1, "=SUM(B2:B2)", None, 5)
        sheet.write_string(2, 2, "S")

    found = book(write)

    assert found.rows[0]["deposit_slip"] == '=HYPERLINK("x")'
    assert [(one.line, one.message) for one in found.wrong] == [
        (3, "This cell holds a formula: put its value instead.")
    ]


def test_numbers_and_dates_of_a_spreadsheet_are_what_they_show():
    def write(workbook, sheet):
        sheet.write_datetime(1, 0, datetime(2027, 3, 10), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(1, 1, 0.1 + 0.2, workbook.add_format({"num_format": '#,##0.00 "$"'}))
        sheet.write_number(1, 2, 123)

    found = book(write)

    assert amounts(found) == [Decimal("0.30")]
    assert (found.rows[0]["deposited_on"], found.rows[0]["deposit_slip"]) == (["2027", "03", "10"], "123")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_the_portal_writes_it_reads(kind):
    made = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}[kind]
    rows = [["Zoé L’Écluse", "Ottawa", "", "0001", "Vélo", "2027-03-10", "Cheque"]]

    found = from_table(Winners, spreadsheets.read(made(headings(Winners), rows), f"t.{kind}"))

    assert found.wrong == [] and found.rows[0]["winner_ticket"] == "0001" and found.rows[0]["won_how"] == "cheque"


def test_choices_are_read_by_their_words_in_either_language():
    with override("fr"):
        label = str(dict(Expenses.base_fields["expense_category"].choices)["printing"])
    row = [label, "", "Rideau", "", "", "2027-03-10", "5", "77", "OUI"]
    lines = spreadsheets.read("\n".join([";".join(headings(Expenses)), ";".join(row)]).encode(), "t.csv")

    found = from_table(Expenses, lines)

    assert found.wrong == []
    assert (found.rows[0]["expense_category"], found.rows[0]["has_receipt"]) == ("printing", "yes")


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b" " * 20 * 2**20)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04nonsense", "t.xlsx"),
        (b"a,b\0c", "t.csv"),
        (b"x", "t.pdf"),
        (b",".join([b"x"] * 61), "t.csv"),
        (b"x\n" * 20_001, "t.csv"),
        (b'"' + b"x" * 6_000 + b'"', "t.csv"),
    ],
    ids=["no zip", "a nul", "a pdf", "columns", "lines", "a cell"],
)
def test_what_is_no_table_or_too_large_is_refused(content, name):
    with pytest.raises(Refused):
        spreadsheets.read(content, name)


def test_a_bomb_is_refused_before_it_unpacks():
    with pytest.raises(Refused):
        spreadsheets.read(bomb(), "t.xlsx")


def test_an_empty_table_says_that_nothing_is_in_it():
    assert table([]).wrong[0].message == "There is no line under the headings."
    assert from_table(Deposits, []).wrong
