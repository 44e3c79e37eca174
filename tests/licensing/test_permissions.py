"""One file asked about by itself, and the list of those that may be opened: the same answer."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organization, Right
from licensing import actions
from licensing.fees import assess
from licensing.models import Application
from licensing.permissions import may_open
from tests import samples

Source = Membership.Source
GRANTS = {
    "none": None,
    "whole": {},
    "of an agent": {"source": Source.AGENT},
    "ended": {"ended_at": "now"},
    "of an agent, ended": {"source": Source.AGENT, "ended_at": "now"},
    "run out": {"until": "yesterday"},
    "without the right to see": {"rights": [Right.PREPARE]},
}


def an_application(number, creator, organization, by_agent):
    return Application.objects.create(
        ref=f"2026-{number:06}",
        type_code="raffle",
        created_by=creator,
        organization=organization,
        by_agent=by_agent,
        once=f"once-{number}",
    )


def grant(person, organization, how):
    if how is None:
        return
    now = timezone.now()
    when = {"now": now, "yesterday": timezone.localdate() - timedelta(days=1)}
    facts = {name: when.get(value, value) if isinstance(value, str) else value for name, value in how.items()}
    Membership.objects.create(user=person, organization=organization, **{"source": Source.STAFF, **facts})


@pytest.mark.parametrize("held", GRANTS)
def test_a_file_opens_exactly_where_the_list_shows_it(amelie, held):
    other = samples.person("autre@example.org")
    club = Organization.objects.create(name="Club", kind="non-profit")
    grant(amelie, club, GRANTS[held])

    for number, (creator, organization, by_agent) in enumerate(product([amelie, other], [None, club], [True, False])):
        application = an_application(number, creator, organization, by_agent)
        listed = Application.objects.visible_to(amelie).filter(pk=application.pk).exists()
        assert may_open(amelie, application) == listed, (creator, organization, by_agent)


def test_staff_open_what_their_permission_says(amelie):
    application = an_application(1, amelie, None, False)
    clerk = samples.person("commis@example.org", is_staff=True)
    officer = samples.person("agente@example.org", is_staff=True)
    for person, seen in ((clerk, "view_application"), (officer, "read_application")):
        person.user_permissions.add(Permission.objects.get(codename=seen, content_type__app_label="licensing"))

    assert not may_open(clerk, application)
    assert may_open(officer, application)


def typed_in(application):
    """Words that only those who read the file know."""
    typed = application.answers["applicant"]
    return ["billet.jpg", typed["mailing_street"], typed["contact_email"]]


@pytest.mark.parametrize("role", ["inspector", "finance", "complaints", "customer-service"])
def test_staff_who_only_see_the_list_read_nothing_of_a_file(client, amelie, today, storage, role):
    application = samples.complete(amelie, on=today)
    actions.seal(application, by=amelie, on=today, fee_seen=assess(application, today).total)
    clerk = samples.staff(role)
    client.force_login(clerk)

    paper = reverse("licensing:document", args=[application.ref, application.documents.first().pk])
    on_desk = client.get(reverse("admin:licensing_application_change", args=[application.pk]))
    attached = reverse("admin:licensing_file", args=[application.pk, application.documents.first().pk])

    assert not may_open(clerk, application)
    assert client.get(application.get_absolute_url()).status_code == 404
    assert client.get(paper).status_code == 404
    assert client.get(attached).status_code == 403
    assert application.ref in on_desk.text and "not what they say" in on_desk.text
    typed = application.answers["applicant"]
    assert [
        word for word in ("billet.jpg", typed["mailing_street"], typed["contact_email"]) if word in on_desk.text
    ] == []


def test_staff_who_read_files_read_all_of_it_on_the_desk(client, amelie, today, storage):
    application = samples.complete(amelie, on=today)
    actions.seal(application, by=amelie, on=today, fee_seen=assess(application, today).total)
    client.force_login(samples.staff("intake"))

    page = client.get(reverse("admin:licensing_application_change", args=[application.pk])).text

    assert [word for word in typed_in(application) if word not in page] == []


def test_staff_who_only_see_the_list_read_no_note_of_an_event(client, amelie, today, storage):
    application = samples.complete(amelie, on=today)
    application.events.create(verb="ask", note="Where is the lease?")
    page = reverse("admin:licensing_application_change", args=[application.pk])

    notes = {}
    for role in ("customer-service", "intake"):
        client.force_login(samples.staff(role))
        notes[role] = "Where is the lease?" in client.get(page).text

    assert notes == {"customer-service": False, "intake": True}
