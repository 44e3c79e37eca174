"""A conflict of interest shuts the licences, the money and the trail of the same file and applicant, no other's."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_roles
from licensing import actions
from licensing.models import Conflict, Licence, Penalty
from payments.models import Method, Order, Payment, Receipt
from tests import samples
from tests.licensing.queued import a_file

pytestmark = pytest.mark.django_db
ROLES = ["registrar", "finance", "customer-service"]  # somebody who gets everywhere


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def clara():
    person = samples.staff("registrar", "clara@example.org")
    change_roles(person, roles=ROLES, by=None, why="test")
    return person


def doors(number):
    """A file with its licence, a penalty, and an order that was paid; the pages about each."""
    owner = samples.person(f"owner{number}@example.org")
    file = a_file(owner, number)
    round = file.rounds.create(
        number=1, sealed_by=owner, edition="1", answers={}, transcript={"fr": [], "en": []}, fee=10, fee_lines=[],
        documents=[], declaration={"fr": "", "en": ""},
    )  # fmt: skip
    licence = Licence.objects.create(
        number=f"RAF140000{number}", type_code="raffle", organization=file.organization, holder="Club",
        application=file, round=round, municipality="Ottawa", issued_on="2026-01-01", starts_on="2026-01-01",
    )  # fmt: skip
    penalty = Penalty.objects.create(licence=licence, amount=5, ordered_on="2026-02-01")
    order = Order.objects.create(organization=file.organization, opened_by=owner, total=10, method=Method.CARD)
    order.lines.create(application=file, round=round, amount=10)
    payment = Payment.objects.create(
        order=order, method=Method.CARD, provider_payment_id=f"pi{number}", amount=10, currency="CAD",
        received_at=timezone.now(),
    )  # fmt: skip
    receipt = Receipt.objects.create(payment=payment, number=number)
    pages = {"licence": licence, "penalty": penalty, "order": order, "payment": payment, "receipt": receipt}
    found = {name: reverse(f"admin:{row._meta.app_label}_{name}_change", args=[row.pk]) for name, row in pages.items()}
    found["decision"] = reverse("admin:licensing_decide", args=[licence.pk, "suspend"])
    found["settling"] = reverse("admin:payments_order_remind", args=[order.pk])
    found["trail"] = reverse("licensing:trail_of_file", args=[file.ref])
    return file, found


def opened(person, pages):
    client = Client()
    client.force_login(person)
    return {name: client.get(url).status_code for name, url in pages.items()}


def taken(person):
    client = Client()
    client.force_login(person)
    return client.get(reverse("admin:payments_desk_export", args=["csv"])).content.decode()


@pytest.mark.parametrize("whole", [False, True])
def test_all_that_hangs_on_the_file_is_shut_and_nothing_else(clara, whole):
    file, pages = doors(1)
    _other, others = doors(2)
    before, beside = opened(clara, pages), opened(clara, others)
    assert {name for name, status in before.items() if status != 200} <= {"settling"}

    conflict = actions.declare_conflict(file, by=clara, why="My brother", whole_organization=whole, at=timezone.now())

    assert {name for name, status in opened(clara, pages).items() if status == 200} == set()
    assert opened(clara, others) == beside
    assert "pi1" not in taken(clara) and "pi2" in taken(clara)
    lift(conflict)
    assert opened(clara, pages) == before


def lift(conflict):
    by = samples.staff("registrar", "second@example.org")
    actions.lift_conflict(conflict, by=by, why="He left the club.", at=timezone.now())


def test_finance_declares_one_too_and_an_administrator_who_sees_no_file_has_none_to_declare(clara):
    file, _pages = doors(1)
    page = reverse("admin:licensing_conflict", args=[file.pk])
    for role, status in (("finance", 302), ("administrator", 403)):
        client = Client()
        client.force_login(samples.staff(role))

        assert client.post(page, {"about": "file", "why": "My brother"}).status_code == status

    assert [one.officer.email for one in Conflict.objects.all()] == ["finance@example.org"]
