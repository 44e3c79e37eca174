"""A waiver is asked for from its file, granted with a ground at the desk, and approved by somebody else."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing.models import Waiver
from tests import samples

from .conftest import a_person

LIST = "admin:licensing_waiver_changelist"


@pytest.fixture
def draft(db):
    return samples.complete(samples.person(), on=timezone.localdate())


@pytest.fixture
def asked(client, draft):
    client.force_login(draft.created_by)
    client.post(reverse("payments:waiver", args=[draft.ref]), {"ground": "reserve", "text": "Réserve no 41"})
    return Waiver.objects.get()


@pytest.fixture
def officers(db):
    found = [a_person(f"o{n}@example.org", is_staff=True, language="en") for n in (1, 2)]
    names = ["view_waiver", "change_waiver", "grant_waiver"]
    for officer in found:
        officer.user_permissions.set(Permission.objects.filter(codename__in=names))
    return found


def grant(client, waiver):
    return client.post(reverse("admin:licensing_waiver_change", args=[waiver.pk]), {"why": "On the reserve"})


def act(client, verb, waiver):
    return client.post(reverse(LIST), {"action": verb, "_selected_action": [waiver.pk]})


def test_the_page_gives_the_file_number_to_say_on_the_telephone(client, draft):
    client.force_login(draft.created_by)

    assert draft.ref in client.get(reverse("payments:waiver", args=[draft.ref])).content.decode()


def test_it_is_asked_for_from_the_draft_and_its_page_says_so(client, asked, draft):
    assert (asked.application, asked.ground, asked.asked_by) == (draft, "reserve", draft.created_by)
    text = client.get(reverse("payments:waiver", args=[draft.ref])).content.decode()
    assert "<form" not in text.split("<main")[1].split("</main")[0]


def test_a_ground_is_needed(client, draft):
    client.force_login(draft.created_by)

    client.post(reverse("payments:waiver", args=[draft.ref]), {"ground": "", "text": ""})

    assert not Waiver.objects.exists()


def test_a_stranger_finds_nothing(client, draft):
    client.force_login(a_person("stranger@example.org"))

    assert client.get(reverse("payments:waiver", args=[draft.ref])).status_code == 404


def test_two_officers_grant_it_and_the_applicant_owes_nothing(client, asked, officers, draft):
    client.force_login(officers[0])
    grant(client, asked)
    act(client, "approve", asked)
    asked.refresh_from_db()
    assert (asked.granted_by, asked.approved_by) == (officers[0], None)

    client.force_login(officers[1])
    act(client, "approve", asked)

    asked.refresh_from_db()
    assert asked.approved_by == officers[1]
    assert "exonération accordée" in Letter.objects.get(key__startswith="waiver-").subject
    client.force_login(draft.created_by)
    review = client.get(reverse("licensing:review", args=[draft.ref])).content.decode()
    assert 'name="fee_seen" value="0"' in review


def test_nothing_is_granted_without_a_ground(client, asked, officers):
    client.force_login(officers[0])

    client.post(reverse("admin:licensing_waiver_change", args=[asked.pk]), {"why": ""})

    asked.refresh_from_db()
    assert asked.granted_by is None


def test_refused_is_said_and_may_be_asked_for_again(client, asked, officers, draft):
    client.force_login(officers[0])
    act(client, "decline", asked)
    assert "exonération refusée" in Letter.objects.get(key__startswith="waiver-").subject

    client.force_login(draft.created_by)
    client.post(reverse("payments:waiver", args=[draft.ref]), {"ground": "law", "text": "Décret 208/2024"})

    assert Waiver.objects.open().get().ground == "law"


def test_clerks_decide_nothing(client, asked):
    client.force_login(a_person("clerk@example.org", is_staff=True))

    assert act(client, "approve", asked).status_code == 403
