"""Customer service finds whoever is on the telephone, and sees no more of their files than which there are."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import issue_code, join
from accounts.models import User
from licensing import service
from licensing.models import Licence, LookUp
from tests import samples

from .queued import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def salma():
    return samples.staff("customer-service", "salma@example.org")


@pytest.fixture
def desk(salma):
    client = Client()
    client.force_login(salma)
    return client


@pytest.fixture
def caller():
    """Jean-Éric, who acts for a club that has a file."""
    person = samples.person("je.oeuvre@example.org", first_name="Jean-Éric", last_name="Œuvré", phone="+16135550199")
    file = a_file(person, 123456)
    join(person, file.organization, "access-code")
    return person


def searched(desk, text):
    return desk.post(reverse("licensing:service"), {"text": text}, follow=True).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "jean eric",
        "OEUVRE jean-éric",
        "jeaneric",
        "œuvré",
        "JE.Oeuvre@Example.org",
        "(613) 555-0199",
        "1 613 555 0199",
    ],
)
def test_a_person_is_found_however_they_are_typed(caller, typed):
    samples.person()

    assert list(service.people(typed)) == [caller]


@pytest.mark.parametrize("typed", ["2026-123456", "2026 123456", "2026–123456", "123456"])
def test_a_file_is_found_by_its_number(caller, typed):
    a_file(caller, 7)

    assert [file.ref for file in service.files(typed)] == ["2026-123456"]


@pytest.mark.parametrize("typed", ["raf1400123", "RAF 1400-123", "ancien 77"])
def test_a_licence_is_found_by_its_number_here_or_in_the_earlier_system(caller, typed):
    organization = caller.memberships.get().organization
    facts = {"type_code": "raffle", "organization": organization, "holder": "Club", "municipality": "Ottawa"}
    days = {"issued_on": "2026-01-01", "starts_on": "2026-01-01"}
    Licence.objects.create(number="RAF1400123", external_number="ANCIEN-77", **facts, **days)

    assert [licence.number for licence in service.licences(typed)] == ["RAF1400123"]


@pytest.mark.parametrize(
    ("search", "typed", "index"),
    [
        (service.people, "oeuvre", "people_on_the_telephone"),
        (service.people, "je@example.org", "people_on_the_telephone"),
        (service.people, "613 555 0199", "people_on_the_telephone"),
        (service.organizations, "club", "bodies_on_the_telephone"),
        (service.organizations, "613 555 0199", "bodies_on_the_telephone"),
        (service.files, "123456", "files_by_part_of_number"),
        (service.licences, "raf1400123", "licences_by_part_of_number"),
    ],
)
def test_no_table_is_read_whole_where_an_index_answers(search, typed, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")

    plan = search(typed).explain()

    assert index in plan


def test_no_more_than_twenty_five_are_shown(desk):
    for number in range(27):
        samples.User.objects.create(email=f"martin{number}@example.org", last_name="Martin")

    page = searched(desk, "martin")

    assert page.count("@example.org") == 25
    assert "Only the first 25 are shown" in page


def test_a_search_is_written_down_for_good(desk, salma, caller):
    searched(desk, "Jean Éric")
    search = LookUp.objects.get()

    assert (search.by, search.text, search.count) == (salma, "Jean Éric", 1)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        LookUp.objects.update(text="Jean")


def test_a_search_of_somebody_else_is_not_there(desk, caller):
    other = LookUp.objects.create(by=caller, text="jean", count=1)

    assert desk.get(reverse("licensing:service_found", args=[other.pk])).status_code == 404


def test_names_of_two_letters_are_searched_as_one_word():
    li = samples.person("li@example.org", first_name="Wu", last_name="Li")
    samples.person("other@example.org", first_name="Wulfric", last_name="Oliver")

    assert list(service.people("Wu Li")) == [li]


@pytest.mark.parametrize("typed", ["-é-", "Li"])
def test_too_little_to_search_for_is_not_searched(desk, typed):
    page = searched(desk, typed)

    assert "Write at least three letters or digits" in page
    assert not LookUp.objects.exists()


def test_the_page_of_a_person_leads_to_what_may_be_done(client, desk, salma, caller):
    organization = caller.memberships.get().organization
    code, _plain = issue_code(organization, by=salma, issued_to="Jean-Éric", identity_check="call", rights=["view"])
    User.objects.filter(pk=caller.pk).update(typed_code="")
    caller.emailaddress_set.update(verified=False)
    for _ in range(5):
        client.post("/en/sign-in/", {"login": caller.email, "password": "wrong"})

    page = desk.get(reverse("licensing:service_person", args=[caller.pk])).content.decode()

    assert "Not activated yet" in page
    assert "Locked until" in page
    assert "2026-123456" in page
    verbs = [reverse("admin:accounts_user_help", args=[caller.pk, verb]) for verb in ("unlock", "activation")]
    revoke = reverse("admin:accounts_accesscode_do", args=[code.pk, "revoke"])
    for address in (*verbs, revoke, reverse("admin:accounts_issue_code", args=[organization.pk])):
        assert f'href="{address}"' in page


def test_only_customer_service_has_the_page(client):
    codes = {}
    for role in ("eligibility-officer", "administrator", "finance"):
        client.force_login(samples.staff(role))
        codes[role] = client.get(reverse("licensing:service")).status_code

    assert set(codes.values()) == {403}
