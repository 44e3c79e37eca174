import pytest

from accounts.models import User
from icajo.models import Letter

from .conftest import PASSWORD, last_letter

pytestmark = pytest.mark.django_db
PAGES = {"en": "/en/register/", "fr": "/fr/inscription/"}


@pytest.mark.parametrize(("language", "next_page"), [("en", "/en/check-your-e-mail/"), ("fr", "/fr/courriel-envoye/")])
def test_registration_leads_to_the_mailbox_in_both_languages(client, registration, language, next_page):
    answer = client.post(PAGES[language], registration)

    assert answer.headers["Location"] == next_page
    assert "l•••@example.org" in client.get(next_page).content.decode()


def test_a_registration_keeps_everything_and_signs_nobody_in(client, registration):
    client.post(PAGES["en"], registration)

    user = User.objects.get(email="luc.roy@example.org")
    assert (user.get_full_name(), user.phone.as_e164, str(user.born_on)) == ("Luc Roy", "+16135550188", "1990-07-04")
    assert user.check_password(PASSWORD) and not user.emailaddress_set.get().verified
    assert "_auth_user_id" not in client.session


def test_the_letter_is_in_the_language_chosen_not_in_that_of_the_page(client, registration):
    client.post(PAGES["en"], registration | {"language": "fr"})

    letter = last_letter("luc.roy@example.org")
    assert (letter.language, letter.subject) == ("fr", "Activation de l’inscription")
    assert "http://testserver/fr/activation/" in letter.body


@pytest.mark.parametrize(("language", "chosen"), [("fr", "fr"), ("en", "en")])
def test_the_language_of_the_page_is_offered_first(client, language, chosen):
    form = client.get(PAGES[language]).context["form"]

    assert form["language"].value() == chosen


def test_the_rules_of_the_password_are_read_before_it_is_typed(client):
    page = client.get(PAGES["en"]).content.decode()

    assert "At least 8 characters, with a digit" in page


def test_the_page_says_why_it_asks_under_which_authority_and_whom_to_ask(client):
    page = client.get(PAGES["fr"]).content.decode()

    assert "Pourquoi ces questions" in page
    assert "article 38" in page and "416" in page


def test_an_address_already_registered_gets_a_letter_and_the_page_says_nothing(client, registration, marie):
    unknown = client.post(PAGES["en"], registration)
    known = client.post(PAGES["en"], registration | {"email": "Marie@example.org"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert last_letter(marie.email).subject == "Vous avez déjà un compte iCAJO"
    marie.refresh_from_db()
    assert marie.first_name == "Marie" and User.objects.count() == 2


def test_an_account_never_activated_gives_way_to_a_new_registration(client, registration):
    client.post(PAGES["en"], registration)
    client.post(PAGES["en"], registration | {"first_name": "Lucie", "password": "Autre-Mot-8"})

    user = User.objects.get(email="luc.roy@example.org")
    assert user.first_name == "Lucie" and user.check_password("Autre-Mot-8")
    assert Letter.objects.filter(to=user.email, subject="Registration activation").count() == 2


@pytest.mark.parametrize("staff", [{"is_staff": True}, {"is_superuser": True}, {}])
def test_nobody_takes_over_an_account_that_staff_made(client, registration, staff):
    chief = User.objects.create_user("chief@example.org", PASSWORD, **staff)

    client.post(PAGES["en"], registration | {"email": chief.email, "password": "Intruder-99"})

    chief.refresh_from_db()
    assert chief.check_password(PASSWORD) and not chief.check_password("Intruder-99")


def test_nobody_takes_over_a_member_of_staff_who_has_signed_in_but_not_confirmed_the_address(client, registration):
    chief = User.objects.create_user("chief@example.org", PASSWORD, is_staff=True)
    chief.emailaddress_set.create(email=chief.email, primary=True)

    client.post(PAGES["en"], registration | {"email": chief.email, "password": "Intruder-99"})

    chief.refresh_from_db()
    assert chief.check_password(PASSWORD)


def test_a_stranger_cannot_flood_a_mailbox(client, registration):
    answers = [client.post(PAGES["en"], registration).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert Letter.objects.count() == 5


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "tombola"}, "The password must contain a digit"),
        ({"password": "tombola22"}, "The password must contain an upper-case letter or a special character"),
        ({"first_name": "Lucretia", "password": "Lucretia1"}, "too similar"),
        ({"email": "luc"}, "Enter a full e-mail address"),
        ({"born_on_year": "2999"}, "this one is not possible"),
        ({"born_on_year": "1790"}, "this one is not possible"),
        ({"phone": "12"}, "Enter a telephone number"),
        ({"language": "de"}, "Choose one of the answers"),
        ({"first_name": ""}, "Enter an answer for “First name”"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_created(client, registration, wrong, said):
    page = client.post(PAGES["en"], registration | wrong).content.decode()

    assert said in page
    assert not User.objects.exists()


def test_what_was_typed_stays_on_the_page_but_the_password(client, registration):
    page = client.post(PAGES["en"], registration | {"phone": "12"}).content.decode()

    assert 'value="Luc.Roy@example.org"' in page
    assert PASSWORD not in page


def test_somebody_signed_in_has_no_need_to_register(client, marie):
    client.force_login(marie)

    assert client.get(PAGES["en"]).status_code == 302
