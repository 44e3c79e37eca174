"""Whoever of the staff declares a conflict of interest finds the file shut behind every door, until it is lifted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from licensing import actions, worklist
from licensing.errors import InConflict
from licensing.models import Application, Conflict, PublicNotice
from tests import samples
from tests.licensing import inspected

pytestmark = pytest.mark.usefixtures("storage")
WHY = "My brother is the treasurer."


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def file(monkeypatch, amelie, officer, today):
    """A file under review that has a notice, an inspection, an invitation to disclose, and papers."""
    inspected.inspected_type(monkeypatch)
    application = inspected.file_to_inspect(amelie, officer, on=today)
    PublicNotice.objects.create(
        application=application, type_code="raffle", municipality="Hearst", days=15, starts_on=today, ends_on=today,
        first_starts_on=today,
    )  # fmt: skip
    application.invitations.create(
        step="responsible-members", row="m1", name="Chantal Roy", email="membre1@example.org", language="fr",
        token_hash="0", sent_by=amelie, expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def registrar(db):
    return samples.staff("registrar")


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def doors(file):
    """Every page of the desk that says something of the file."""
    paper, ref = file.documents.first().pk, file.ref
    return {
        "file": reverse("admin:licensing_application_change", args=[file.pk]),
        "history": reverse("admin:licensing_application_history", args=[file.pk]),
        "decision": reverse("admin:licensing_do", args=[file.pk, "approve"]),
        "notes": reverse("admin:licensing_notes", args=[file.pk]),
        "document": reverse("admin:licensing_paper", args=[file.pk, paper]),
        "picture": reverse("admin:licensing_picture", args=[file.pk, paper]),
        "download": reverse("admin:licensing_file", args=[file.pk, paper]),
        "disclosure": reverse("admin:licensing_read_disclosure", args=[file.invitations.get().pk]),
        "messages": reverse("admin:submissions_thread", args=[ref]),
        "observations": reverse("admin:submissions_observations", args=[ref]),
        "inspection": reverse("licensing:inspect", args=[ref]),
        "applicant's page": reverse("licensing:application", args=[ref]),
        "applicant's documents": reverse("licensing:document", args=[ref, paper]),
        "applicant's inspection": reverse("licensing:inspection", args=[ref]),
        "applicant's messages": reverse("submissions:thread", args=[ref]),
        "applicant's sending": reverse("licensing:send_documents", args=[ref]),
    }


def opened(person, file):
    client = browser(person)
    return {name: client.get(url).status_code for name, url in doors(file).items()}


def declare(file, by, **about):
    return actions.declare_conflict(file, by=by, why=WHY, at=timezone.now(), **about)


@pytest.mark.parametrize("whole_organization", [False, True])
def test_every_door_of_the_file_is_shut_for_the_officer_and_for_nobody_else(
    file, officer, registrar, whole_organization
):
    before = opened(officer, file)

    declare(file, officer, whole_organization=whole_organization)

    assert {name for name, status in before.items() if status >= 400} == set()
    assert {name for name, status in opened(officer, file).items() if status != 404} == set()
    assert opened(registrar, file) == before


def test_an_officer_declares_it_on_the_page_of_the_file_and_then_reads_why_it_is_shut(file, officer):
    desk, page = browser(officer), doors(file)["file"]
    address = reverse("admin:licensing_conflict", args=[file.pk])
    assert address in desk.get(page).content.decode()

    nothing = desk.post(address, {"about": "file", "why": ""}).content.decode()
    done = desk.post(address, {"about": "organization", "why": WHY}, follow=True).content.decode()

    assert "errorlist" in nothing and "written down" in done and file.ref not in done
    assert "You declared a conflict of interest" in desk.get(page).content.decode()
    declared = Conflict.objects.get()
    assert (declared.officer, declared.organization, declared.application) == (officer, file.organization, file)


def test_lists_leave_the_file_out(file, officer, today):
    asked = worklist.Asked(person=officer, on=today, officers=[officer])
    assert worklist.counts(asked)["all"] == 1

    declare(file, officer)

    assert worklist.counts(asked)["all"] == 0
    assert worklist.window(asked, tab="all", order="oldest").files == []
    desk = browser(officer)
    for name in ("application", "event", "invitation"):
        shown = desk.get(reverse(f"admin:licensing_{name}_changelist")).content.decode()
        assert file.ref not in shown, name
    assert not Application.objects.visible_to(officer).exists()


def test_the_files_that_they_work_on_wait_for_another_officer(file, officer):
    declare(file, officer, whole_organization=True)

    file.refresh_from_db()
    assert (file.officer, file.state) == (None, "in-review")
    assert file.events.filter(verb="stand_aside", by=officer, note="").count() == 1


def test_neither_a_decision_nor_an_assignment_passes(file, officer, registrar, today):
    declare(file, officer)

    with pytest.raises(PermissionDenied):
        actions.approve(file, by=officer, on=today)
    with pytest.raises(InConflict):
        actions.assign(file, by=registrar, to=officer)
    assert actions.assign_all([file], by=registrar, to=officer) == (0, [], [file])


def test_the_queue_says_why_a_file_was_not_given(file, officer, registrar):
    declare(file, officer)

    said = browser(registrar).post(
        reverse("licensing:work"), {"do": "assign", "to": str(officer.pk), "file": str(file.pk)}, follow=True
    )

    assert "declared a conflict of interest" in said.content.decode()


def test_the_registrar_lifts_it_with_a_reason_and_all_of_it_stays_written_down(file, officer, registrar):
    conflict = declare(file, officer)
    address, desk = reverse("admin:licensing_lift_conflict", args=[conflict.pk]), browser(registrar)
    assert address in desk.get(reverse("admin:licensing_conflict_change", args=[conflict.pk])).content.decode()

    desk.post(address, {"why": " "})
    assert Conflict.objects.standing().exists()
    desk.post(address, {"why": "He left the club."})

    conflict.refresh_from_db()
    assert (conflict.lifted_by, conflict.lifted_why, conflict.why) == (registrar, "He left the club.", WHY)
    assert Application.objects.visible_to(officer).get() == file
    for change in (
        conflict.delete,
        lambda: Conflict.objects.update(until=None),
        lambda: Conflict.objects.update(why=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nobody_lifts_their_own_and_an_officer_lifts_none(file, officer, registrar):
    theirs, own = declare(file, officer), declare(file, registrar)

    assert browser(officer).get(reverse("admin:licensing_lift_conflict", args=[theirs.pk])).status_code == 403
    for conflict, person in ((theirs, officer), (own, registrar)):
        with pytest.raises(PermissionDenied):
            actions.lift_conflict(conflict, by=person, why="?", at=timezone.now())


def test_declared_twice_it_is_one_and_a_stranger_declares_none(file, officer):
    assert declare(file, officer) == declare(file, officer)

    with pytest.raises(PermissionDenied):
        declare(file, samples.staff("administrator"))


def test_an_inspector_who_reads_no_file_stands_aside_all_the_same(file):
    inspector = samples.staff("inspector")
    address = doors(file)["inspection"]
    assert browser(inspector).get(address).status_code == 200

    declare(file, inspector)

    assert browser(inspector).get(address).status_code == 404
    assert file.ref not in browser(inspector).get(reverse("licensing:inspections")).content.decode()
