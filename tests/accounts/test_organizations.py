"""The page of an organization, and what is kept of it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Address, Organization, Right
from tests import samples

PHYSICAL = {"street": "40, rue George", "city": "Hearst", "province": "ON", "postal_code": "P0L 1N0"}


@pytest.fixture
def member(db, client):
    user = samples.person()
    client.force_login(user)
    return user


@pytest.fixture
def choir(member):
    organization = actions.keep_organization("55", name="Chorale de Hearst", kind="community-group", city="Hearst")
    actions.keep_addresses(organization, {"physical": PHYSICAL})
    people = actions.keep_people({"7": {"first_name": "Lise", "last_name": "Côté", "email": "lise@example.org"}})
    actions.keep_roles(
        organization,
        [
            actions.Held(people["7"], "director", date(2019, 1, 1), date(2021, 6, 30)),
            actions.Held(people["7"], "shareholder", date(2021, 7, 1), share="12.50"),
        ],
    )
    actions.join(member, organization, "access-code")
    return organization


def page(client, organization):
    return client.get(reverse("accounts:organization", args=[organization.pk]))


def test_a_member_reads_who_where_and_since_when(client, choir):
    text = page(client, choir).content.decode()

    assert "Community group" in text
    assert "40, rue George" in text
    assert "From January 1, 2019 to June 30, 2021" in text
    assert "Shareholder (12.5" in text and "Since July 1, 2021" in text
    assert "lise@example.org" not in text


def test_a_change_is_asked_for(client, choir):
    text = page(client, choir).content.decode()

    assert f"?subject=address-change&amp;organization={choir.pk}" in text


@pytest.mark.parametrize("rights", [[Right.REPORTS], []])
def test_who_may_not_see_the_files_does_not_see_the_organization(client, choir, member, rights):
    member.memberships.update(rights=rights)

    assert page(client, choir).status_code == 404


def test_to_a_stranger_it_is_not_there(client, choir):
    client.force_login(samples.person("etrangere@example.org"))

    assert page(client, choir).status_code == 404


def test_keeping_again_changes_and_does_not_double(choir):
    actions.keep_addresses(choir, {"physical": PHYSICAL | {"street": "41, rue George"}})
    actions.keep_organization("55", name="Chorale du Nord", kind="community-group", city="Hearst")

    assert Address.objects.get().street == "41, rue George"
    assert Organization.objects.get().name == "Chorale du Nord"


@pytest.fixture
def desk(choir, client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(samples.person("chef@example.org", is_staff=True, is_superuser=True))
    return client


def changed_at_the_desk(desk, organization, **changed):
    address = reverse("admin:accounts_organization_change", args=[organization.pk])
    forms = desk.get(address).context["inline_admin_formsets"]
    facts = {
        "name": organization.name,
        "kind": organization.kind,
        "language": "fr",
        "city": "Hearst",
        "province": "ON",
    }
    for one in forms:
        for field, value in one.formset.management_form.initial.items():
            facts[f"{one.formset.prefix}-{field}"] = value
        for form in one.formset.initial_forms:
            facts |= {
                form.add_prefix(name): form.get_initial_for_field(form.fields[name], name) or ""
                for name in form.fields
            }
            facts[form.add_prefix("organization")] = organization.pk
    return desk.post(address, {**facts, **changed})


def test_staff_change_an_address_and_a_role(desk, choir):
    answer = changed_at_the_desk(desk, choir, **{"addresses-0-city": "Mattice", "roles-0-until": "2021-07-31"})

    assert answer.status_code == 302
    assert Address.objects.get().city == "Mattice"
    assert choir.roles.get(kind="director").until == date(2021, 7, 31)


def test_staff_are_told_of_a_code_from_another_province(desk, choir):
    answer = changed_at_the_desk(desk, choir, **{"addresses-0-postal_code": "H2X 1Y4"})

    assert "belongs to another province" in answer.content.decode()
    assert Address.objects.get().postal_code == "P0L 1N0"
