from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from icajo import limits

from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/en/my-profile/"  # any page that needs a sign-in and takes a form
TYPED = {
    "first_name": "Marie-Ève",
    "last_name": "Tremblay",
    "phone": "613 555-0147",
    "born_on_year": "1985",
    "born_on_month": "3",
    "born_on_day": "27",
    "language": "fr",
}


@pytest.fixture
def interrupted(client, marie):
    """Marie's browser, half an hour and more after her last page: the session is over."""
    sign_in(client, marie.email)
    client.session.flush()
    return client


def test_what_was_typed_when_the_longest_time_was_up_is_kept_too(client, marie, monkeypatch):
    sign_in(client, marie.email)
    monkeypatch.setattr(limits, "LONGEST", 0)
    answer = client.post(PAGE, TYPED)
    monkeypatch.undo()
    page = client.post(answer.headers["Location"], {"login": marie.email, "password": PASSWORD}, follow=True)

    assert hidden(page)["first_name"] == "Marie-Ève"


def hidden(page):
    """What the page "We kept what you typed" would send."""
    return {name: value for name, value in page.context["kept"]["fields"]}


def test_what_was_typed_is_there_after_the_sign_in_and_goes_where_it_was_going(interrupted, marie):
    answer = interrupted.post(PAGE, TYPED)
    page = interrupted.post(answer.headers["Location"], {"login": marie.email, "password": PASSWORD}, follow=True)
    interrupted.post(page.context["kept"]["to"], hidden(page))

    assert "We kept what you typed" in page.content.decode()
    marie.refresh_from_db()
    assert marie.first_name == "Marie-Ève"


def test_nothing_is_saved_without_the_persons_click(interrupted, marie):
    answer = interrupted.post(PAGE, TYPED)
    interrupted.post(answer.headers["Location"], {"login": marie.email, "password": PASSWORD}, follow=True)

    marie.refresh_from_db()
    assert marie.first_name == "Marie"


def test_a_page_with_several_buttons_is_only_saved_as_a_draft(interrupted, marie):
    interrupted.post(PAGE, TYPED | {"action": "suivant"})
    sign_in(interrupted, marie.email)
    page = interrupted.get("/en/what-you-typed/")

    assert 'name="action" value="brouillon"' in page.content.decode()
    assert "suivant" not in page.content.decode()


def test_answers_given_several_times_are_all_kept(interrupted, marie):
    interrupted.post(PAGE, {"days": ["sat", "sun"]})
    sign_in(interrupted, marie.email)

    assert interrupted.get("/en/what-you-typed/").context["kept"]["fields"] == [["days", "sat"], ["days", "sun"]]


def test_somebody_else_on_the_same_browser_finds_nothing(interrupted, marie):
    other = User.objects.create_user("other@example.org", PASSWORD)
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    interrupted.post(PAGE, TYPED)
    sign_in(interrupted, other.email)

    assert interrupted.get("/en/what-you-typed/").status_code == 302
    assert "interrupted" not in interrupted.session


def test_nor_does_the_first_person_once_somebody_else_has_been_there(interrupted, marie):
    other = User.objects.create_user("other@example.org", PASSWORD)
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    interrupted.post(PAGE, TYPED)
    sign_in(interrupted, other.email)
    interrupted.post("/en/sign-out/")
    sign_in(interrupted, marie.email)

    assert interrupted.get("/en/what-you-typed/").status_code == 302


def test_it_is_kept_for_fifteen_minutes(interrupted, marie, time_machine):
    interrupted.post(PAGE, TYPED)
    sign_in(interrupted, marie.email)
    now = timezone.now()

    time_machine.move_to(now + timedelta(minutes=14))
    assert interrupted.get("/en/what-you-typed/").status_code == 200
    time_machine.move_to(now + timedelta(minutes=16))
    assert interrupted.get("/en/what-you-typed/").status_code == 302


def test_a_browser_nobody_signed_in_with_keeps_nothing(client):
    answer = client.post(PAGE, TYPED)

    assert answer.headers["Location"] == "/en/sign-in/?next=/en/my-profile/"
    assert "interrupted" not in client.session


def test_a_forged_cookie_keeps_nothing(client, marie):
    client.cookies["person"] = f"{marie.pk}:forged"
    client.post(PAGE, TYPED)

    assert "interrupted" not in client.session


@pytest.mark.parametrize(
    "form", [{"action": "suivant", "csrfmiddlewaretoken": "x"}, {"first_name": "  "}, {"note": "x" * 100_001}]
)
def test_what_is_empty_or_huge_is_not_kept(interrupted, form):
    interrupted.post(PAGE, form)

    assert "interrupted" not in interrupted.session


def test_a_password_is_never_kept(interrupted):
    interrupted.post(PAGE, TYPED | {"password1": PASSWORD})

    assert PASSWORD not in str(interrupted.session["interrupted"])


def test_where_nothing_was_typed_the_sign_in_leads_back_to_the_page(interrupted):
    answer = interrupted.post(PAGE, {}, headers={"referer": "http://testserver/en/contact/?a=1"})
    elsewhere = interrupted.post(PAGE, {}, headers={"referer": "http://evil.example/en/contact/"})

    assert answer.headers["Location"] == "/en/sign-in/?next=/en/contact/%3Fa%3D1"
    assert elsewhere.headers["Location"] == "/en/sign-in/?next=/en/my-profile/"


def test_a_scripts_save_is_refused_aloud_and_kept(interrupted):
    answer = interrupted.post(PAGE, TYPED, headers={"sec-fetch-mode": "cors"})

    assert answer.status_code == 401
    assert "interrupted" in interrupted.session


def test_a_post_from_another_site_is_not_kept(marie):
    client = Client(enforce_csrf_checks=True)
    client.force_login(marie)
    client.cookies["person"] = "x"
    client.session.flush()

    assert client.post(PAGE, TYPED).status_code == 403
    assert "interrupted" not in client.session


def test_the_page_carries_a_token_of_the_new_session(marie):
    client = Client(enforce_csrf_checks=True)

    def token(url):
        return str(client.get(url).context["csrf_token"])

    def enter(url):
        return client.post(url, {"login": marie.email, "password": PASSWORD, "csrfmiddlewaretoken": token(url)})

    enter("/en/sign-in/")
    old = token(PAGE)
    client.session.flush()
    answer = client.post(PAGE, TYPED | {"csrfmiddlewaretoken": old})
    page = client.get(enter(answer.headers["Location"]).headers["Location"])
    saved = client.post(PAGE, hidden(page) | {"csrfmiddlewaretoken": str(page.context["csrf_token"])})

    assert saved.status_code == 302
    marie.refresh_from_db()
    assert marie.first_name == "Marie-Ève"
