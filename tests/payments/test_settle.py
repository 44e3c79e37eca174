"""Money that came is written down once, and the application goes in with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction

from icajo.models import Letter
from licensing import actions as licensing
from payments import actions, tasks
from payments.models import Attempt, Discrepancy, Order, Payment, Receipt

from .conftest import a_person, place, reseal, seal, start


def counts():
    return Payment.objects.count(), Receipt.objects.count(), Letter.objects.filter(key__contains="receipt").count()


def test_a_paid_session_files_the_application_and_leaves_one_receipt(provider, order, application):
    session, url = start(order)
    provider.pay(url)

    actions.settle(session)

    application.refresh_from_db()
    order.refresh_from_db()
    assert (application.state, order.state) == ("submitted", "paid")
    assert order.payment.amount == Decimal("90.00")
    assert order.payment.session_id == session
    assert len(order.payment.authorization_number) == 6
    assert len(order.payment.confirmation_code) == 15
    assert order.payment.receipt.number == 1


def test_settling_again_changes_nothing(provider, order):
    session, url = start(order)
    provider.pay(url)

    for _ in range(3):
        actions.settle(session)

    assert counts() == (1, 1, 1)
    assert order.lines.get().application.events.filter(verb="submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_notice_at_once_settle_once(provider):
    order = place(seal(a_person()))
    session, url = start(order)
    provider.pay(url)

    def notice(_):
        try:
            actions.settle(session)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(notice, range(24)))

    assert counts() == (1, 1, 1)
    assert order.lines.get().application.events.filter(verb="submit").count() == 1
    assert not Discrepancy.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_receipts_of_orders_paid_at_once_have_no_gap(provider):
    orders = [place(seal(a_person(f"p{i}@example.org"), ref=f"2026-10000{i}")) for i in range(6)]
    sessions = [start(order) for order in orders]
    for _, url in sessions:
        provider.pay(url)

    def notice(session):
        try:
            actions.settle(session[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(notice, sessions))

    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_application_is_dated_when_the_payer_paid_not_when_we_heard(provider, order, application):
    session, url = start(order)
    provider.pay(url)
    three_days_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    charge = provider.ledger.newest("charge")[0] | {"created": int(three_days_ago.timestamp())}
    with provider.ledger.writing():
        provider.ledger.keep(charge)

    actions.settle(session)

    application.refresh_from_db()
    assert application.received_at == order.payment.received_at == three_days_ago


def test_an_unpaid_session_changes_nothing(provider, order, application):
    session, _ = start(order)

    actions.settle(session)

    application.refresh_from_db()
    assert application.state == "awaiting-payment"
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize(("facts", "kind"), [({"amount_total": 1}, "amount"), ({"currency": "usd"}, "currency")])
def test_money_that_does_not_match_is_kept_and_flagged(provider, order, application, facts, kind):
    session, url = start(order)
    provider.change(session, **facts)
    provider.pay(url)

    actions.settle(session)

    application.refresh_from_db()
    order.refresh_from_db()
    assert (application.state, order.state) == ("awaiting-payment", "attention")
    assert counts() == (1, 0, 0)
    assert Discrepancy.objects.get().kind == kind


def test_money_for_an_application_opened_again_elsewhere_is_kept_and_flagged(provider, order, application, person):
    session, url = start(order)
    licensing.unseal(application, by=person)
    provider.pay(url)

    actions.settle(session)

    application.refresh_from_db()
    order.refresh_from_db()
    assert (application.state, order.state) == ("draft", "attention")
    assert Discrepancy.objects.get().kind == "not-filed"
    assert "n’a pas pu être envoyée" in Letter.objects.get(key__contains="receipt").body


def test_an_old_fee_does_not_pay_for_an_application_sealed_again(provider, order, application, person):
    session, url = start(order)
    licensing.unseal(application, by=person)
    application.refresh_from_db()
    reseal(application, "500.00")
    provider.pay(url)

    actions.settle(session)

    application.refresh_from_db()
    assert application.state == "awaiting-payment"
    assert Discrepancy.objects.get().kind == "not-filed"


def test_an_order_sealed_again_gets_a_new_order_and_the_old_page_is_closed(provider, order, application, person):
    session, _ = start(order)
    licensing.unseal(application, by=person)
    application.refresh_from_db()
    reseal(application, "500.00")

    new = place(application)
    tasks.sweep_attempts()

    order.refresh_from_db()
    assert (order.state, new.total) == ("cancelled", Decimal("500.00"))
    assert provider.ledger.get("checkout.session", session)["status"] == "expired"


def test_a_second_paid_session_is_a_duplicate_for_an_officer(provider, order):
    first, url = start(order)
    Attempt.objects.update(closed_at=order.opened_at, state="expired")
    second, other_url = start(order)
    provider.pay(url)
    provider.pay(other_url)

    actions.settle(first)
    actions.settle(second)
    actions.settle(second)

    order.refresh_from_db()
    assert counts() == (2, 1, 1)
    assert order.state == "paid"
    assert [d.kind for d in Discrepancy.objects.all()] == ["duplicate"]


def test_money_for_a_cancelled_order_is_kept_and_flagged(provider, order):
    session, url = start(order)
    Order.objects.update(state="cancelled")
    provider.pay(url)

    actions.settle(session)

    assert Discrepancy.objects.get().kind == "cancelled"
    assert counts() == (1, 0, 0)


def test_money_for_an_order_we_no_longer_know_is_kept_and_flagged(provider, order):
    session, url = start(order)
    provider.pay(url)
    Attempt.objects.all().delete()
    order.lines.all().delete()
    order.delete()

    actions.settle(session)

    assert Discrepancy.objects.get().kind == "unknown"


def test_a_session_of_somebody_else_is_left_alone(provider, order):
    session, url = start(order)
    provider.change(session, metadata={}, client_reference_id="shop-42")
    provider.pay(url)
    Attempt.objects.all().delete()

    assert actions.settle(session) is None
    assert counts() == (0, 0, 0)


def test_a_failure_half_way_leaves_nothing_and_the_next_run_completes(provider, order, monkeypatch):
    session, url = start(order)
    provider.pay(url)
    with monkeypatch.context() as broken:
        broken.setattr(licensing, "submit", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.settle(session)
    assert counts() == (0, 0, 0)

    actions.settle(session)

    assert counts() == (1, 1, 1)


@pytest.mark.parametrize("table", ["payments_payment", "payments_receipt"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_payments_and_receipts_cannot_be_changed_or_deleted(provider, order, table, change):
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)

    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))
