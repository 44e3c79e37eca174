"""What the bank says: read or refused whole, kept once, matched where it is sure."""

import io
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from licensing import actions as licensing
from payments import actions, tasks
from payments.errors import NotThis, SamePerson
from payments.models import Payment, Receipt, Statement, StatementLine
from payments.statements import Unreadable, read

from .conftest import a_person, an_accountant, movement, place, seal, statement

HEAD = "account,date,amount,currency,reference,text,payer,bank_reference\r\n"


@pytest.fixture
def order(person):
    return place(seal(person, fee="30000.00"))


def the_line():
    return StatementLine.objects.get()


def bring(text, name="bank"):
    content = text if isinstance(text, bytes) else text.encode()
    return actions.import_statement(io.BytesIO(content), name=name)


@pytest.mark.parametrize(
    ("amount", "becomes"), [("29999.99", "partial"), ("30000.00", "settled"), ("30000.01", "over")]
)
def test_the_amount_decides_to_the_cent(order, amount, becomes):
    statement(movement(order, amount=amount))

    order.refresh_from_db()
    assert the_line().place == becomes
    assert (order.state == "paid") == (becomes == "settled")


def test_the_same_file_twice_brings_nothing_new(order):
    first, second = statement(movement(order)), statement(movement(order))

    assert (first.lines_new, second.lines_new) == (1, 0)
    assert Payment.objects.count() == Receipt.objects.count() == 1


def test_the_same_line_twice_in_a_file_is_two_payments_and_one_is_too_much(order):
    statement(movement(order), movement(order))

    assert sorted(StatementLine.objects.values_list("place", flat=True)) == ["double", "settled"]
    assert order.discrepancies.get().kind == "duplicate"
    assert Receipt.objects.count() == 1


def test_the_same_number_of_the_bank_twice_in_a_file_is_one_payment(order):
    statement(movement(order, bank_reference="B1"), movement(order, bank_reference="B1"))

    assert the_line().place == "settled"


def test_two_parts_that_make_the_total_settle(order):
    statement(movement(order, amount="10000.00"))
    assert the_line().place == "partial"

    statement(movement(order, amount="20000.00"), name="next.csv")

    assert set(StatementLine.objects.values_list("place", flat=True)) == {"settled"}
    assert Payment.objects.get().amount == Decimal("30000.00")


def mistyped(reference):
    yield reference[:-1] + str((int(reference[-1]) + 1) % 10)  # one digit
    yield reference[:-1]  # one missing
    yield reference[:5] + "0" + reference[5:]  # one too many
    pair = next(i for i in range(2, 11) if reference[i] != reference[i + 1])
    yield reference[:pair] + reference[pair + 1] + reference[pair] + reference[pair + 2 :]  # two digits swapped
    yield "RF99" + reference[4:]  # check digits wrong
    yield f"RF{reference[2:4]} {reference[4:8]} {reference[8:11]}X"  # in groups, one letter


@pytest.mark.parametrize("which", range(6))
def test_a_reference_mistyped_by_one_character_is_suggested_and_not_matched(order, which):
    text = list(mistyped(order.reference))[which]

    statement(movement(order, reference="", text=f"VIREMENT {text} MERCI"))

    line = the_line()
    assert (line.place, line.order, Payment.objects.count()) == ("suggested", order, 0)


def test_a_reference_in_groups_inside_a_sentence_is_found(order):
    text = f"fees of March, ref. {order.reference[:4]} {order.reference[4:8]} {order.reference[8:]}2027"

    statement(movement(order, reference="", text=text))

    assert the_line().place == "settled"


def test_an_equal_amount_and_a_similar_name_are_suggested(order):
    statement(movement(order, reference="", payer="CLUB DE CURLIN"), movement(order, reference="", payer="Hydro One"))

    assert sorted(StatementLine.objects.values_list("place", flat=True)) == ["suggested", "unmatched"]


def test_what_left_the_account_is_not_about_an_order(order):
    statement(movement(None, amount="-12.50", text="monthly charges"))

    assert the_line().place == "aside"


def test_money_taken_back_stops_the_review_and_tells_the_staff(order):
    statement(movement(order))

    statement(movement(order, amount="-30000.00", date="2027-03-05"), name="back.csv")

    back = StatementLine.objects.get(amount__lt=0)
    assert (back.place, back.returns.amount) == ("returned", Decimal("30000.00"))
    assert {one.kind for one in order.discrepancies.all()} == {"returned"}
    assert order.lines.get().application.waits_for_funds


def test_money_that_is_not_canadian_waits_for_a_person(order):
    statement(movement(order, currency="USD"))

    assert the_line().place == "unmatched"
    assert not Payment.objects.exists()


# two people


def test_a_large_match_by_hand_takes_two_people(order):
    one, other = an_accountant(), an_accountant("second@example.org")
    statement(movement(None, payer="somebody"))

    line = actions.propose_match(the_line(), order, by=one)
    assert (line.place, Payment.objects.count()) == ("proposed", 0)
    with pytest.raises(SamePerson):
        actions.approve_match(line, by=one)
    line = actions.approve_match(line, by=other)

    order.refresh_from_db()
    assert (line.place, order.state, line.payment.recorded_by) == ("settled", "paid", other)


def test_a_small_part_that_would_complete_a_large_order_takes_two_people_as_well(order):
    statement(movement(order, amount="29000.00"), movement(None, amount="1000.00"))
    small = StatementLine.objects.get(place="unmatched")

    assert actions.propose_match(small, order, by=an_accountant()).place == "proposed"


