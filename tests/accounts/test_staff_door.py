import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User

from . import codes_of
from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
DESK = "/en/admin/"
SECURITY = "/en/my-profile/security/"
APP = f"{SECURITY}app/"


@pytest.fixture
def odile(db):
    """Of the staff, without a second step yet."""
    user = User.objects.create_superuser("odile@example.org", PASSWORD, first_name="Odile", language="fr")
    actions.activate(user)
    return user


def test_the_desk_leads_a_visitor_to_the_one_sign_in_page_and_back(client, odile):
    codes_of.give_app(odile)
    asked = client.get(client.get(DESK).headers["Location"]).headers["Location"]
    answer = client.post(asked, {"login": odile.email, "password": PASSWORD, "next": DESK})
    assert (asked, answer.headers["Location"]) == ("/en/sign-in/?next=/en/admin/", "/en/sign-in/second-step/")

    answer = client.post("/en/sign-in/second-step/", {"code": codes_of.now()})
    assert answer.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("name", ["admin:index", "admin:accounts_user_changelist", "licensing:menu"])
def test_staff_without_a_second_step_see_nothing_but_where_to_add_one(client, odile, name):
    sign_in(client, odile.email)

    answer = client.get(reverse(name))
    assert answer.headers["Location"] == SECURITY
    assert "Choose yours now" in client.get(SECURITY).content.decode()


def test_once_the_app_is_added_the_desk_opens_at_once(client, odile):
    sign_in(client, odile.email)
    secret = client.get(APP).context["form"].secret
    client.post(APP, {"code": codes_of.now(secret)})

    assert client.get(DESK).status_code == 200


def test_an_older_session_is_asked_for_the_step_that_was_added_elsewhere(client, odile):
    sign_in(client, odile.email)
    codes_of.give_app(odile)

    asked = client.get(DESK).headers["Location"]
    assert asked == "/en/confirm/?next=/en/admin/"
    assert client.post(asked, {"code": codes_of.now()}).headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_staff_cannot_remove_the_last_step(client, odile):
    codes_of.give_app(odile)
    codes_of.sign_in_twice(client, odile, codes_of.now())
    page = client.post(f"{APP}remove/").content.decode()

    assert "Staff keep at least one" in page
    assert codes_of.has_second_step(odile)


def test_others_are_told_that_the_desk_is_not_theirs(client, marie):
    client.force_login(marie)

    assert client.get(DESK, follow=True).status_code == 403


def test_the_desk_holds_even_without_the_middleware(client, odile, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondStepOfStaff" not in one]
    sign_in(client, odile.email)

    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 302


def test_a_demonstration_may_do_without(client, odile, settings):
    settings.STAFF_SECOND_FACTOR = False
    sign_in(client, odile.email)

    assert client.get(DESK).status_code == 200


def test_staff_sign_out_though_no_second_step_was_shown(odile):
    client = Client()
    sign_in(client, odile.email)
    client.post("/en/sign-out/")

    assert "_auth_user_id" not in client.session
