"""From $30,000 the order itself sends the applications in; the money lets their review begin."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from icajo.calendar import business_days
from icajo.models import Letter
from licensing import actions as licensing
from licensing.casework import possible
from licensing.errors import NotNow
from payments import actions
from payments.models import Order
from tests import samples

from .conftest import a_person, movement, place, seal, statement


@pytest.fixture
def order(person):
    return place(seal(person, fee="30000.00"))


@pytest.fixture
def application(order):
    return order.lines.get().application


@pytest.fixture
def officer(storage):
    return samples.officer()


def test_the_order_sends_the_application_in_as_of_now(order, application):
    assert (application.state, application.received_at) == ("submitted", order.opened_at)
    assert str(application.status) == "Waiting for the transfer"


def test_nobody_takes_the_file_before_the_money_is_there(order, application, officer):
    assert "take" not in possible(application, by=officer)
    with pytest.raises(NotNow):
        licensing.take(application, by=officer)

    statement(movement(order))

    licensing.take(application, by=officer)
    application.refresh_from_db()
    assert application.state == "in-review"


def test_no_officer_closes_the_check_of_the_money_by_hand(application, officer, client):
    check = application.checks.get(code="funds")
    client.force_login(officer)

    answer = client.post(reverse("admin:licensing_check", args=[application.pk, check.pk]), {"note": "ok"})

    check.refresh_from_db()
    assert (answer.status_code, check.closed_at) == (404, None)
    with pytest.raises(NotNow):
        licensing.close_check(check, by=officer, note="ok")


def test_the_money_leaves_one_receipt_and_the_date_of_the_order(order, application):
    statement(movement(order))
    statement(movement(order), name="again.csv")

    application.refresh_from_db()
    order.refresh_from_db()
    assert (order.state, order.payment.amount, order.payment.receipt.number) == ("paid", Decimal("30000.00"), 1)
    assert application.received_at == order.opened_at
    assert str(application.status) == "Received"
    assert Letter.objects.filter(key__contains="receipt").count() == 1


def test_a_second_click_leads_to_the_same_order(order, application, person):
    again = actions.open_order([application], by=person)

    assert again == order
    assert application.events.filter(verb="submit").count() == 1


def test_no_letter_ever_gives_bank_details(order, settings):
    settings.BANK_ACCOUNT = "7654321"

    letter = Letter.objects.get(key__contains="wire_placed")

    assert order.reference in letter.body
    rest = letter.body.replace(order.reference, "")  # which may be full of zeros itself
    assert not any(word in rest for word in ("7654321", "0000000", "SWIFT", "DEMO"))


def test_the_page_and_the_paper_say_where_to_send_the_money(order, person, client, settings):
    settings.BANK_ACCOUNT, settings.BANK_BENEFICIARY = "7654321", "Receveur général"
    client.force_login(person)

    page = client.get(order.get_absolute_url()).content.decode()
    with override("fr"):
        answer = client.get(reverse("payments:kit", args=[order.uuid]))

    paper = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(BytesIO(answer.content)))
    for text in (page, paper):
        assert order.reference in text
        assert "7654321" in text
        assert "Receveur général" in text
    assert "30\xa0000,00\xa0$" in paper.replace("\u202f", "\xa0")


def test_without_an_account_the_page_says_that_nothing_of_it_exists(order, person, client, settings):
    settings.BANK_ACCOUNT = ""
    client.force_login(person)

    assert "this account does not exist" in client.get(order.get_absolute_url()).content.decode()


def test_a_stranger_finds_no_bank_details(order, client):
    client.force_login(a_person("stranger@example.org"))

    assert client.get(reverse("payments:kit", args=[order.uuid])).status_code == 404


def test_ten_business_days_leave_out_weekends_and_holidays():
    assert business_days(date(2026, 12, 18), 10) == date(2027, 1, 6)  # Christmas, Boxing Day on the Monday, New Year
    assert business_days(date(2027, 3, 1), 10) == date(2027, 3, 15)
    assert business_days(date(2027, 3, 6), 1) == date(2027, 3, 8)


def placed_on(order, day):
    moment = datetime(day.year, day.month, day.day, 15, tzinfo=ZoneInfo("America/Toronto"))
    Order.objects.filter(pk=order.pk).update(opened_at=moment)
    order.refresh_from_db()


def test_a_transfer_that_does_not_come_is_said_once_to_both_and_withdraws_nothing(order, application):
    placed_on(order, date(2027, 3, 1))

    actions.look_at_transfers(date(2027, 3, 15))
    assert not order.discrepancies.exists()
    for _ in range(2):
        actions.look_at_transfers(date(2027, 3, 16))

    application.refresh_from_db()
    assert order.discrepancies.get().kind == "late"
    assert Letter.objects.filter(key__contains="wire_late").count() == 1
    assert application.state == "submitted"


def test_two_late_orders_are_two_discrepancies(order, person):
    other = place(seal(person, fee="40000.00", organization=order.organization, ref="2026-100002"))
    for one in (order, other):
        placed_on(one, date(2027, 3, 1))

    actions.look_at_transfers(date(2027, 3, 16))

    assert [one.discrepancies.count() for one in (order, other)] == [1, 1]


def test_a_late_transfer_still_settles(order, application):
    placed_on(order, date(2027, 3, 1))
    actions.look_at_transfers(date(2027, 3, 16))

    statement(movement(order))

    order.refresh_from_db()
    assert order.state == "paid"
    assert not application.waits_for_funds


def test_money_for_a_withdrawn_application_is_kept_and_flagged(order, application, person):
    licensing.withdraw(application, by=person, reason="")

    statement(movement(order))

    order.refresh_from_db()
    assert order.state == "attention"
    assert order.discrepancies.get().kind == "not-filed"
    assert order.payments.get().amount == Decimal("30000.00")


def test_an_order_of_which_nothing_is_left_is_closed_and_later_money_flagged(order, application, person):
    licensing.withdraw(application, by=person, reason="")
    actions.look_at_transfers(timezone.localdate() + timedelta(days=40))
    order.refresh_from_db()
    assert order.state == "cancelled"

    statement(movement(order))

    assert order.bank_lines.get().place == "cancelled"
    assert {one.kind for one in order.discrepancies.all()} == {"cancelled"}
