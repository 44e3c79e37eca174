"""« Panier »: what waits to be paid, several at once, and what keeps one of them from it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Membership, Organization, Right
from licensing import actions as licensing
from licensing.fees import Assessment
from licensing.models import Application, FeeRate
from payments import actions, cart
from payments.errors import AlreadyPaid, StillUnknown
from payments.models import Order
from payments.sandbox.till import PENDING
from tests import samples

from .conftest import a_person, seal, start

CART = "payments:cart"


@pytest.fixture(autouse=True)
def same_fee(request, monkeypatch):
    """The stand-in applications have no answers to judge, or to compute a fee from."""
    if {"real", "draft"} & set(request.fixturenames):
        return
    monkeypatch.setattr(licensing, "reassess", lambda application, *, by, on: application.fee)
    monkeypatch.setattr(cart, "problems_in", lambda application, on: [])
    monkeypatch.setattr(cart, "assess", lambda application, on, rates: Assessment(application.fee, []))


@pytest.fixture
def payer(client, person):
    client.force_login(person)
    return client


def three(person, *fees):
    """Sealed applications of one organization."""
    first = seal(person, fee=fees[0])
    more = [
        seal(person, fee=fee, organization=first.organization, ref=f"2026-10000{number}")
        for number, fee in enumerate(fees[1:], 2)
    ]
    return [first, *more]


def refs(applications):
    return {"ref": [application.ref for application in applications]}


def checkout(payer, applications):
    return payer.post(reverse("payments:checkout_cart"), refs(applications))


def states():
    return list(Application.objects.order_by("ref").values_list("state", flat=True))


def page(payer):
    return payer.get(reverse(CART)).content.decode()


def test_an_empty_cart_says_so(payer):
    assert "Your cart is empty." in page(payer)


def test_the_cart_shows_what_waits_and_the_navigation_counts_it(payer, person):
    three(person, "90.00", "60.00", "10.00")

    shown = page(payer)

    assert "$160.00" in shown
    assert "Cart (3)" in shown
    assert "Nothing is sent before the payment." in shown


def test_the_cart_speaks_french(payer, person):
    three(person, "90.00", "60.00")

    with override("fr"):
        shown = page(payer)

    assert "Panier (2)" in shown
    assert "Rien n’est envoyé avant le paiement." in shown


def test_visitors_are_asked_nothing_of_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("home"))


@pytest.mark.parametrize(
    ("fees", "method"),
    [
        (("10000.00", "10000.00", "9999.99"), "card"),
        (("10000.00", "10000.00", "10000.00"), "wire"),
        (("10000.00", "10000.00", "10000.01"), "wire"),
    ],
)
def test_three_are_paid_at_once_by_what_their_total_asks(provider, payer, person, fees, method):
    applications = three(person, *fees)

    answer = checkout(payer, applications)

    order = Order.objects.get()
    assert (order.method, order.total, order.lines.count()) == (method, sum(map(Decimal, fees)), 3)
    assert (answer.status_code == 303) == (method == "card")
    if method == "card":
        provider.pay(answer["Location"])
        actions.look(order, returning=True)
    assert states() == ["submitted"] * 3


def test_what_is_left_out_stays_in_the_cart(provider, payer, person):
    one, two, later = three(person, "90.00", "60.00", "10.00")

    checkout(payer, [one, two])

    assert Order.objects.get().total == Decimal("150.00")
    provider.pay(start(Order.objects.get())[1])
    actions.look(Order.objects.get(), returning=True)
    assert [line.application for section in cart.sections(person, timezone.localdate()) for line in section.lines] == [
        later
    ]


@pytest.mark.parametrize("many", [1, 2])
def test_the_summary_pays_what_it_shows(provider, payer, person, many):
    """What a browser posts from the page, whether one was chosen in the cart or several."""
    chosen = three(person, "90.00", "60.00", "10.00")[:many]
    url = reverse("payments:checkout_cart", query=refs(chosen))

    posted = re.findall('name="ref" value="([^"]+)"', payer.get(url).text)
    answer = payer.post(url, {"ref": posted})

    assert answer.status_code == 303
    assert Order.objects.get().lines.count() == many


def test_the_summary_shows_what_was_chosen_and_the_cards(payer, person, settings):
    settings.CARD_BRANDS = ["visa", "prepaid"]
    one, two, _three = three(person, "90.00", "60.00", "10.00")

    shown = payer.get(reverse("payments:checkout_cart"), refs([one, two])).content.decode()

    assert "$150.00" in shown
    assert "Visa and prepaid cards" in shown
    assert "Mastercard" not in shown


@pytest.mark.parametrize("tampered", [{"amount": "1", "total": "0.01", "fee": "-5"}, {"currency": "usd"}])
def test_no_amount_comes_from_the_page(provider, payer, person, tampered):
    applications = three(person, "90.00", "60.00")

    payer.post(reverse("payments:checkout_cart"), refs(applications) | tampered)

    (session,) = provider.sessions()
    assert (session["amount_total"], session["currency"]) == (15000, "cad")


def test_the_file_of_somebody_else_is_not_there_and_nothing_is_ordered(payer, person):
    mine, theirs = seal(person), seal(a_person("stranger@example.org"), ref="2026-100009")

    assert checkout(payer, [mine, theirs]).status_code == 404
    assert payer.post(reverse("payments:remove", args=[theirs.ref])).status_code == 404
    assert not Order.objects.exists()


def test_nothing_chosen_leads_back(payer, db):
    assert payer.post(reverse("payments:checkout_cart"))["Location"] == reverse(CART)


def test_two_organizations_are_two_sections_and_never_one_order(payer, person):
    one, two = seal(person), seal(person, ref="2026-100002")

    assert page(payer).count('<section class="icajo-block"') == 2
    assert checkout(payer, [one, two])["Location"] == reverse(CART)
    assert not Order.objects.exists()


def test_who_may_only_look_has_an_empty_cart(person):
    application = seal(person)
    looker = a_person("looker@example.org")
    Membership.objects.create(
        user=looker, organization=application.organization, source="access-code", rights=[Right.VIEW]
    )

    assert cart.sections(looker, timezone.localdate()) == []


def test_an_agent_pays_for_what_they_filed(person):
    charity = Organization.objects.create(name="Chorale", kind="non-profit")
    application = seal(person, organization=charity)
    Application.objects.filter(pk=application.pk).update(by_agent=True)

    assert cart.size(person) == 1
    assert cart.size(a_person("stranger@example.org")) == 0


def test_remove_makes_a_draft_again_and_closes_the_page_first(provider, payer, person):
    one, two = three(person, "90.00", "60.00")
    session = checkout(payer, [one, two])["Location"].rpartition("/")[2]

    payer.post(reverse("payments:remove", args=[one.ref]))

    assert states() == ["draft", "awaiting-payment"]
    assert provider.ledger.get("checkout.session", session)["status"] == "expired"
    assert Order.objects.get().state == "cancelled"


def test_nothing_is_removed_while_the_provider_is_away(provider, payer, person, settings):
    one, two = three(person, "90.00", "60.00")
    checkout(payer, [one, two])
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    answer = payer.post(reverse("payments:remove", args=[one.ref]), follow=True)

    assert states() == ["awaiting-payment"] * 2
    assert "Nothing has changed" in answer.content.decode()


def test_removing_what_was_just_paid_keeps_the_payment(provider, payer, person):
    one, two = three(person, "90.00", "60.00")
    provider.pay(checkout(payer, [one, two])["Location"])

    answer = payer.post(reverse("payments:remove", args=[one.ref]))

    assert answer["Location"] == Order.objects.get().get_absolute_url()
    assert states() == ["submitted"] * 2


def test_another_choice_closes_the_open_page_first(provider, payer, person):
    one, two, three_ = three(person, "90.00", "60.00", "10.00")
    first = checkout(payer, [one, two])["Location"].rpartition("/")[2]

    second = checkout(payer, [one, two, three_])["Location"].rpartition("/")[2]

    status = {session["id"]: session["status"] for session in provider.sessions()}
    assert (status[first], status[second]) == ("expired", "open")
    assert list(Order.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "open"]


def test_another_choice_after_paying_takes_no_more_money(provider, person):
    one, two = three(person, "90.00", "60.00")
    provider.pay(start(actions.open_order([one], by=person))[1])

    with pytest.raises(AlreadyPaid):
        actions.open_order([one, two], by=person)

    assert states() == ["submitted", "awaiting-payment"]


def test_another_choice_while_the_bank_is_thinking_waits(provider, payer, person):
    one, two = three(person, "90.00", "60.00")
    order = actions.open_order([one], by=person)
    provider.pay(start(order)[1], PENDING)

    with pytest.raises(StillUnknown):
        actions.open_order([one, two], by=person)

    assert "Do not pay again." in page(payer)
    assert "$60.00" in page(payer)


# with real answers, rules and rates


@pytest.fixture
def real(db, storage, client):
    owner = samples.person(language="en")
    today = timezone.localdate()
    good, other = (samples.sealed(owner, on=today) for _ in range(2))
    Application.objects.filter(pk=other.pk).update(organization=good.organization)
    client.force_login(owner)
    return owner, good, other


@pytest.fixture
def draft(db, storage, client):
    owner = samples.person(language="en")
    client.force_login(owner)
    return samples.complete(owner, on=timezone.localdate())


def test_a_date_that_has_come_too_close_is_said_and_stops_nothing_else(real, client, time_machine):
    owner, good, other = real
    later = timezone.localdate() + timedelta(days=20)
    answers = samples.raffle_answers(later)
    Application.objects.filter(pk=good.pk).update(answers=answers)

    (section,) = cart.sections(owner, later)

    fits = {line.application.ref: line.fits for line in section.lines}
    assert fits == {good.ref: True, other.ref: False}
    assert section.total == good.fee
    time_machine.move_to(timezone.now() + timedelta(days=20), tick=True)
    client.force_login(owner)
    shown = page(client)
    assert "can no longer be sent as it is" in shown
    assert checkout(client, [good, other])["Location"] == reverse(CART)
    assert not Order.objects.exists()


def test_a_rate_that_changed_is_said_with_both_amounts(real, client):
    _owner, good, other = real
    today = timezone.localdate()
    FeeRate.objects.create(code="raffle-large", unit="share", amount="0.02", in_force_from=today, source="test")

    shown = page(client)

    assert "The fee has changed. It was $600.00, it is now $1,200.00." in shown
    assert checkout(client, [good, other])["Location"] == reverse(CART)


def test_add_to_cart_seals_and_leads_to_the_cart(draft, client):
    review = reverse("licensing:review", args=[draft.ref])
    assert "Add to cart" in client.get(review).content.decode()

    answer = client.post(review, {"action": "panier", "declared": "on", "fee_seen": "600.00"})

    assert answer["Location"] == reverse(CART)
    assert draft.ref in page(client)


def test_add_to_cart_asks_for_the_declaration_and_the_fee_that_was_seen(draft, client):
    review = reverse("licensing:review", args=[draft.ref])

    client.post(review, {"action": "panier", "fee_seen": "600.00"})
    client.post(review, {"action": "panier", "declared": "on", "fee_seen": "6.00"})

    draft.refresh_from_db()
    assert draft.state == "draft"
