"""A transfer that comes in part, or not at all: reminded once, then closed, and what came goes back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from icajo.models import Letter
from licensing import actions as licensing
from payments import actions, books, desk
from payments.errors import NotThis
from payments.models import Order, Payment, Refund

from .books import balance
from .conftest import a_person, an_accountant, movement, place, reseal, seal, statement


def today():
    return timezone.localdate().isoformat()


@pytest.fixture
def order(person):
    return place(seal(person, fee="30000.00"))


@pytest.fixture
def application(order):
    return order.lines.get().application


@pytest.fixture
def part(order):
    statement(movement(order, amount="12000.00", date=today()))
    return order.bank_lines.get()


def an_officer(email="finance@example.org"):
    officer = an_accountant(email)
    names = ["ask_refund", "view_refund", "add_refund", "view_discrepancy"]
    officer.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return officer


def become_late(order):
    Order.objects.filter(pk=order.pk).update(opened_at=timezone.now() - timedelta(days=30))
    order.refresh_from_db()
    actions.look_at_transfers(timezone.localdate())


def titles():
    return [(str(kind.title), str(kind.step), len(kind.rows)) for kind in desk.exceptions(timezone.now(), User())]


def test_what_waits_at_the_bank_stands_beside_the_balance_until_it_pays(order, part):
    statement(movement(amount="512.00", date=today()), name="a gift.csv")
    (before,) = desk.balance(timezone.localdate(), timezone.localdate())

    statement(movement(order, amount="18000.00", date=today()), name="the rest.csv")
    (after,) = desk.balance(timezone.localdate(), timezone.localdate())

    assert (before.bank, before.waiting) == (0, Decimal("12512.00"))
    assert after.bank == after.transfers == Decimal("30000.00")
    assert after.waiting == Decimal("512.00")


def test_a_part_stands_on_the_desk_until_its_payer_is_reminded_once(order, part):
    assert titles() == [("Transfers that came in part", "Remind the payer", 1)]

    for _ in range(2):
        actions.remind(order, by=an_officer(f"f{_}@example.org"))

    letter = Letter.objects.get(key__contains="wire_partial")
    assert "18\xa0000,00" in letter.body.replace("\u202f", "\xa0")
    assert titles() == []


def test_the_page_of_the_order_says_what_came_and_what_is_missing(client, order, part, person):
    client.force_login(person)

    text = client.get(order.get_absolute_url()).content.decode()

    assert "$12,000.00" in text
    assert "$18,000.00" in text


def test_nothing_is_given_up_before_its_day(order, part):
    with pytest.raises(NotThis):
        actions.close_late_order(order, by=an_officer(), note="?")


def test_after_its_day_one_officer_closes_it_and_another_lets_the_money_go(order, part, application):
    become_late(order)
    assert titles() == [("Transfers that are late", "Close the order", 1)]
    first, second = an_officer(), an_officer("other@example.org")

    actions.close_late_order(order, by=first, note="Nothing more came")

    order.refresh_from_db()
    application.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.state, application.state, application.received_at) == ("cancelled", "draft", None)
    assert (refund.amount, refund.asked_by, refund.approved) == (Decimal("12000.00"), first, None)
    assert titles() == [("Refunds to decide", "Decide", 1)]
    with pytest.raises(PermissionDenied):
        actions.decide_refund(refund, by=first, approve=True)
    actions.decide_refund(refund, by=second, approve=True)
    refund.refresh_from_db()
    actions.record_repayment(refund, by=first, reference="VIR 9", on=timezone.localdate())
    assert titles() == []
    assert balance(ask_provider=False)


def test_its_payer_is_told_once_what_became_of_it(order, part):
    become_late(order)

    actions.close_late_order(order, by=an_officer(), note="x")

    letter = Letter.objects.get(key__contains="wire_given_up")
    assert "12\xa0000,00" in letter.body.replace("\u202f", "\xa0")
    assert order.lines.get().application.ref in letter.body


def test_without_a_part_nothing_is_asked_back(order, application):
    become_late(order)

    actions.close_late_order(order, by=an_officer(), note="x")

    application.refresh_from_db()
    assert (application.state, Payment.objects.count(), Refund.objects.count()) == ("draft", 0, 0)
    assert balance(ask_provider=False)


def test_it_is_completed_and_ordered_again(order, part, application, person):
    become_late(order)
    actions.close_late_order(order, by=an_officer(), note="x")
    reseal(application, "30000.00")

    again = place(application)
    statement(movement(again, date=today()), name="again.csv")

    again.refresh_from_db()
    application.refresh_from_db()
    assert (again.state, application.state, application.waits_for_funds) == ("paid", "submitted", False)
    assert not list(books.filed_twice(timezone.now()))


def test_what_was_withdrawn_stays_withdrawn(order, part, application, person):
    licensing.withdraw(application, by=person, reason="")

    actions.look_at_transfers(timezone.localdate())

    part.refresh_from_db()
    application.refresh_from_db()
    assert (application.state, part.place, part.payment.amount) == ("withdrawn", "cancelled", Decimal("12000.00"))
    assert titles() == [("Money that does not fit", "Ask for a refund", 1)]


def test_clerks_and_other_people_close_nothing(order, part, client):
    become_late(order)
    clerk = a_person("clerk@example.org", is_staff=True)
    with pytest.raises(PermissionDenied):
        actions.close_late_order(order, by=clerk, note="x")

    client.force_login(clerk)
    for name in ("payments_order_remind", "payments_order_close"):
        assert client.post(reverse(f"admin:{name}", args=[order.pk]), {"note": "x"}).status_code == 403


def test_the_desk_leads_to_the_question_and_the_question_to_the_deed(order, part, client):
    become_late(order)
    client.force_login(an_officer())
    address = reverse("admin:payments_order_close", args=[order.pk])
    assert address in client.get(reverse("admin:payments_desk")).content.decode()

    client.post(address, {"note": ""})
    order.refresh_from_db()
    assert order.state == "open"
    client.post(address, {"note": "Nothing more came"})

    order.refresh_from_db()
    assert order.state == "cancelled"


def test_the_rest_that_comes_after_all_closes_what_was_late(order, part):
    become_late(order)

    statement(movement(order, amount="18000.00", date=today()), name="rest.csv")

    order.refresh_from_db()
    assert (order.state, titles()) == ("paid", [])


def test_the_day_of_a_payment_in_two_parts_balances(order, part, person):
    yesterday = timezone.localdate() - timedelta(days=1)
    statement(movement(order, amount="18000.00", date=yesterday.isoformat()), name="rest.csv")

    days = desk.balance(yesterday, timezone.localdate())

    assert all(day.bank == day.transfers for day in days)
    assert sum(day.bank for day in days) == Decimal("30000.00")
