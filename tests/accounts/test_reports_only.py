"""The right to send reports alone: given account by account by customer service, seen, and taken back."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Organization, Right
from icajo.models import Letter
from tests import samples


@pytest.fixture(autouse=True)
def no_second_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def club(db):
    return Organization.objects.create(name="Club Optimiste", kind="non-profit", language="fr")


def give(client, club, **changes):
    typed = {"email": "luc@example.org", "why": "Q2026-000123"} | changes
    return client.post(reverse("admin:accounts_give_reports", args=[club.pk]), typed, follow=True)


def test_customer_service_gives_it_and_it_allows_nothing_else(client, club):
    person, service = samples.person("luc@example.org"), samples.staff("customer-service")
    client.force_login(service)
    give(client, club, until="2099-12-31")

    held = Membership.objects.get(user=person)
    assert held.rights == [Right.REPORTS] and (held.given_by, held.given_why) == (service, "Q2026-000123")
    assert str(held.until) == "2099-12-31"
    assert list(Organization.objects.of(person)) == []
    assert list(Organization.objects.of(person, Right.REPORTS)) == [club]
    assert Letter.objects.filter(to=person.email).exists()


def test_the_members_see_it_and_may_take_it_back_or_ask_for_it(client, club):
    manager, person = samples.person("gestion@example.org"), samples.person("luc@example.org")
    Membership.objects.create(user=manager, organization=club, source="creator")
    client.force_login(samples.staff("customer-service"))
    give(client, club)
    client.force_login(manager)
    page = client.get(reverse("accounts:access", args=[club.pk])).text
    held = person.memberships.get()
    assert "luc@example.org" in page and "Send regulatory reports" in page
    assert f"organization={club.pk}" in page and "subject=remove-person" in page
    client.post(reverse("accounts:end_access", args=[club.pk, held.pk]), {"why": "Parti."})

    assert not person.memberships.in_force().exists()


def test_nobody_loses_by_it_what_they_had(client, club):
    member = samples.person("luc@example.org")
    Membership.objects.create(user=member, organization=club, rights=[Right.VIEW], source="staff")
    client.force_login(samples.staff("customer-service"))

    assert "has access already" in give(client, club).text
    member.memberships.update(rights=[Right.VIEW, Right.REPORTS])
    assert "may send reports already" in give(client, club).text
    assert member.memberships.count() == 1


@pytest.mark.parametrize("role", ["complaints", "eligibility-officer", "administrator"])
def test_nobody_else_of_the_staff_gives_it(client, club, role):
    samples.person("luc@example.org")
    client.force_login(samples.staff(role))

    assert give(client, club).status_code == 403
    assert not Membership.objects.exists()
