"""A waiver is approved while a payment page is open, just paid, or a transfer is on its way."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing.actions import waivers
from licensing.errors import FeeChanged
from payments import actions
from payments.errors import Unreachable
from payments.models import Discrepancy, Order, Refund
from payments.sandbox.till import PENDING

from .books import balance
from .conftest import a_person, movement, place, seal, start, statement


def officers():
    names = ["view_waiver", "change_waiver", "grant_waiver"]
    found = [a_person(f"w{n}@example.org", is_staff=True, language="en") for n in (1, 2)]
    for officer in found:
        officer.user_permissions.set(Permission.objects.filter(codename__in=names))
    return found


def granted(application):
    """The waiver of this application, that one officer granted, and the officer who may approve it."""
    first, second = officers()
    waiver = waivers.ask_waiver(application, by=application.created_by, ground="reserve", text="Réserve no 41")
    return waivers.grant_waiver(waiver, by=first, why="On the reserve"), second


def test_the_open_page_is_closed_at_the_provider_before_the_waiver_counts(provider, order, application):
    session, url = start(order)
    waiver, second = granted(application)

    actions.approve_waiver_and_refund(waiver, by=second)

    order.refresh_from_db()
    assert provider.sessions()[0]["status"] == "expired"
    assert (order.state, order.open_attempt) == ("cancelled", None)
    provider.pay(url)
    assert actions.settle(session).payments.count() == 0


def test_what_was_paid_a_moment_before_is_asked_back(provider, order, application):
    _session, url = start(order)
    waiver, second = granted(application)
    provider.pay(url)

    actions.approve_waiver_and_refund(waiver, by=second)

    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.state, refund.amount, refund.ground) == ("paid", order.total, "waiver")
    assert refund.asked_by == waiver.granted_by
    assert balance()


def test_a_bank_that_says_yes_after_the_waiver_brings_a_refund(provider, order, application):
    session, url = start(order)
    provider.pay(url, PENDING)
    waiver, second = granted(application)
    actions.approve_waiver_and_refund(waiver, by=second)
    assert not Refund.objects.exists()

    provider.decide(session, "accepts")
    for _ in range(2):
        actions.settle(session)

    order.refresh_from_db()
    assert (order.state, Refund.objects.get().amount) == ("paid", order.total)
    assert balance()


def test_a_provider_that_does_not_answer_leaves_the_waiver_unapproved(provider, order, application, settings):
    start(order)
    waiver, second = granted(application)
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:1"

    with pytest.raises(Unreachable):
        actions.approve_waiver_and_refund(waiver, by=second)

    waiver.refresh_from_db()
    order.refresh_from_db()
    assert (waiver.approved_by, order.state) == (None, "open")


def test_the_officer_is_told_that_the_page_could_not_be_closed(provider, order, application, settings, client):
    start(order)
    waiver, second = granted(application)
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:1"
    client.force_login(second)

    told = {"action": "approve", "_selected_action": [waiver.pk]}
    answer = client.post(reverse("admin:licensing_waiver_changelist"), told, follow=True)

    assert "the payment page could not be closed" in answer.content.decode()


def test_whoever_may_not_approve_closes_no_page(provider, order, application):
    start(order)
    waiver, _second = granted(application)

    with pytest.raises(PermissionDenied):
        actions.approve_waiver_and_refund(waiver, by=waiver.granted_by)

    assert provider.sessions()[0]["status"] == "open"


def test_a_waived_application_is_not_ordered_at_the_fee_it_was_sealed_with(provider, application):
    waiver, second = granted(application)
    actions.approve_waiver_and_refund(waiver, by=second)

    with pytest.raises(FeeChanged) as changed:
        place(application)

    assert changed.value.fee == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_paying_and_approving_at_once_never_keeps_the_money(provider, _round):
    application = seal(a_person())
    order = place(application)
    session, url = start(order)
    waiver, second = granted(application)

    def run(act):
        try:
            return act()
        finally:
            connection.close()

    def pay():
        provider.pay(url)
        actions.settle(session)

    def approve():
        actions.approve_waiver_and_refund(waiver, by=second)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [pay, approve] if _round % 2 else [approve, pay]))

    waiver.refresh_from_db()
    order.refresh_from_db()
    asked = sum(refund.amount for refund in Refund.objects.all())
    came = sum(payment.amount for payment in order.payments.all())
    assert waiver.approved_by == second
    assert asked == came
    assert order.state == ("paid" if came else "cancelled")


def letter():
    return Letter.objects.get(key__contains="waiver_approved")


def today():
    return timezone.localdate().isoformat()


def test_a_transfer_that_nothing_is_owed_for_is_not_waited_for(person):
    application = seal(person, fee="30000.00")
    order = place(application)
    waiver, second = granted(application)

    actions.approve_waiver_and_refund(waiver, by=second)

    order.refresh_from_db()
    application.refresh_from_db()
    assert (order.state, application.state, application.waits_for_funds) == ("cancelled", "submitted", False)
    assert "nous n’attendons plus de virement" in letter().body
    assert balance(ask_provider=False)


def test_a_part_that_came_for_it_is_returned(person):
    application = seal(person, fee="30000.00")
    order = place(application)
    statement(movement(order, amount="12000.00", date=today()))
    waiver, second = granted(application)

    actions.approve_waiver_and_refund(waiver, by=second)

    (line,) = order.bank_lines.all()
    assert (line.place, line.payment.amount) == ("cancelled", Decimal("12000.00"))
    assert Discrepancy.objects.get(payment=line.payment).kind == "cancelled"
    assert balance(ask_provider=False)


def test_a_transfer_that_pays_for_others_too_comes_whole_and_the_waived_part_goes_back(person):
    waived = seal(person, fee="20000.00")
    other = seal(person, fee="25000.00", organization=waived.organization, ref="2026-100002")
    order = actions.open_order([waived, other], by=person)
    waiver, second = granted(waived)

    actions.approve_waiver_and_refund(waiver, by=second)
    statement(movement(order, date=today()))

    order.refresh_from_db()
    assert (order.state, Order.objects.count()) == ("paid", 1)
    assert "paie aussi d’autres demandes" in letter().body
    assert [(refund.amount, refund.application) for refund in Refund.objects.all()] == [(Decimal("20000.00"), waived)]
    assert balance(ask_provider=False)
