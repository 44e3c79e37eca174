from datetime import date

import pytest

pytestmark = pytest.mark.django_db
PAGE = "/en/my-profile/"
FORM = {
    "first_name": "Marie",
    "last_name": "Roy",
    "phone": "416-555-0100 x12",
    "born_on_year": "1986",
    "born_on_month": "4",
    "born_on_day": "1",
    "language": "en",
}


def test_a_person_changes_everything_but_the_address(client, marie):
    client.force_login(marie)
    answer = client.post(PAGE, FORM | {"email": "other@example.org"}, follow=True)

    marie.refresh_from_db()
    assert "Your changes are saved." in answer.content.decode()
    assert (marie.last_name, marie.born_on, marie.language) == ("Roy", date(1986, 4, 1), "en")
    assert (marie.phone.as_e164, marie.phone.extension) == ("+14165550100", "12")
    assert marie.email == "marie@example.org"


def test_the_page_shows_what_is_known_and_says_why_the_address_cannot_change(client, marie):
    client.force_login(marie)
    page = client.get("/fr/mon-profil/").content.decode()

    assert 'value="Tremblay"' in page and "marie@example.org" in page and "613" in page
    assert "ne peut pas être modifiée" in page


def test_what_is_wrong_changes_nothing(client, marie):
    client.force_login(marie)
    page = client.post(PAGE, FORM | {"phone": "12"})

    marie.refresh_from_db()
    assert "Enter a telephone number" in page.content.decode()
    assert marie.last_name == "Tremblay"


def test_a_visitor_is_sent_to_the_sign_in(client):
    assert client.get(PAGE).headers["Location"] == "/en/sign-in/?next=/en/my-profile/"
