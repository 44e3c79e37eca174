"""From a sealed application to one open payment page."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from licensing.errors import NotNow
from payments import actions, gateway
from payments.errors import AlreadyPaid, StillUnknown, Unreachable
from payments.models import Attempt, Order
from payments.sandbox.till import DECLINED, PENDING

from .conftest import a_person, place, seal, start


@pytest.mark.parametrize(
    ("fee", "method"), [("0.50", "card"), ("29999.99", "card"), ("30000.00", "wire"), ("30000.01", "wire")]
)
def test_the_method_follows_from_the_total_alone(person, fee, method):
    order = place(seal(person, fee=fee))

    assert order.method == method


def test_the_provider_is_asked_for_the_sealed_fee_in_canadian_cents(provider, person):
    start(place(seal(person, fee="29999.99")))

    (session,) = provider.sessions()
    assert (session["amount_total"], session["currency"]) == (2_999_999, "cad")


def test_the_provider_learns_no_name(provider, order):
    start(order)

    (session,) = provider.sessions()
    told = str(session)
    assert set(session["metadata"]) == {"order", "attempt"}
    assert not any(name in told for name in ("Claire", "Roy", "curling", "claire@example.org"))


def test_a_second_click_leads_to_the_same_page(provider, order, application):
    first = start(order)
    second = start(place(application))

    assert first == second
    assert len(provider.sessions()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_press_pay_together_get_one_order_and_one_page(provider):
    application = seal(a_person())

    def press(_):
        try:
            return start(place(application))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        pages = set(pool.map(press, range(6)))

    assert len(pages) == 1
    assert Order.objects.count() == Attempt.objects.count() == len(provider.sessions()) == 1


def test_a_lost_answer_then_another_click_opens_one_session(provider, order, settings):
    settings.STRIPE_TIMEOUT = 0.3
    provider.knobs["hang"] = 1
    with pytest.raises(Unreachable):
        start(order)
    provider.knobs["hang"] = 0
    settings.STRIPE_TIMEOUT = 2

    session, _ = start(order)

    assert [one["id"] for one in provider.sessions()] == [session]
    assert order.attempts.count() == 1


def test_a_provider_that_is_away_costs_nothing(provider, order, settings):
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    with pytest.raises(Unreachable):
        start(order)

    assert order.open_attempt.session_id is None


def test_without_any_provider_nothing_is_sent_anywhere(order, settings):
    settings.STRIPE_SECRET_KEY = settings.PAYMENT_SANDBOX_URL = ""

    with pytest.raises(Unreachable, match="no payment provider"):
        start(order)


def test_a_click_after_paying_asks_the_provider_first(provider, order, application):
    _, url = start(order)
    provider.pay(url)

    with pytest.raises(AlreadyPaid):
        start(order)

    application.refresh_from_db()
    assert application.state == "submitted"


def test_a_click_while_the_bank_is_thinking_opens_nothing_new(provider, order):
    _, url = start(order)
    provider.pay(url, PENDING)

    with pytest.raises(StillUnknown):
        start(order)

    assert len(provider.sessions()) == 1


def test_a_declined_card_leaves_the_same_page_open_for_another(provider, order, application):
    session, url = start(order)
    provider.pay(url, DECLINED)
    actions.settle(session)
    assert order.open_attempt.state == "declined"

    assert start(order) == (session, url)
    provider.pay(url)
    actions.settle(session)

    application.refresh_from_db()
    assert application.state == "submitted"


def test_an_expired_page_is_followed_by_a_new_one(provider, order):
    first, _ = start(order)
    provider.change(first, expires_at=1)

    second, _ = start(order)

    assert first != second
    assert list(order.attempts.values_list("state", flat=True)) == ["expired", "open"]


def test_back_to_draft_closes_the_page_first(provider, order, application, person):
    session, _ = start(order)

    actions.back_to_draft(application, by=person)

    application.refresh_from_db()
    order.refresh_from_db()
    assert (application.state, order.state) == ("draft", "cancelled")
    assert provider.ledger.get("checkout.session", session)["status"] == "expired"


def test_back_to_draft_after_paying_keeps_the_payment(provider, order, application, person):
    _, url = start(order)
    provider.pay(url)

    with pytest.raises(AlreadyPaid):
        actions.back_to_draft(application, by=person)

    application.refresh_from_db()
    assert application.state == "submitted"


def test_back_to_draft_waits_for_a_provider_that_is_away(provider, order, application, person, settings):
    start(order)
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    with pytest.raises(Unreachable):
        actions.back_to_draft(application, by=person)

    application.refresh_from_db()
    assert application.state == "awaiting-payment"


def test_a_page_made_while_its_order_was_cancelled_is_closed_unseen(provider, order, application, person, monkeypatch):
    opened = gateway.open_session

    def slow(attempt, **page):
        session = opened(attempt, **page)
        actions.back_to_draft(application, by=person)
        return session

    monkeypatch.setattr(gateway, "open_session", slow)
    with pytest.raises(NotNow):
        start(order)

    assert [one["status"] for one in provider.sessions()] == ["expired"]


def test_a_draft_cannot_be_ordered(person, application):
    type(application).objects.update(state="draft")

    with pytest.raises(NotNow):
        place(application)


def test_a_stranger_cannot_order(application):
    with pytest.raises(PermissionDenied):
        actions.open_order([application], by=a_person("stranger@example.org"))


def test_a_wire_order_has_no_card_page(provider, person):
    order = place(seal(person, fee="30000.00"))

    with pytest.raises(NotNow):
        start(order)


def test_a_reference_mistyped_by_one_digit_is_not_a_reference(order):
    reference = order.reference

    def valid(text):
        return int(text[4:] + "2715" + text[2:4]) % 97 == 1

    assert valid(reference)
    assert not valid(reference[:-1] + str((int(reference[-1]) + 1) % 10))
