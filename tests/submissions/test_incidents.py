"""Incident reports: nothing typed is lost, who may send and read them, and what the staff do."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Right
from icajo import uploads
from icajo.models import Letter
from licensing.models import FileReading
from submissions import actions
from submissions.errors import NoSuchMove
from submissions.models import Incident, IncidentDraft, IncidentStep, Status
from tests import samples
from tests.submissions.reported import a_licence, colleague, fill, sent

PAGE = "submissions:incident"
CANARY = "zqx-canary-incident"


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to("2026-11-22 12:00:00-05:00", tick=False)


@pytest.fixture
def licence(owner):
    return a_licence(member=owner)


@pytest.fixture
def desk(client, settings):
    """The client, signed in as one of the staff."""
    settings.STAFF_SECOND_FACTOR = False

    def sign_in(role):
        person = samples.staff(role)
        client.force_login(person)
        return person

    return sign_in


def test_a_report_gets_its_reference_at_once_and_a_letter_that_says_nothing_of_it(client, licence, owner):
    client.force_login(owner)
    page = fill(client, text=CANARY)

    incident = Incident.objects.get()
    assert incident.ref in page.text and CANARY in page.text and "Reference" in page.text
    letter = Letter.objects.get(to=incident.email)
    assert incident.ref in letter.subject and CANARY not in letter.body
    assert incident.action == "Nous avons recompté."
    assert str(incident.amount) == "40.00" and incident.occurred_time.hour == 20
    assert not IncidentDraft.objects.exists()


def test_what_is_wrong_is_shown_again_and_kept_for_another_day(client, licence, owner):
    client.force_login(owner)
    page = fill(client, amount="forty", occurred_on_year="2027", text="Il manque de l’argent.")

    assert "forty" in page.text and "Il manque de l’argent." in page.text and "still to come" in page.text
    assert not Incident.objects.exists()
    again = client.get(reverse("submissions:incident_draft", args=[IncidentDraft.objects.get().key]))
    assert "forty" in again.text and 'value="2027"' in again.text


def test_a_draft_asks_for_nothing_and_is_its_authors_alone(client, licence, owner):
    client.force_login(owner)
    client.post(reverse(PAGE), {"text": CANARY})
    key = IncidentDraft.objects.get().key
    other = colleague(licence.organization, "luc@example.org", *Right)

    assert CANARY in client.get(reverse("submissions:incident_draft", args=[key])).text
    client.force_login(other)
    assert client.get(reverse("submissions:incident_draft", args=[key])).status_code == 404


def test_the_files_of_a_draft_go_with_the_report_but_for_those_taken_away(client, licence, owner, storage):
    client.force_login(owner)
    fill(client, "brouillon", file_1=samples.photo(), file_2=samples.photo("red"))
    draft = IncidentDraft.objects.get()
    first, second = draft.files.order_by("pk")
    fill(client, f"retirer-{first.key}", key=draft.key)
    fill(client, key=draft.key)

    incident = Incident.objects.get()
    assert list(incident.files.all()) == [second]
    address = reverse("submissions:incident_file", args=[incident.ref, second.key])
    assert client.get(address)["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_refused_stops_the_report_and_loses_nothing(client, licence, owner, storage):
    client.force_login(owner)
    page = fill(client, file_1=SimpleUploadedFile("a.exe", b"MZ not for us"), file_2=samples.photo())

    assert not Incident.objects.exists() and "Il manque 40 $" in page.text
    assert IncidentDraft.objects.get().files.count() == 1


def test_a_page_sent_twice_is_one_report(client, licence, owner):
    client.force_login(owner)
    key = "1" * 32
    for _again in range(2):
        page = client.post(
            reverse(PAGE), {**fill.__globals__["TYPED"], "licence": "L1", "key": key, "action": "envoyer"}, follow=True
        )

    assert Incident.objects.count() == 1 and Letter.objects.count() == 1
    assert Incident.objects.get().ref in page.text


def test_the_language_switch_keeps_what_was_typed(client, licence, owner):
    client.force_login(owner)
    page = fill(client, "langue-fr", text=CANARY)

    assert page.request["PATH_INFO"].startswith("/fr/") and CANARY in page.text


def test_only_a_planned_change_may_lie_ahead(client, licence, owner):
    client.force_login(owner)
    fill(client, category="tech-change", occurred_on_year="2027", system="eRaffle 4.2")

    assert Incident.objects.get().discovered_on == timezone.localdate()


def test_reports_alone_suffice_and_open_nothing_of_the_others(client, licence, owner):
    reporter = colleague(licence.organization, "rapports@example.org", Right.REPORTS)
    theirs = sent(licence, owner, text=CANARY)
    client.force_login(reporter)
    page = fill(client)

    own = Incident.objects.get(sent_by=reporter)
    assert own.ref in page.text
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert set(Incident.objects.of(reporter)) == {own} and set(Incident.objects.of(owner)) == {own, theirs}


def test_without_the_right_there_is_nothing_to_report_on(client, licence):
    reader = colleague(licence.organization, "lecture@example.org", Right.VIEW)
    client.force_login(reader)

    assert "There is no licence for which you may send reports" in client.get(reverse(PAGE)).text
    fill(client)
    assert not Incident.objects.exists()


def test_another_organization_sees_nothing_and_can_name_no_licence(client, licence, owner):
    stranger = samples.person("autre@example.org")
    a_licence("L2", member=stranger, name="Autre club")
    incident = sent(licence, owner, text=CANARY)
    client.force_login(stranger)

    assert client.get(incident.get_absolute_url()).status_code == 404
    assert "L1" not in client.get(reverse(PAGE)).text
    fill(client)
    assert Incident.objects.count() == 1


def test_who_lost_the_right_to_report_sends_nothing(licence, owner):
    draft = IncidentDraft.objects.create(person=owner)
    owner.memberships.update(rights=[Right.VIEW])

    with pytest.raises(PermissionDenied):
        actions.report(draft, licence=licence, facts={}, language="fr", at=timezone.now())


def test_messages_go_to_and_fro_and_letters_say_nothing_of_them(client, licence, owner, officer, caplog):
    caplog.set_level(logging.DEBUG)
    incident = sent(licence, owner, officer=officer)
    who = {"as_staff": True, "once": "a", "at": timezone.now(), "text": CANARY}
    actions.send_message(incident, by=officer, **who)
    actions.send_message(incident, by=officer, **who)
    actions.send_message(incident, by=officer, **who | {"once": "b"})
    client.force_login(owner)
    page = client.get(incident.get_absolute_url())
    assert page.text.count(CANARY) == 2 and "New" in page.text
    client.post(incident.get_absolute_url(), {"text": CANARY, "once": "c" * 32})

    letters = Letter.objects.filter(key__startswith="messages-")
    assert sorted(one.to for one in letters) == sorted([owner.email, officer.email])
    assert not any(CANARY in one.body + one.subject for one in letters)
    assert CANARY not in caplog.text
    assert not incident.thread.unread_by(owner, from_staff=True).exists()


def test_the_status_goes_only_where_the_table_says_and_each_move_is_written_down(licence, owner, officer):
    incident = sent(licence, owner)
    now = timezone.now()
    with pytest.raises(NoSuchMove):
        actions.move(incident, by=officer, at=now, to=Status.CLOSED, outcome="Fini.")
    actions.move(incident, by=officer, at=now, to=Status.UNDER_REVIEW)
    actions.move(incident, by=officer, at=now, to=Status.ACTION_REQUIRED, outcome="Envoyez le relevé.")
    actions.move(incident, by=officer, at=now, to=Status.CLOSED, outcome="Tout est en ordre.")

    incident.refresh_from_db()
    assert (incident.status, incident.officer, incident.outcome) == ("closed", officer, "Tout est en ordre.")
    steps = [(one.what, one.value) for one in incident.steps.exclude(what=IncidentStep.What.OFFICER)]
    assert steps == [("status", "under-review"), ("status", "action-required"), ("status", "closed")]
    assert Letter.objects.filter(key__contains="incident_moved").count() == 2


def test_the_staff_assess_note_and_answer_on_one_page(client, desk, licence, owner):
    officer = desk("inspector")
    incident = sent(licence, owner)
    page = reverse("admin:submissions_incident_change", args=[incident.pk])
    client.post(page, {"do": "assess", "severity": "high", "officer": officer.pk})
    client.post(page, {"do": "note", "text": CANARY})
    client.post(page, {"do": "message", "text": "Quand ?", "once": "d" * 32})
    client.post(page, {"do": "move", "to": "under-review", "outcome": ""})

    incident.refresh_from_db()
    assert (incident.severity, incident.officer, incident.status) == ("high", officer, "under-review")
    assert CANARY in client.get(page).text and incident.thread.get().text == "Quand ?"
    client.force_login(owner)
    shown = client.get(incident.get_absolute_url()).text
    assert "Quand ?" in shown and CANARY not in shown


@pytest.mark.parametrize(("role", "reads", "works"), [
    ("intake", True, False), ("inspector", True, True), ("registrar", True, True), ("finance", False, False),
    ("customer-service", False, False), ("complaints", False, False), ("administrator", False, False),
])  # fmt: skip
def test_whose_work_is_with_incidents_reads_them(client, desk, licence, owner, role, reads, works):
    desk(role)
    page = reverse("admin:submissions_incident_change", args=[sent(licence, owner, text=CANARY).pk])

    assert (CANARY in client.get(page).content.decode()) == reads
    assert (client.post(page, {"do": "note", "text": "x"}).status_code == 302) == works


def test_who_reads_a_report_or_its_files_is_written_down_and_the_registrar_knows(
    client, desk, licence, owner, storage
):
    incident = sent(licence, owner)
    file = uploads.keep_bytes(b"a,b", name="caisse.csv", media_type="text/csv")
    incident.files.add(file)
    desk("finance")
    client.get(reverse("admin:submissions_incident_change", args=[incident.pk]))
    reader = desk("inspector")
    client.get(reverse("admin:submissions_incident_change", args=[incident.pk]))
    client.get(reverse("admin:submissions_incident_file", args=[incident.pk, file.key]))
    client.get(reverse("admin:submissions_incident_changelist"))

    noted = FileReading.objects.order_by("pk").values_list("ref", "by", "what")
    assert list(noted) == [(incident.ref, reader.pk, "page"), (incident.ref, reader.pk, "document")]
    desk("registrar")
    assert reader.get_full_name() in client.get(reverse("licensing:trail_of_file", args=[incident.ref])).text


def test_the_licence_on_the_desk_names_its_reports_to_whoever_may_read_them(client, desk, licence, owner):
    incident = sent(licence, owner)
    page = reverse("admin:licensing_licence_change", args=[licence.pk])

    desk("inspector")
    assert incident.ref in client.get(page).text
    desk("complaints")
    assert incident.ref not in client.get(page).text


def test_a_report_is_never_changed_nor_deleted(licence, owner):
    from django.db import DatabaseError, transaction

    incident = sent(licence, owner)
    for attempt in (lambda: Incident.objects.update(text="x"), lambda: Incident.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert Incident.objects.get(pk=incident.pk).text == "Caisse."
