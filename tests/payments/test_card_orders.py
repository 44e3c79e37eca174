"""Under $30,000 no transfer pays: what comes all the same is given back, with two people and a reason."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from payments import actions, desk
from payments.errors import NotThis, PaidByCard
from payments.models import Discrepancy, Refund, StatementLine

from .books import balance
from .conftest import an_accountant, movement, place, seal, statement


def today():
    return timezone.localdate().isoformat()


@pytest.fixture
def order(person):
    return place(seal(person, fee="29999.99"))


@pytest.fixture
def line(order):
    statement(movement(order, date=today(), payer="Club de curling"))
    return StatementLine.objects.get()


def an_officer(email="finance@example.org"):
    officer = an_accountant(email)
    names = ["ask_refund", "view_refund", "add_refund"]
    officer.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return officer


def test_a_transfer_for_a_card_order_is_neither_matched_nor_suggested(order, line):
    order.refresh_from_db()

    assert (line.place, line.order, line.payment, order.state) == ("unmatched", order, None, "open")


def test_nobody_matches_it_by_hand(order, line):
    with pytest.raises(PaidByCard):
        actions.propose_match(line, order, by=an_officer())


def test_not_even_one_that_somebody_proposed(order, line):
    StatementLine.objects.update(place="proposed", proposed_by=an_officer())

    with pytest.raises(PaidByCard):
        actions.approve_match(line, by=an_officer("other@example.org"))


def test_the_officer_reads_why_and_what_to_do_instead(order, line, client):
    client.force_login(an_officer())

    told = client.post(reverse("admin:payments_bank_line", args=[line.pk, "match"]), {"reference": order.reference})

    assert "This order is paid by card" in told.content.decode()
    page = client.get(reverse("admin:payments_statementline_change", args=[line.pk])).content.decode()
    assert reverse("admin:payments_bank_line", args=[line.pk, "back"]) in page
    assert reverse("admin:payments_bank_line", args=[line.pk, "match"]) not in page


def test_it_goes_back_with_a_reason_and_a_second_person(order, line, client):
    first, second = an_officer(), an_officer("other@example.org")
    client.force_login(first)
    (kind,) = desk.exceptions(timezone.now(), User())
    assert (str(kind.step), kind.rows) == ("Give the money back", [line])

    client.post(reverse("admin:payments_bank_line", args=[line.pk, "back"]), {"note": "A card order"})

    line.refresh_from_db()
    refund = Refund.objects.get()
    assert (line.place, line.note, refund.note, refund.amount) == (
        "back", "A card order", "A card order", Decimal("29999.99"),
    )  # fmt: skip
    assert Discrepancy.objects.get().kind == "method"
    assert [str(kind.title) for kind in desk.exceptions(timezone.now(), User())] == ["Refunds to decide"]
    actions.decide_refund(refund, by=second, approve=True)
    refund.refresh_from_db()
    actions.record_repayment(refund, by=first, reference="VIR 7", on=timezone.localdate())
    assert not desk.exceptions(timezone.now(), User())
    assert balance(ask_provider=False)


def test_no_reason_no_return(order, line, client):
    client.force_login(an_officer())

    client.post(reverse("admin:payments_bank_line", args=[line.pk, "back"]), {"note": ""})

    assert not Refund.objects.exists()


def test_its_payer_reads_that_the_transfer_goes_back_and_pays_by_card(order, line, person, client):
    actions.give_back(line, by=an_officer(), note="A card order")
    client.force_login(person)

    text = client.get(order.get_absolute_url()).content.decode()

    assert "The transfer is given back to you" in text
    assert "Do not pay again" not in text


def test_a_large_transfer_of_nobody_goes_back_the_same_way(db):
    statement(movement(amount="45000.00", date=today()))
    line = StatementLine.objects.get()

    actions.give_back(line, by=an_officer(), note="Nobody knows it")

    line.refresh_from_db()
    assert (line.payment.amount, line.payment.order) == (Decimal("45000.00"), None)
    with pytest.raises(NotThis):
        actions.give_back(line, by=an_officer("other@example.org"), note="Again")
    assert balance(ask_provider=False)
