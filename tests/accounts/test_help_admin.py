"""Customer service helps people who cannot sign in."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User

from . import codes_of
from .conftest import PASSWORD, last_letter, sign_in

pytestmark = pytest.mark.django_db
CHECKED = {"why": "Date of birth and last receipt, by telephone, S. Haddad"}


@pytest.fixture
def salma(db):
    call_command("load_reference", verbosity=0)
    user = User.objects.create_user("salma@example.org", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Customer service"))
    return user


@pytest.fixture
def desk(salma):
    client = Client()
    client.force_login(salma)
    return client


def do(desk, person, verb, **answer):
    return desk.post(reverse("admin:accounts_user_help", args=[person.pk, verb]), answer or CHECKED)


def test_staff_unlock_the_sign_in_and_say_why(client, desk, marie):
    for _ in range(5):
        sign_in(client, marie.email, "wrong")
    do(desk, marie, "unlock")

    assert sign_in(client, marie.email).status_code == 302
    assert CHECKED["why"] in LogEntry.objects.get().change_message


def test_staff_unlock_wrong_codes_too(client, desk, marie):
    codes_of.give_app(marie)
    sign_in(client, marie.email)
    for _ in range(5):
        client.post("/en/sign-in/second-step/", {"code": codes_of.WRONG})
    do(desk, marie, "unlock")

    codes_of.sign_in_twice(client, marie, codes_of.now())
    assert "_auth_user_id" in client.session


def test_a_lost_telephone_the_second_step_goes_the_sessions_end_and_a_letter_tells(client, desk, marie):
    sign_in(client, marie.email)
    codes_of.give_app(marie)
    do(desk, marie, "second-step")

    assert client.get("/en/my-profile/").status_code == 302
    assert sign_in(client, marie.email).headers["Location"] == "/en/my-profile/"
    assert last_letter(marie.email).subject == "Une deuxième étape a été retirée de votre compte"


def test_staff_sign_somebody_out_everywhere(client, desk, marie):
    sign_in(client, marie.email)
    do(desk, marie, "sessions")

    assert client.get("/en/my-profile/").status_code == 302


def test_without_a_reason_nothing_happens(desk, marie):
    codes_of.give_app(marie)
    do(desk, marie, "second-step", why=" ")

    assert codes_of.has_second_step(marie)


def test_the_buttons_stand_on_the_page_of_the_person(desk, marie):
    page = desk.get(reverse("admin:accounts_user_change", args=[marie.pk])).content.decode()

    assert "Unlock sign-in" in page and "do/second-step/" in page


@pytest.mark.parametrize("verb", ["unlock", "second-step", "sessions", "nothing"])
def test_staff_are_helped_by_a_superuser_only(desk, salma, verb):
    colleague = User.objects.create_user("colleague@example.org", PASSWORD, is_staff=True)
    codes_of.give_app(colleague)

    assert do(desk, colleague, verb).status_code == 403
    assert codes_of.has_second_step(colleague)


def test_other_staff_do_not_help(marie, salma):
    salma.groups.set([Group.objects.get(name="Finance officers")])
    client = Client()
    client.force_login(salma)

    assert do(client, marie, "unlock").status_code == 403


@pytest.mark.parametrize("model", ["mfa_authenticator", "usersessions_usersession"])
def test_nobody_reads_secrets_or_sessions_as_rows(desk, model):
    assert desk.get(f"/en/admin/{model.replace('_', '/')}/").status_code == 404
