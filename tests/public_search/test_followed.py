"""What the public follows of a store: in progress, public notice, authorized to open; and nothing personal."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from licensing import actions, following
from licensing.checks import PUBLIC_NOTICE
from licensing.following import Progress
from licensing.models import Followed
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.licensing import sanctions, stores
from tests.licensing.noticed import set_notice, under_review
from tests.licensing.refused import refuse
from tests.samples import cannabis

TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)


@pytest.fixture
def amelie(db):
    return samples.person()


@pytest.fixture
def officer(db):
    return samples.officer()


@pytest.fixture
def file(amelie, officer):
    return stores.under_review(amelie, officer, on=TODAY)


def progress(text="", on=TODAY):
    (place,) = following.find(text=text, municipality="", type_code="", page=1, on=on).places
    return place.progress


def shown(client, language="en", **asked):
    path = {"en": "/en/application-status/", "fr": "/fr/etat-des-demandes/"}[language]
    return client.get(path, asked).text


def test_a_store_goes_from_in_progress_to_notice_and_back_to_authorized(file, officer):
    found = [progress()]
    notice = set_notice(file, officer, on=TODAY, starts_on=TODAY + timedelta(days=3), days=15)
    found += [progress(on=notice.starts_on), progress(on=notice.ends_on), progress(on=notice.ends_on + timedelta(1))]
    licence = stores.granted(file, officer, on=TODAY)
    found.append(progress())
    actions.authorize_to_open(licence, by=officer, on=TODAY, opens_on=TODAY + timedelta(days=2))
    found += [progress(), progress(on=TODAY + timedelta(days=2))]

    going, notice, open_now = Progress.IN_PROGRESS, Progress.PUBLIC_NOTICE, Progress.AUTHORIZED
    assert found == [going, notice, notice, going, going, going, open_now]


@pytest.mark.parametrize("text", ["marche by", "rue clarence", "Ottawa", "feuille OTTAWA"])
def test_it_is_found_by_name_by_street_and_by_place(client, file, text):
    for language in ("en", "fr"):
        assert "Feuille du marché By" in shown(client, language, q=text)
    assert "Feuille du marché By" in client.get("/en/search/", {"q": text}).text


@pytest.mark.parametrize("text", ["Brasserie", "Bourgeois", "Haddad", "perroquets", "Immeubles"])
def test_nobody_is_found_by_what_is_not_public(client, file, text):
    assert "No place matches" in shown(client, q=text)


def test_nothing_personal_is_shown_before_the_decision(client, file, amelie):
    page = shown(client) + shown(client, "fr") + client.get("/en/search/", {"q": "Ottawa"}).text

    private = [amelie.email, amelie.last_name, "Haddad", "Clarence ltée", "Perroquets", file.organization.name]
    assert [word for word in private if word in page] == []
    assert "In progress" in page and "En cours" in page


def test_a_store_on_a_reserve_is_followed_without_a_notice(client, amelie, officer):
    file = stores.under_review(amelie, officer, on=TODAY, answers=cannabis.on_a_reserve(TODAY))

    assert not file.checks.filter(code=PUBLIC_NOTICE.code).exists()
    assert "Akwesasne" in shown(client, q="Akwesasne") and progress() == Progress.IN_PROGRESS


@pytest.mark.parametrize("verb", ["withdraw", "refuse"])
def test_what_is_withdrawn_or_refused_leaves_the_list(client, file, amelie, officer, verb):
    if verb == "withdraw":
        actions.withdraw(file, by=amelie)
    else:
        refuse(file, officer, on=TODAY)

    assert "Feuille du marché By" not in shown(client)


def test_a_suspended_store_is_shown_as_suspended(client, file, officer):
    licence = stores.granted(file, officer, on=TODAY, opens_on=TODAY)
    assert "Authorized to open" in shown(client)

    sanctions.suspend(licence, by=officer, since=TODAY, until=None, why="Plaintes.")

    page = shown(client)
    assert "Suspended" in page and "--green" not in page
    sanctions.revoke(licence, by=officer, on=TODAY, why="Plaintes.")
    assert "Feuille du marché By" not in shown(client)


def test_the_page_of_the_licence_says_both_days(client, file, officer):
    licence = stores.granted(file, officer, on=TODAY, opens_on=TODAY + timedelta(days=9))

    page = client.get(reverse("public_search:licence", args=[licence.number])).text
    french = client.get(f"/fr/recherche/{licence.number}/").text

    assert "Issued on" in page and "November 30, 2026" in page
    assert "Délivrée le" in french and "Autorisée à ouvrir le" in french


def test_other_applications_are_not_followed(amelie, officer):
    under_review(amelie, officer, on=TODAY, type_code="raffle")

    assert not Followed.objects.exists()


def test_what_is_followed_has_a_place():
    followed = [type for type in LICENCE_TYPES.values() if type.in_public]

    assert followed and all(type.notice for type in followed)