def test_too_much_settles_by_two_people_and_the_excess_is_recorded_apart(order):
    statement(movement(order, amount="30100.00"))

    line = actions.propose_match(the_line(), order, by=an_accountant())
    actions.approve_match(line, by=an_accountant("second@example.org"))

    order.refresh_from_db()
    assert order.state == "paid"
    assert sorted(order.payments.values_list("amount", flat=True)) == [Decimal("100.00"), Decimal("30000.00")]
    assert order.discrepancies.get().kind == "over"


def test_a_line_that_is_matched_is_not_matched_again(order):
    statement(movement(order))

    with pytest.raises(NotThis):
        actions.propose_match(the_line(), order, by=an_accountant())


def test_the_desk_imports_matches_and_approves(order, client):
    desk, second = an_accountant(), an_accountant("second@example.org")
    client.force_login(desk)
    text = HEAD + ",".join(movement(None, payer="somebody")) + "\r\n"
    file = SimpleUploadedFile("bank.csv", text.encode())
    client.post(reverse("admin:payments_statement_import"), {"file": file})
    line = the_line()
    step = reverse("admin:payments_bank_line", args=[line.pk, "match"])
    assert step in client.get(reverse("admin:payments_statementline_change", args=[line.pk])).content.decode()

    client.post(step, {"reference": order.reference})
    approve = reverse("admin:payments_bank_line", args=[line.pk, "approve"])
    client.post(approve)
    assert the_line().place == "proposed"
    client.force_login(second)
    client.post(approve)

    assert the_line().place == "settled"


@pytest.mark.parametrize("name", ["payments_statement_import", "payments_statementline_changelist"])
def test_the_desk_is_closed_to_others(client, db, name):
    client.force_login(a_person("clerk@example.org", is_staff=True))

    assert client.get(reverse(f"admin:{name}")).status_code == 403


# races


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_keep_each_line_once():
    order = place(seal(a_person(), fee="30000.00"))
    lines = [movement(order), *(movement(None, amount="5.00", text=str(i)) for i in range(50))]

    def run(_):
        try:
            return statement(*lines).lines_new
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        new = sorted(pool.map(run, range(4)))

    assert new == [0, 0, 0, 51]
    assert Payment.objects.count() == Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_money_that_races_a_withdrawal_is_never_lost(_round):
    application = seal(a_person(), fee="30000.00")
    order = place(application)
    bring(HEAD + ",".join(movement(order)) + "\r\n")

    def settle(_):
        try:
            tasks.sweep_statements()
        finally:
            connection.close()

    def withdraw(_):
        try:
            licensing.withdraw(application, by=application.created_by, reason="")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda do: do(0), [settle, withdraw]))

    order.refresh_from_db()
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert order.payments.get().amount == order.total
    # it arrived before, and the review ended; or after, and somebody is told
    assert (order.state, order.discrepancies.count()) in {("paid", 0), ("attention", 1)}


# files that are not what they should be


@pytest.mark.parametrize(
    "row",
    [
        'a,2027-03-02,"23,000.00",CAD,,,,',
        'a,2027-03-02,"23.000,00",CAD,,,,',
        "a,2027-03-02,23 000.00,CAD,,,,",
        "a,2027-03-02,1e5,CAD,,,,",
        "a,2027-03-02,NaN,CAD,,,,",
        "a,02/03/2027,5.00,CAD,,,,",
        "a,2027-03-02,5.00,CAD",
        'a,2027-03-02,5.00,CAD,"cut off',
    ],
)
def test_csv_that_is_not_as_declared_is_refused_whole(db, row):
    with pytest.raises(Unreadable) as refused:
        bring(HEAD + "a,2027-03-01,5.00,CAD,,,,\r\n" + row)

    assert "3" in str(refused.value)
    assert not StatementLine.objects.exists() and not Statement.objects.exists()


def test_another_encoding_is_refused(db):
    with pytest.raises(Unreadable, match="UTF-8"):
        bring((HEAD + "a,2027-03-01,5.00,CAD,,,Société,\r\n").encode("latin-1"))


def test_other_columns_are_refused(db):
    with pytest.raises(Unreadable, match="first line"):
        bring("date,montant\r\n2027-03-01,5.00\r\n")


def test_a_bank_that_writes_decimal_commas_is_read_once_declared(order, settings):
    settings.BANK_CSV_DELIMITER, settings.BANK_CSV_DECIMAL = ";", ","
    row = ";".join(movement(order, amount="30000,00"))

    bring("\ufeff" + HEAD.replace(",", ";") + row + "\r\n")

    assert the_line().amount == Decimal("30000.00")


def test_the_command_says_why_it_refuses(db, tmp_path):
    file = tmp_path / "bank.csv"
    file.write_text("nonsense")

    with pytest.raises(CommandError, match="first line"):
        call_command("import_statement", str(file))


def test_reading_keeps_no_more_of_a_long_file_than_of_a_short_one(tmp_path):
    def peak(rows):
        file = tmp_path / f"{rows}.csv"
        file.write_text(HEAD + "a,2027-03-02,5.00,CAD,,text,payer,\r\n" * rows)
        tracemalloc.start()
        with file.open("rb") as opened:
            assert sum(1 for _ in read(opened)) == rows
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(20_000) < peak(1_000) + 50_000
