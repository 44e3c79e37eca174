"""People the tests of accounts start from."""

import re
from datetime import date

import pytest

from accounts import actions
from accounts.models import User
from icajo.models import Letter

PASSWORD = "Tombola-2027"


@pytest.fixture(autouse=True)
def somewhere_to_land(settings):
    """After the sign-in, a page of this app."""
    settings.LOGIN_REDIRECT_URL = "accounts:profile"


@pytest.fixture
def marie(db):
    """Somebody with an activated account, who reads French."""
    user = User.objects.create_user(
        "marie@example.org",
        PASSWORD,
        first_name="Marie",
        last_name="Tremblay",
        phone="+16135550147",
        born_on=date(1985, 3, 27),
        language="fr",
    )
    actions.activate(user)
    return user


@pytest.fixture
def registration():
    """The registration form, filled in."""
    return {
        "first_name": "Luc",
        "last_name": "Roy",
        "email": "Luc.Roy@example.org",
        "password": PASSWORD,
        "phone": "613 555-0188",
        "born_on_year": "1990",
        "born_on_month": "7",
        "born_on_day": "4",
        "language": "en",
    }


def sign_in(client, email, password=PASSWORD, language="en", **extra):
    page = {"en": "/en/sign-in/", "fr": "/fr/connexion/"}[language]
    return client.post(page, {"login": email, "password": password}, **extra)


def link_in(letter):
    """The path of the first link of a letter."""
    return re.search(r"http://testserver(/\S+)", letter.body)[1]


def last_letter(to):
    return Letter.objects.filter(to=to).latest("pk")
