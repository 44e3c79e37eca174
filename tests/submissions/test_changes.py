"""« Demander une modification »: of a licence of one's own, chosen by its number."""

from datetime import date

import pytest
from django.urls import reverse

from licensing.models import Licence
from submissions.models import Inquiry
from tests import samples
from tests.accounts import linked

ASKED = {
    "name": "Amélie Tremblay",
    "email": "amelie@example.org",
    "phone": "613 555-0150",
    "text": "We have moved to 12, rue Prince.",
    "once": "a" * 32,
}


def licence(organization, number):
    return Licence.objects.create(
        number=number, type_code="raffle", organization=organization, holder=organization.name, municipality="Hearst",
        issued_on=date(2025, 1, 20), starts_on=date(2025, 1, 21), expires_on=None,
    )  # fmt: skip


@pytest.fixture
def amelie(client, db):
    user = samples.person()
    client.force_login(user)
    return user


@pytest.fixture
def club(amelie):
    club = linked.club(by=amelie)
    licence(club, "RAF0000001")
    return club


def page(**query):
    return reverse("submissions:question", query={"subject": "address-change", **query})


def test_the_request_names_the_licence_and_goes_to_its_organization(client, club):
    client.post(page(), ASKED | {"licence": "RAF0000001"})

    inquiry = Inquiry.objects.get()
    assert (inquiry.subject, inquiry.organization) == ("address-change", club)
    assert inquiry.text == "Licence RAF0000001\n\nWe have moved to 12, rue Prince."


def test_the_licence_of_somebody_else_cannot_be_chosen(client, club):
    licence(linked.club(name="Autre"), "RAF0000002")

    answer = client.post(page(), ASKED | {"licence": "RAF0000002"})

    assert "RAF0000001" in answer.text and "RAF0000002, " not in answer.text
    assert not Inquiry.objects.exists()


def test_of_several_organizations_only_the_one_asked_about_is_offered(client, amelie, club):
    other = linked.club(by=amelie, name="Autre")
    licence(other, "RAF0000002")

    assert "RAF0000001" in client.get(page()).text
    assert "RAF0000001" not in client.get(page(organization=other.pk)).text


def test_a_licence_chosen_before_stays_chosen(client, club):
    assert '<option value="RAF0000001" selected>' in client.get(page(licence="RAF0000001")).text


def test_somebody_without_a_licence_is_told_how_to_link_one_and_may_ask_all_the_same(client, amelie):
    assert reverse("accounts:add_code") in client.get(page()).text

    client.post(page(), ASKED | {"subject": "address-change"})

    assert Inquiry.objects.get().text == ASKED["text"]
