"""An inspection: what keeps it from being asked, how a time is agreed, what a visit leaves behind."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from icalendar import Calendar
from PIL import Image

from icajo import bare_photos, uploads
from icajo.models import Letter
from licensing import actions, inspecting, tasks
from licensing.checks import FUNDS, INSPECTION
from licensing.errors import ChangedElsewhere, ChecksOpen, NotNow, NotReady, WrongTime
from licensing.models import Finding, Inspection
from tests import samples
from tests.licensing.inspected import (
    AGREED,
    CODES,
    NOW,
    agree,
    file_to_inspect,
    inspected_type,
    ready,
    visit,
    waiting_times,
)
from tests.licensing.noticed import STARTS, post, set_notice


@pytest.fixture
def inspector(db):
    return samples.staff("inspector")


@pytest.fixture
def file(amelie, officer, today, storage, monkeypatch):
    inspected_type(monkeypatch)
    return file_to_inspect(amelie, officer, on=today)


def is_open(file):
    return file.checks.filter(code=INSPECTION.code, closed_at=None).exists()


def close_others(file):
    file.checks.exclude(code=INSPECTION.code).update(closed_at=NOW)


def texts(file, on):
    file.refresh_from_db()
    return " ".join(one.text for one in inspecting.unmet(file, on))


def test_a_decision_waits_for_the_inspection(file, officer, today):
    close_others(file)

    with pytest.raises(ChecksOpen) as waiting:
        actions.approve(file, by=officer, on=today)

    assert [check.code for check in waiting.value.checks] == ["inspection"]


def test_what_is_missing_is_named_and_keeps_it_from_being_asked(file, amelie, officer, today):
    file.documents.filter(code="rules").delete()
    file.checks.create(code=FUNDS.code)
    said = texts(file, today)
    assert "transfer" in said and "Attach this document" in said

    with pytest.raises(NotReady) as missing:
        ready(file, amelie, on=today)

    assert len(missing.value.unmet) == 2 and not file.inspections.exists()


def test_while_we_wait_for_information_nothing_can_be_asked(file, amelie, officer, today):
    actions.ask(file, by=officer, text="?", steps=[], due_on=today + timedelta(days=10))
    assert "reply first" in texts(file, today)

    with pytest.raises(NotNow):
        ready(file, amelie, on=today)


def test_the_posting_has_to_have_begun_and_need_not_be_over(amelie, officer, today, storage, monkeypatch):
    inspected_type(monkeypatch, "liquor-sales")
    file = file_to_inspect(amelie, officer, on=today, type_code="liquor-sales")
    assert "not set yet" in texts(file, today)
    set_notice(file, officer, on=today)
    assert "begins on" in texts(file, today)
    assert "Confirm that the public notice is posted" in texts(file, STARTS)

    post(file, amelie, on=STARTS, posted_on=STARTS)

    file = type(file).objects.get(pk=file.pk)
    assert texts(file, STARTS) == "" and inspecting.place_of(file)["street"]


def test_every_criterion_is_confirmed_and_nobody_asks_twice(file, amelie, today):
    with pytest.raises(NotReady):
        ready(file, amelie, on=today, confirmed=CODES[:2])

    ready(file, amelie, on=today)

    with pytest.raises(NotNow):
        ready(file, amelie, on=today)


@pytest.mark.parametrize("times", [[], [NOW - timedelta(hours=1)], [AGREED, AGREED + timedelta(days=200)]])
def test_times_that_cannot_be_are_refused(file, amelie, inspector, today, times):
    ready(file, amelie, on=today)

    with pytest.raises(WrongTime):
        actions.propose_inspection(file, by=inspector, now=NOW, times=times)


def test_a_time_that_was_replaced_or_is_past_is_not_accepted(file, amelie, inspector, today):
    ready(file, amelie, on=today)
    first = actions.propose_inspection(file, by=inspector, now=NOW, times=[AGREED])[0]
    later = actions.propose_inspection(file, by=inspector, now=NOW, times=[AGREED + timedelta(days=1)])[0]

    for time, now in ((first, NOW), (later, AGREED + timedelta(days=2))):
        with pytest.raises(WrongTime):
            actions.accept_inspection(file, by=amelie, now=now, time=time.pk)

    assert actions.accept_inspection(file, by=amelie, now=NOW, time=later.pk).starts_at == later.starts_at


def test_another_time_gives_up_the_one_agreed_and_the_inspector_reads_why(file, amelie, inspector, today):
    ready(file, amelie, on=today)
    agree(file, amelie, inspector)

    inspection = actions.another_inspection(file, by=amelie, reason="Le plombier vient mardi")

    assert inspection.starts_at is None and not waiting_times(file)
    tasks.tell_inspector(file.events.get(verb="another_inspection").pk)
    assert "Le plombier vient mardi" in Letter.objects.get(to=inspector.email).body


def test_the_letter_of_the_appointment_brings_it_as_a_calendar_entry(file, amelie, inspector, today):
    ready(file, amelie, on=today)
    agree(file, amelie, inspector)

    tasks.mail_inspection(file.events.get(verb="accept_inspection").pk)

    letter = Letter.objects.get(to=amelie.email, subject__startswith="Rendez-vous")
    with letter.files.get().content.open() as content:
        entry = Calendar.from_ical(content.read()).events[0]
    assert "24 novembre 2026 à 10 h" in letter.body.replace("\xa0", " ")
    assert entry.start == AGREED and file.ref in entry["summary"]


def test_only_inspectors_and_those_who_decide_visit(file, amelie, officer, inspector, today):
    ready(file, amelie, on=today)
    clerk = samples.staff("intake")

    for stranger in (amelie, clerk):
        with pytest.raises(PermissionDenied):
            actions.propose_inspection(file, by=stranger, now=NOW, times=[AGREED])

    assert actions.propose_inspection(file, by=officer, now=NOW, times=[AGREED])


def test_a_visit_begins_on_the_day_agreed_and_not_before(file, amelie, inspector, today):
    ready(file, amelie, on=today)
    agree(file, amelie, inspector)

    with pytest.raises(NotNow):
        actions.begin_inspection(file, by=inspector, on=today)

    begun = actions.begin_inspection(file, by=inspector, on=AGREED.date())
    assert [finding.code for finding in begun.findings.all()] == CODES  # what is not asked is not looked for


def test_passing_every_criterion_settles_the_check(file, amelie, inspector, today):
    inspection = visit(file, amelie, inspector, on=today)

    assert inspection.result == Inspection.Result.PASSED and not is_open(file)


@pytest.mark.parametrize("results", [{"place": "pass", "cameras": "fail", "storage": "pass"}, {"place": "pass"}, {
    "place": "pass", "cameras": "pass", "storage": "not-assessed"}])  # fmt: skip
def test_one_criterion_that_is_not_met_or_not_seen_fails_it(file, amelie, inspector, today, results):
    inspection = visit(file, amelie, inspector, on=today, results=results)

    assert inspection.result == Inspection.Result.FAILED and is_open(file)


def test_the_next_visit_begins_with_what_failed_and_shows_what_was_met(file, amelie, inspector, today):
    visit(file, amelie, inspector, on=today, results={"place": "pass", "cameras": "pass", "storage": "fail"})

    again = visit(file, amelie, inspector, on=today, results={"storage": "pass"}, finish=False)

    assert [(one.code, one.before) for one in again.findings.all()] == [
        ("storage", "fail"), ("place", "pass"), ("cameras", "pass"),
    ]  # fmt: skip
    assert actions.finish_inspection(file, by=inspector, present=True).result == "passed" and not is_open(file)


def test_what_a_visit_left_behind_stays_as_it_was_written(file, amelie, inspector, today):
    inspection = visit(file, amelie, inspector, on=today)
    finding = inspection.findings.first()

    for change in (
        lambda: Finding.objects.filter(pk=finding.pk).update(note="autre"),
        lambda: finding.delete(),
        lambda: Inspection.objects.filter(pk=inspection.pk).update(result="failed"),
        lambda: inspection.findings.create(code="x", position=9, label={}),
        lambda: finding.photos.create(file=uploads.keep(samples.photo()), added_by=inspector),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(NotNow):
        actions.record_finding(finding, by=inspector, seen="fail", note="", saved_at=finding.saved_at)


def test_two_inspectors_never_overwrite_each_other_unseen(file, amelie, officer, inspector, today):
    finding = visit(file, amelie, inspector, on=today, results={"place": "fail"}, finish=False).findings.first()

    with pytest.raises(ChangedElsewhere) as changed:
        actions.record_finding(finding, by=officer, seen="pass", note="", saved_at=None)

    assert changed.value.theirs.seen == "fail"


def test_a_withdrawn_file_stops_the_visit_and_loses_nothing_of_it(file, amelie, inspector, today):
    inspection = visit(file, amelie, inspector, on=today, results={"place": "pass"}, finish=False)
    actions.withdraw(file, by=amelie)

    for attempt in (
        lambda: actions.record_finding(inspection.findings.last(), by=inspector, seen="pass", note=""),
        lambda: actions.finish_inspection(file, by=inspector, present=True),
    ):
        with pytest.raises(NotNow):
            attempt()

    assert inspection.findings.get(code="place").seen == "pass"


def test_an_inspection_that_did_not_take_place_is_kept_and_may_be_asked_again(file, amelie, inspector, today):
    visit(file, amelie, inspector, on=today, results={"place": "pass"}, finish=False)

    missed = actions.cancel_inspection(file, by=inspector, reason="Porte fermée", no_show=True)

    assert (missed.result, missed.starts_at) == ("no-show", AGREED) and is_open(file)
    assert ready(file, amelie, on=today).number == 2


def test_officers_who_decide_may_do_without_one_and_say_why(file, amelie, officer, inspector, today):
    ready(file, amelie, on=today)
    with pytest.raises(PermissionDenied):
        actions.waive_inspection(file, by=inspector, reason="x")

    actions.waive_inspection(file, by=officer, reason="Visité en octobre")

    assert file.checks.get(code="inspection").note == "Visité en octobre" and not is_open(file)
    assert file.inspections.get().result == Inspection.Result.WAIVED


def test_the_report_goes_to_the_applicant_in_both_languages_with_what_to_mend(file, amelie, inspector, today):
    inspection = visit(file, amelie, inspector, on=today, results={"place": "pass", "cameras": "fail"}, finish=False)
    inspection.findings.get(code="cameras").photos.create(file=bare_photos.keep(samples.photo()), added_by=inspector)
    actions.finish_inspection(file, by=inspector, present=True)

    tasks.mail_report(file.events.get(verb="finish_inspection").pk)

    inspection.refresh_from_db()
    with pikepdf.open(inspection.report_fr.content.open("rb")) as report:
        assert sum(len(page.get_images()) for page in report.pages) == 1
    letter = Letter.objects.get(subject__startswith="Inspection non réussie")
    assert set(letter.files.all()) == {inspection.report_fr, inspection.report_en}
    assert "À corriger" in letter.body and "Photos" in letter.body


def test_a_photo_keeps_nothing_of_what_the_telephone_wrote(db, storage):
    content, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x0112] = "ZQX-DEVICE", 6  # the maker; held upright
    Image.new("RGB", (60, 40), "teal").save(content, "JPEG", exif=exif, comment=b"ZQX-COMMENT")
    upload = samples.photo()
    upload.file, upload.size = io.BytesIO(content.getvalue()), len(content.getvalue())

    kept = bare_photos.keep(upload)

    with kept.content.open() as stored:
        bare = stored.read()
    assert b"ZQX" in content.getvalue() and b"ZQX" not in bare
    assert Image.open(io.BytesIO(bare)).size == (40, 60)


def test_what_there_is_to_do_is_listed_by_day(file, amelie, inspector, officer, today):
    ready(file, amelie, on=today)
    assert len(inspecting.agenda(inspector, everyone=False, now=NOW)["to_propose"]) == 1

    agree(file, amelie, inspector)

    ((day, some),) = inspecting.agenda(inspector, everyone=False, now=NOW)["days"]
    assert (day, len(some)) == (AGREED.date(), 1)
    assert inspecting.agenda(officer, everyone=False, now=NOW)["days"] == []
    actions.withdraw(file, by=amelie)
    assert len(inspecting.agenda(officer, everyone=True, now=NOW)["called_off"]) == 1
