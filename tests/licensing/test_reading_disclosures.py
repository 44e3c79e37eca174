"""An officer reads a disclosure with a reason, which is written down; nobody else of the staff does."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.actions import disclosed
from licensing.errors import NotNow
from licensing.models import Invitation, Reading
from tests import samples
from tests.licensing import disclosed as person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settings_of_the_desk(monkeypatch, storage, settings):
    settings.STAFF_SECOND_FACTOR = False
    person.use(monkeypatch)


@pytest.fixture
def invitation(amelie, today):
    draft = person.draft(amelie, on=today)
    return actions.send_disclosures(draft, by=amelie, at=timezone.now())[0]


@pytest.fixture
def completed(client, invitation):
    person.enter(client)
    person.fill(client)
    person.send(client)
    return Invitation.objects.get()


@pytest.fixture
def desk(officer):
    desk = Client()
    desk.force_login(officer)
    return desk


def test_an_officer_reads_it_once_the_reason_is_given(desk, completed, officer):
    address = reverse("admin:licensing_read_disclosure", args=[completed.pk])

    asked = desk.get(address).content.decode()
    nothing = desk.post(address, {"why": " "}).content.decode()
    read = desk.post(address, {"why": "Review of the file"}).content.decode()

    assert person.Canary.OFFENCE not in asked + nothing
    assert person.Canary.OFFENCE in read and person.Canary.PAPER in read
    assert [(one.by, one.why) for one in Reading.objects.all()] == [(officer, "Review of the file")]


def test_every_reading_stands_on_the_file_and_cannot_be_taken_back(desk, completed, officer):
    disclosed.read_disclosure(completed, by=officer, why="Review of the file", at=timezone.now())

    file = desk.get(reverse("admin:licensing_application_change", args=[completed.application_id])).content.decode()

    assert "Review of the file" in file and "Odile Officier" in file
    assert not [canary for canary in person.Canary.values if canary in file]
    with pytest.raises(DatabaseError), transaction.atomic():
        Reading.objects.all().delete()


def test_a_paper_opens_for_an_hour_after_the_reason_and_is_what_was_sent(desk, completed, time_machine):
    paper = completed.disclosure.papers.first()
    address = reverse("admin:licensing_read_paper", args=[completed.pk, paper.pk])
    assert desk.get(address)["Location"] == reverse("admin:licensing_read_disclosure", args=[completed.pk])

    desk.post(reverse("admin:licensing_read_disclosure", args=[completed.pk]), {"why": "Review"})

    samples_photo = samples.photo().read()
    assert b"".join(desk.get(address)) == samples_photo
    assert paper.file.content.read() != samples_photo
    assert not disclosed.reads_now(completed.disclosure, desk_user(desk), timezone.now() + disclosed.READING)


def desk_user(desk):
    from accounts.models import User

    return User.objects.get(pk=desk.session["_auth_user_id"])


@pytest.mark.parametrize("group", ["Finance officers", "Customer service"])
def test_other_staff_do_not_read_it(completed, officer, group):
    clerk = samples.person("clerk@example.org", is_staff=True)
    clerk.groups.add(Group.objects.get(name=group))
    desk = Client()
    desk.force_login(clerk)

    answer = desk.post(reverse("admin:licensing_read_disclosure", args=[completed.pk]), {"why": "Curious"})

    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        disclosed.read_disclosure(completed, by=clerk, why="Curious", at=timezone.now())


def test_nobody_reads_what_is_not_completed(client, desk, invitation, officer):
    person.enter(client)
    person.fill(client)
    invitation.refresh_from_db()

    answer = desk.post(reverse("admin:licensing_read_disclosure", args=[invitation.pk]), {"why": "Early"})

    assert answer["Location"] == reverse("admin:licensing_invitation_change", args=[invitation.pk])
    assert not Reading.objects.exists()
    with pytest.raises(NotNow):
        disclosed.read_disclosure(invitation, by=officer, why="Early", at=timezone.now())
