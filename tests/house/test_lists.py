"""No list asks the database once a row: as many questions for eight rows as for two."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organization
from icajo import mail, uploads
from licensing.models import Application, Event, FeeRate, InformationRequest, Licence
from licensing.states import OPEN_TO_STAFF, State
from payments.models import Method, Order, ProviderEvent
from tests import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
FEW, MANY = 2, 8


@pytest.fixture
def owner():
    return samples.person()


@pytest.fixture
def sealed(owner):
    """One application gone through the real verbs: the others are made like it."""
    return samples.sealed(owner, on=timezone.localdate())


def another(number, owner, model):
    """Rows of every kind about one more organization, straight into the tables."""
    charity = Organization.objects.create(name=f"Club {number}", kind="non-profit")
    Membership.objects.create(user=owner, organization=charity, source="creator")
    for state in [State.DRAFT, State.AWAITING_PAYMENT, *sorted(OPEN_TO_STAFF), State.APPROVED]:
        file = an_application(f"{number}-{state}", owner, charity, model, state)
    round = model.last_round
    round.pk, round.application = None, file
    round.save(force_insert=True)
    a_licence(number, file, round)
    order = Order.objects.create(organization=charity, opened_by=owner, total=10, method=Method.CARD)
    order.lines.create(application=file, round=round, amount=10)
    some_money(number, order)
    other_rows(number, owner, file)


def an_application(once, owner, charity, model, state):
    file = Application.objects.create(
        ref=f"R-{once}"[:16], once=once, type_code=model.type_code, organization=charity, created_by=owner,
        saved_by=owner, officer=owner, answers=model.answers, state=state, fee=10, received_at=timezone.now(),
    )  # fmt: skip
    file.events.create(verb="take", by=owner)
    file.events.create(verb="submit", by=owner)
    if state == State.INFO_REQUESTED:
        InformationRequest.objects.create(
            application=file, asked_by=owner, text="?", due_on=timezone.localdate() + timedelta(15)
        )
    return file


def a_licence(number, file, round):
    licence = Licence.objects.create(
        application=file, round=round, number=f"RAF{number:07}", type_code=file.type_code, issued_on="2026-11-21",
        organization=file.organization, holder=file.organization.name, municipality=f"Ottawa {number}",
        starts_on="2026-11-21", expires_on="2027-11-21",
    )  # fmt: skip
    licence.conditions.create(text_fr="fr", text_en="en", position=1)


def some_money(number, order):
    payment = order.payments.create(
        method=Method.CARD, provider_payment_id=f"pi_{number}", amount=Decimal(10), currency="CAD",
        received_at=timezone.now(),
    )  # fmt: skip
    receipt = payment._meta.get_field("receipt").related_model
    receipt.objects.create(payment=payment, number=number + 1)
    payment.discrepancies.create(kind="duplicate", order=order)
    ProviderEvent.objects.create(event_id=f"evt_{number}", kind="k", payload={})


def other_rows(number, owner, file):
    stored = uploads.keep_bytes(b"x", name=f"{number}.pdf", media_type="application/pdf")
    file.documents.create(code="rules", file=stored, added_by=owner)
    context = {"person_name": "A", "ref": "R", "type_name": "T", "url": "/en/"}
    mail.write(
        key=f"k{number}", to="a@example.org", language="fr", template="draft_saved", context=context, files=[stored]
    )
    FeeRate.objects.create(
        code=f"c{number}", unit="share", amount=1, in_force_from=timezone.localdate(), source="test"
    )
    samples.person(f"person-{number}@example.org", last_name=f"N{number}")


def questions_asked(client, address):
    client.get(address)  # what is read once a process, such as content types
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in asked]


def growing(client, addresses, more):
    """{address: the questions that were asked more often} once there are more rows."""
    before = {address: questions_asked(client, address) for address in addresses}
    more()
    after = {address: questions_asked(client, address) for address in addresses}
    return {
        address: (
            len(before[address]),
            len(after[address]),
            sorted(sql for sql in after[address] if "licensing_" in sql)[-12:],
        )
        for address in addresses
        if len(after[address]) > len(before[address])
    }


@pytest.fixture
def more(owner, sealed):
    for number in range(FEW):
        another(number, owner, sealed)

    def grow():
        for number in range(FEW, MANY):
            another(number, owner, sealed)

    return grow


def test_the_pages_of_an_applicant_ask_as_much_for_many_rows(client, owner, more, settings):
    settings.DEMO = True  # the letters page is there in a demonstration only
    client.force_login(owner)
    names = ["licensing:menu", "public_search:search", "letters"]
    addresses = [reverse(name) for name in names] + [reverse("licensing:before", args=["raffle"])]

    found = growing(client, [*addresses, reverse("public_search:search") + "?q=club"], more)

    assert found == {}


def test_the_lists_of_the_desk_ask_as_much_for_many_rows(client, owner, more):
    client.force_login(samples.person("chef@example.org", is_staff=True, is_superuser=True))
    addresses = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in site._registry
    ]

    assert growing(client, addresses, more) == {}


def rows_of(sealed, step, count):
    row = sealed.answers[step][0]
    sealed.answers[step] = [row | {"id": f"x{number}"} for number in range(count)]
    sealed.save()


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_the_pages_of_a_file_ask_as_much_for_many_rows_papers_and_events(client, owner, sealed, state):
    Application.objects.filter(pk=sealed.pk).update(state=state, received_at=timezone.now())
    sealed.refresh_from_db()
    sealed.events.create(verb="take", by=owner)
    client.force_login(owner)
    names = ["application", "documents", "review"] if state == State.DRAFT else ["application", "send_documents"]
    addresses = [reverse(f"licensing:{name}", args=[sealed.ref]) for name in names]
    if state == State.DRAFT:
        addresses.append(reverse("licensing:step", args=[sealed.ref, "prizes"]))

    def more():
        rows_of(sealed, "prizes", MANY)
        for number in range(MANY):
            stored = uploads.keep_bytes(b"%d" % number, name=f"{number}.pdf", media_type="application/pdf")
            sealed.documents.create(code="extra", file=stored, added_by=owner)
            Event.objects.create(application=sealed, verb="take", by=owner)

    assert growing(client, addresses, more) == {}


def test_an_officers_page_asks_as_much_for_many_papers_and_events(client, owner, sealed):
    client.force_login(samples.person("chef@example.org", is_staff=True, is_superuser=True))
    address = reverse("admin:licensing_application_change", args=[sealed.pk])

    def more():
        for number in range(MANY):
            stored = uploads.keep_bytes(b"%d" % number, name=f"{number}.pdf", media_type="application/pdf")
            sealed.documents.create(code="extra", file=stored, added_by=owner)
            sealed.events.create(verb="take", by=owner)

    assert growing(client, [address], more) == {}
