"""Two people, one organization; and one who loses access while a page is open."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Right, Source
from icajo import uploads
from icajo.journey import seen
from licensing import actions
from licensing.models import Application, Licence
from licensing.types import LICENCE_TYPES
from tests import samples

STEP = {step.slug: step for step in LICENCE_TYPES["raffle"].steps}


@pytest.fixture
def club(amelie):
    return accounts.create_organization(by=amelie, name="Club", kind="non-profit", language="fr")


@pytest.fixture
def basile(db, club):
    person = samples.person("basile@example.org", first_name="Basile", last_name="Roy")
    accounts.join(person, club, Source.STAFF)
    return person


@pytest.fixture
def draft(amelie, club, today):
    application = samples.draft(amelie, on=today)
    Application.objects.filter(pk=application.pk).update(organization=club)
    application.refresh_from_db()
    return application


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def step_url(application, slug="premises"):
    return reverse("licensing:step", args=[application.ref, slug])


def test_both_find_the_same_drafts_and_the_same_files(draft, amelie, basile, storage):
    document = actions.attach(draft, "rules", uploads.keep(samples.photo()), by=amelie)

    for user in (amelie, basile):
        client = browser(user)
        assert draft.ref in client.get(reverse("licensing:menu")).text
        assert document.file.name in client.get(reverse("licensing:documents", args=[draft.ref])).text
        assert client.get(reverse("licensing:document", args=[draft.ref, document.pk])).status_code == 200


def test_the_second_is_told_what_the_first_changed_with_both_texts(draft, amelie, basile):
    hers, his = browser(amelie), browser(basile)
    opened = [client.get(step_url(draft)).context["seen"] for client in (hers, his)]

    hers.post(step_url(draft), {"premises_name": "Aréna", "seen": opened[0], "action": "brouillon"})
    told = his.post(step_url(draft), {"premises_name": "École", "seen": opened[1], "action": "brouillon"})

    assert "Aréna" in told.text and 'value="École"' in told.text
    draft.refresh_from_db()
    assert draft.answers["premises"]["premises_name"] == "Aréna"
    his.post(step_url(draft), {"premises_name": "École", "seen": told.context["seen"], "action": "brouillon"})
    draft.refresh_from_db()
    assert draft.answers["premises"]["premises_name"] == "École"


def test_one_removed_while_a_page_is_open_finds_nothing_and_what_they_saved_stays(draft, amelie, basile):
    his = browser(basile)
    his.post(step_url(draft), {"premises_name": "Aréna", "action": "brouillon"})
    page = his.get(step_url(draft))

    accounts.end_membership(draft.organization.memberships.get(user=basile), by=amelie, why="Left")
    lost = his.post(step_url(draft), {"premises_name": "École", "seen": page.context["seen"], "action": "suivant"})

    assert lost.status_code == 404
    assert his.get(reverse("licensing:application", args=[draft.ref])).status_code == 404
    assert draft.ref not in his.get(reverse("licensing:menu")).text
    draft.refresh_from_db()
    assert draft.answers["premises"]["premises_name"] == "Aréna"
    assert "Aréna" in browser(amelie).get(step_url(draft)).text


def test_a_file_address_kept_from_before_is_dead(draft, amelie, basile, storage):
    document = actions.attach(draft, "rules", uploads.keep(samples.photo()), by=basile)
    address = reverse("licensing:document", args=[draft.ref, document.pk])
    his = browser(basile)
    assert his.get(address).status_code == 200

    accounts.end_membership(draft.organization.memberships.get(user=basile), by=amelie, why="Left")

    assert his.get(address).status_code == 404


def test_who_wrote_a_draft_of_the_organization_loses_it_with_the_membership(draft, amelie, basile):
    """Amélie began it; it is the club's."""
    accounts.end_membership(draft.organization.memberships.get(user=amelie), by=basile, why="Left")

    assert not Application.objects.visible_to(amelie).exists()
    assert list(Application.objects.visible_to(basile)) == [draft]


def test_whoever_only_sends_reports_sees_no_application_and_no_licence(draft, amelie, club, officer, today, storage):
    rita = samples.person("rita@example.org")
    accounts.join(rita, club, Source.STAFF, rights=[Right.REPORTS])
    issued = samples.sealed(amelie, on=today)
    actions.submit(issued, by=amelie, at=timezone.now())
    actions.take(issued, by=officer)
    actions.approve(issued, by=officer, on=today)
    Licence.objects.update(organization=club)
    Application.objects.update(organization=club)

    assert not Application.objects.visible_to(rita).exists() and not Licence.objects.visible_to(rita).exists()
    assert browser(rita).get(step_url(draft)).status_code == 404


def test_whoever_may_only_see_saves_nothing(draft, amelie, club):
    vera = samples.person("vera@example.org")
    accounts.join(vera, club, Source.STAFF, rights=[Right.VIEW])
    before = draft.answers["premises"]

    answer = browser(vera).post(step_url(draft), {"premises_name": "École", "seen": seen(before)})

    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.answers["premises"] == before
