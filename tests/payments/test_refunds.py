"""Money goes back when two officers say so: once, to the cent, and never more than may."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from icajo.models import Letter
from licensing.actions.waivers import approve_waiver, ask_waiver, grant_waiver
from licensing.errors import NotNow
from licensing.fees import assess
from licensing.models import Waiver
from payments import actions
from payments.errors import NotRefundable
from payments.models import Discrepancy, Payment, Refund, Repayment
from tests import samples

from .books import balance
from .conftest import a_person, start


def an_officer(name):
    officer = a_person(f"{name}@example.org", is_staff=True)
    officer.user_permissions.set(Permission.objects.filter(codename__in=["ask_refund", "grant_waiver"]))
    return officer


@pytest.fixture
def first(db):
    return an_officer("first")


@pytest.fixture
def second(db):
    return an_officer("second")


@pytest.fixture
def paid(provider, order):
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)
    return Payment.objects.get()


@pytest.fixture
def stray(provider, order):
    """Money that pays no order: its amount was changed at the provider."""
    session, url = start(order)
    provider.pay(url)
    provider.change(session, amount_total=8999)
    actions.settle(session)
    return Payment.objects.get()


def ask(payment, by, amount="89.99"):
    return actions.ask_refund(payment, by=by, amount=Decimal(amount), ground="misfit")


def test_a_fee_is_not_refundable(paid, first):
    with pytest.raises(NotRefundable):
        ask(paid, first, "0.01")


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "90.00"])
def test_never_more_than_came_and_never_nothing(stray, first, amount):
    with pytest.raises(NotRefundable):
        ask(stray, first, amount)


def test_twice_the_same_is_refused(stray, first):
    ask(stray, first)

    with pytest.raises(NotRefundable):
        ask(stray, first, "0.01")


def test_what_was_declined_may_be_asked_for_again(stray, first, second):
    actions.decide_refund(ask(stray, first), by=second, approve=False)

    assert ask(stray, first).approved is None


def test_it_goes_to_the_card_once_a_second_officer_approved(provider, stray, first, second):
    actions.decide_refund(ask(stray, first), by=second, approve=True)

    for _ in range(3):
        actions.send_refunds()

    (given,) = provider.ledger.newest("refund")
    repayment = Repayment.objects.get()
    assert (given["amount"], given["id"]) == (8999, repayment.reference)
    assert Discrepancy.objects.get().closed_by == second
    assert Letter.objects.get(key__startswith="refund-").subject.startswith("Remboursement")
    assert balance()


def test_an_answer_that_was_lost_gives_back_once(provider, stray, first, second, monkeypatch):
    actions.decide_refund(ask(stray, first), by=second, approve=True)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(Repayment.objects, "get_or_create", lambda **facts: 1 / 0)
        actions.send_refunds()

    actions.send_refunds()

    assert len(provider.ledger.newest("refund")) == Repayment.objects.count() == 1


def test_nobody_decides_what_they_asked_for(stray, first):
    refund = ask(stray, first)

    with pytest.raises(PermissionDenied):
        actions.decide_refund(refund, by=first, approve=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.update(approved=True, decided_by=first, decided_at=timezone.now())


def test_a_stranger_to_finance_asks_for_nothing(stray):
    with pytest.raises(PermissionDenied):
        ask(stray, a_person("clerk@example.org", is_staff=True))


def test_what_the_provider_will_not_give_back_is_sent_by_transfer(provider, stray, first, second):
    refund = ask(stray, first)
    actions.decide_refund(refund, by=second, approve=True)
    with pytest.raises(NotRefundable):
        actions.record_repayment(refund, by=first, reference="B1", on=timezone.localdate())
    charge = provider.ledger.newest("charge")[0]
    with provider.ledger.writing():
        provider.ledger.keep(charge | {"amount_refunded": charge["amount"]})
    actions.send_refunds()
    refund.refresh_from_db()

    actions.record_repayment(refund, by=first, reference="B1", on=timezone.localdate())

    assert "greater than unrefunded" in refund.failure
    assert Repayment.objects.get().recorded_by == first


def test_what_went_back_is_never_changed(stray, first, second):
    actions.decide_refund(ask(stray, first), by=second, approve=True)
    actions.send_refunds()

    for spoil in (
        lambda: Repayment.objects.update(amount=1),
        lambda: Repayment.objects.all().delete(),
        lambda: Refund.objects.update(amount=1),
        lambda: Refund.objects.update(approved=False),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            spoil()


def a_waiver(application, first):
    waiver = ask_waiver(application, by=application.created_by, ground="reserve", text="")
    return grant_waiver(waiver, by=first, why="Réserve no 41")


def test_a_waiver_granted_after_the_payment_asks_for_the_money_back(paid, application, first, second):
    actions.approve_waiver_and_refund(a_waiver(application, first), by=second)

    refund = Refund.objects.get()
    assert (refund.amount, refund.ground, refund.asked_by) == (Decimal("90.00"), "waiver", first)
    actions.decide_refund(refund, by=second, approve=True)
    actions.send_refunds()
    assert Repayment.objects.get().amount == Decimal("90.00")
    assert balance()


def test_a_waived_fee_is_nothing_and_its_line_is_kept(db, first, second):
    application = samples.sealed(samples.person(), on=timezone.localdate())
    approve_waiver(a_waiver(application, first), by=second)

    assessment = assess(application, timezone.localdate())

    assert assessment.total == 0
    assert (assessment.lines[-1]["label_en"], assessment.lines[-1]["amount"]) == ("Exemption", "-600.00")
    assert sum(Decimal(line["amount"]) for line in assessment.lines) == 0


def test_two_people_grant_a_waiver(application, first, second):
    waiver = ask_waiver(application, by=application.created_by, ground="law", text="")
    with pytest.raises(NotNow):
        approve_waiver(waiver, by=second)
    waiver = grant_waiver(waiver, by=first, why="x")
    with pytest.raises(PermissionDenied):
        approve_waiver(waiver, by=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.update(approved_by=first)

    assert assess_is_untouched(waiver)


def assess_is_untouched(waiver):
    return not waiver.application.waivers.approved().exists()


def test_asking_again_is_the_same_request(application):
    asked = [ask_waiver(application, by=application.created_by, ground="law", text="") for _ in range(2)]

    assert asked[0] == asked[1]
