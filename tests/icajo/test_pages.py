"""The frame of every page, the public pages and the pages shown when something is wrong."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from icajo import pages

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def frame(path):
    return pages.Frame(RequestFactory().get(path))


def test_the_root_greets_in_both_languages(client):
    page = text(client.get("/"))

    assert "Bonjour" in page
    assert '<span lang="en">Hello.</span>' in page
    assert 'href="/fr/"' in page
    assert 'href="/en/"' in page


@pytest.mark.parametrize(("language", "tag", "word"), [("fr", "fr-CA", "Se connecter"), ("en", "en-CA", "Sign in")])
def test_the_home_page_speaks_its_language(client, language, tag, word):
    page = text(client.get(f"/{language}/"))

    assert f'<html lang="{tag}"' in page
    assert word in page


@pytest.mark.parametrize("slug", pages.FOOTER)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_of_prose_opens_without_an_account(client, slug, language):
    with override(language):
        url = reverse("page", kwargs={"slug": slug})

    response = client.get(url)

    assert response.status_code == 200
    assert url.startswith(f"/{language}/")
    assert text(response).count("<h1") == 1


def test_the_switch_leads_to_the_same_page_with_its_query(client):
    page = text(client.get("/fr/confidentialite/?a=1&b=2"))

    assert 'href="/en/privacy/?a=1&amp;b=2" lang="en" hreflang="en-CA"' in page


def test_the_switch_leads_home_from_a_page_that_does_not_exist():
    with override("fr"):
        assert frame("/fr/nulle-part/").other_url == "/en/"


def test_a_missing_page_says_so_in_the_language_of_its_address(client):
    page = client.get("/fr/nulle-part/")

    assert page.status_code == 404
    assert "Page introuvable" in text(page)


def test_the_menu_of_a_visitor_offers_to_sign_in(client):
    page = text(client.get("/en/"))

    assert "Create an account" in page
    assert "Sign out" not in page


def test_the_menu_of_a_member_offers_the_way_out(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lou@example.org"))

    page = text(client.get("/en/"))

    assert "Sign out" in page
    assert "Staff desk" not in page


def test_whoever_has_no_account_may_read_and_complain(client):
    page = client.get("/fr/").text

    for name in ("public_search:notices", "submissions:complain", "submissions:question", "public_search:search"):
        with override("fr"):
            assert f'href="{reverse(name)}"' in page.split("Sans compte")[1], name


@pytest.mark.parametrize("name", ["submissions:exchanges", "submissions:complain", "submissions:question"])
def test_the_main_menu_says_where_to_write_to_us(client, django_user_model, name):
    client.force_login(django_user_model.objects.create_user("lou@example.org"))
    with override("fr"):
        menu, address = reverse("licensing:menu"), reverse(name)

    assert f'href="{address}"' in client.get(menu).text.split('id="exchanges"')[1]


def test_staff_find_their_desk(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lou@example.org", is_staff=True))

    assert "Staff desk" in text(client.get("/en/"))


def test_a_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/en/")


def test_the_page_one_is_on_is_marked():
    with override("en"):
        here = reverse("account_login")
        items = frame(here).navigation

    assert [item.url for item in items if item.here] == [here]


def test_the_footer_says_the_site_is_not_official_unless_told(client, settings):
    unofficial = text(client.get("/en/"))
    settings.SITE_NOTICE = "Run by the regulator."
    official = text(client.get("/en/"))

    assert "Unofficial site" in unofficial
    assert "Run by the regulator." in official
    assert "Unofficial site" not in official


def test_staying_signed_in_needs_only_to_ask(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lou@example.org"))

    assert "ends" in client.get("/session/").json()


def test_staying_signed_in_is_refused_once_the_session_has_ended(client):
    assert client.get("/session/").status_code == 401


def test_a_form_without_its_token_gets_a_page_that_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/fr/")

    assert response.status_code == 403
    assert "refaites l’envoi" in text(response)


def broken(monkeypatch, error):
    def view(request):
        raise error

    monkeypatch.setattr(pages, "render", lambda *args, **kwargs: view(None))
    return Client(raise_request_exception=False).get("/fr/")


def test_our_own_failure_says_so_in_both_languages(monkeypatch):
    response = broken(monkeypatch, ValueError())

    assert response.status_code == 500
    assert "Un problème est survenu" in text(response)
    assert "Something went wrong" in text(response)


def test_a_database_out_of_reach_is_a_pause_not_a_failure(monkeypatch):
    response = broken(monkeypatch, OperationalError())

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Service stopped for a moment" in text(response)


def test_the_page_of_a_failure_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pages.server_error(None).status_code == 500
        assert pages.unavailable(None).status_code == 503
        assert pages.bad_request(None).status_code == 400


def test_an_unknown_address_of_the_frame_is_an_error_not_a_blank():
    with pytest.raises(AttributeError):
        _ = frame("/").no_such_url
