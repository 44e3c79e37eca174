"""A conflict of interest shuts the licences, the money and the trail of the same file and applicant, no other's."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_roles, issue_code, join
from accounts.models import Person, Role
from licensing import actions
from licensing.models import Conflict, Licence, Penalty
from payments.models import Discrepancy, Method, Order, Payment, Receipt
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
    found["holder's page"] = reverse("licensing:licence", args=[licence.number])
    found["trail"] = reverse("licensing:trail_of_file", args=[file.ref])
    return file, found


def doors_of_holder(file):
    """The pages about whoever applies: shut where the conflict is about all of their files."""
    organization, owner = file.organization, file.created_by
    membership = join(owner, organization, "access-code")
    facts = {"issued_to": "A. Roy", "identity_check": "test", "rights": ["view"]}
    code, _plain = issue_code(organization, by=None, **facts)
    person = Person.objects.create(first_name="Ada", last_name="Roy")
    person.roles.create(organization=organization, kind=Role.Kind.OFFICER, since="2026-01-01")
    pages = {"organization": organization, "membership": membership, "accesscode": code, "person": person}
    found = {name: reverse(f"admin:accounts_{name}_change", args=[row.pk]) for name, row in pages.items()}
    for name in ("issue_code", "give_access", "give_reports"):
        found[name] = reverse(f"admin:accounts_{name}", args=[organization.pk])
    found["revoke"] = reverse("admin:accounts_accesscode_do", args=[code.pk, "revoke"])
    return found


def seen_elsewhere(person, file):
    """On which pages that list or show several things the applicant's name can be read."""
    client, name = Client(), file.organization.name
    client.force_login(person)
    pages = {
        "organizations": reverse("admin:accounts_organization_changelist"),
        "memberships": reverse("admin:accounts_membership_changelist"),
        "person": reverse("admin:accounts_user_change", args=[file.created_by_id]),
        "caller": reverse("licensing:service_person", args=[file.created_by_id]),
        "finance": reverse("admin:payments_desk"),
    }
    found = {page for page, url in pages.items() if name in client.get(url).content.decode()}
    said = client.post(reverse("licensing:service"), {"text": name}, follow=True).content.decode()
    return found | (
        {"search"} if reverse("admin:accounts_organization_change", args=[file.organization_id]) in said else set()
    )


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


def test_a_conflict_about_an_applicant_shuts_their_own_pages_and_takes_them_out_of_lists(clara):
    file, _pages = doors(1)
    pages, beside = doors_of_holder(file), doors_of_holder(doors(2)[0])
    Discrepancy.objects.create(kind=Discrepancy.Kind.OVER, payment=Payment.objects.get(provider_payment_id="pi1"))
    everywhere = {"organizations", "memberships", "person", "caller", "finance", "search"}
    assert set(opened(clara, pages).values()) == {200} and seen_elsewhere(clara, file) == everywhere

    conflict = actions.declare_conflict(file, by=clara, why="My brother", whole_organization=True, at=timezone.now())

    assert 200 not in opened(clara, pages).values()
    assert set(opened(clara, beside).values()) == {200}
    assert seen_elsewhere(clara, file) == set()
    lift(conflict)
    assert seen_elsewhere(clara, file) == everywhere


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
