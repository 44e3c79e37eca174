"""Each kind of applicant is asked what its kind needs, on the page of the organization and on the desk."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import actions, kinds
from accounts.models import Organization, OrganizationKind, Right
from tests import samples

COMPANY = {
    "corporation_number": "1000 123-456",
    "jurisdiction": "ontario",
    "incorporated_on_year": "2011", "incorporated_on_month": "5", "incorporated_on_day": "31",
    "business_number": "123456782",
}  # fmt: skip


@pytest.fixture
def member(db, client):
    user = samples.person()
    client.force_login(user)
    return user


def of_kind(kind, *, member=None, **facts):
    organization = Organization.objects.create(name="Les Scieries du Nord", kind=kind, **facts)
    if member:
        actions.join(member, organization, "access-code")
    return organization


def complete(client, organization, typed):
    return client.post(reverse("accounts:complete", args=[organization.pk]), typed)


def test_every_kind_is_asked_something_of_its_own():
    assert {kind: bool(kinds.questions(kind)) for kind in OrganizationKind} == dict.fromkeys(OrganizationKind, True)


def test_what_a_member_completes_is_kept_in_one_form(client, member):
    company = of_kind("corporation", member=member)

    answer = complete(client, company, COMPANY)

    assert answer["Location"] == reverse("accounts:organization", args=[company.pk])
    company.refresh_from_db()
    assert company.facts == {
        "corporation_number": "1000123456",
        "jurisdiction": "ontario",
        "incorporated_on": "2011-05-31",
        "business_number": "123456782",
    }
    page = client.get(answer["Location"]).text
    assert "1000123456" in page and "May 31, 2011" in page and "Ontario</dd>" in page and "Missing" not in page


def test_the_page_says_what_is_missing_and_only_of_its_kind(client, member):
    nation = of_kind("first-nation", member=member, facts={"band_name": "Constance Lake"})

    page = client.get(reverse("accounts:organization", args=[nation.pk])).text

    assert "Band number" in page and page.count("Missing") == 1
    assert "Corporation number" not in page
    assert reverse("accounts:complete", args=[nation.pk]) in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"corporation_number": "12"}, "has 3 to 12 letters and digits"),
        ({"business_number": "12345678"}, "has nine digits"),
        ({"business_number": "123456789"}, "they do not go together"),
        ({"incorporated_on_year": "2999"}, "is in the future"),
        ({"jurisdiction": "mars"}, "Choose one of the answers"),
    ],
)
def test_a_wrong_answer_is_named_and_the_others_stay_typed(client, member, typed, says):
    company = of_kind("corporation", member=member)

    page = complete(client, company, COMPANY | {"corporation_number": "1000 123-456"} | typed).text

    assert says in page
    assert 'value="5"' in page and 'value="31"' in page
    company.refresh_from_db()
    assert company.facts == {}


def test_what_is_saved_is_not_asked_again_nor_overwritten(client, member):
    company = of_kind("corporation", member=member, facts={"corporation_number": "555"})

    complete(client, company, COMPANY)

    company.refresh_from_db()
    assert company.facts["corporation_number"] == "555"
    assert client.get(reverse("accounts:complete", args=[company.pk])).status_code == 302


def test_nobody_has_to_know_everything_today(client, member):
    company = of_kind("corporation", member=member)

    complete(client, company, {"corporation_number": "555"})

    company.refresh_from_db()
    assert company.facts == {"corporation_number": "555"}


@pytest.mark.parametrize("rights", [[Right.VIEW], [Right.REPORTS]])
def test_who_may_not_prepare_completes_nothing(client, member, rights):
    company = of_kind("corporation", member=member)
    member.memberships.update(rights=rights)

    assert complete(client, company, COMPANY).status_code == 404


@pytest.mark.parametrize(("typed", "kept"), [("7", "007"), ("123", "123")])
def test_a_band_number_has_three_digits(typed, kept):
    assert kinds.band_number().clean(typed) == kept


@pytest.mark.parametrize("typed", ["123456782RR0001", "12345 6782 rr 0001"])
def test_a_charity_number_is_read_as_people_write_it(typed):
    assert kinds.charity_number().clean(typed) == "123456782RR0001"


@pytest.fixture
def desk(db, client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(samples.person("chef@example.org", is_staff=True, is_superuser=True))
    return client


def changed_at_the_desk(desk, organization, **changed):
    address = reverse("admin:accounts_organization_change", args=[organization.pk])
    typed = {"name": organization.name, "kind": organization.kind, "language": "fr", "province": "ON"}
    for one in desk.get(address).context["inline_admin_formsets"]:
        typed |= {f"{one.formset.prefix}-{name}": n for name, n in one.formset.management_form.initial.items()}
    return desk.post(address, typed | changed)


def test_staff_write_them_on_the_desk_and_those_of_another_kind_are_kept_aside(desk):
    company = of_kind("corporation", facts={"band_name": "Constance Lake", "corporation_number": "1"})

    answer = changed_at_the_desk(desk, company, corporation_number="1000 123", incorporated_on="2011-05-31")

    assert answer.status_code == 302
    company.refresh_from_db()
    assert company.facts == {
        "band_name": "Constance Lake", "corporation_number": "1000123", "incorporated_on": "2011-05-31",
    }  # fmt: skip
    page = desk.get(reverse("admin:accounts_organization_change", args=[company.pk])).text
    assert 'value="1000123"' in page and 'value="2011-05-31"' in page and "Band name" not in page


def test_staff_are_told_what_is_wrong(desk):
    company = of_kind("corporation")

    page = changed_at_the_desk(
        desk, company, business_number="123456789", incorporated_on=f"{date.today().year + 1}-01-01"
    ).text

    assert "they do not go together" in page and "is in the future" in page
    company.refresh_from_db()
    assert company.facts == {}
