"""The pages of an inspection: the applicant's, the inspector's list, and a visit made on a telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from licensing import actions
from licensing.models import FindingPhoto
from tests import samples
from tests.licensing.inspected import AGREED, CODES, NOW, agree, file_to_inspect, inspected_type, ready, visit

SAID = {"attending": "Amélie Tremblay", "telephone": "613 555-0147", "preferred": "Le matin"}


@pytest.fixture
def inspector(db):
    return samples.staff("inspector")


@pytest.fixture
def file(amelie, officer, today, storage, monkeypatch):
    inspected_type(monkeypatch)
    return file_to_inspect(amelie, officer, on=today)


def url(name, file, *args):
    return reverse(f"licensing:{name}", args=[file.ref, *args])


def post(client, address, **typed):
    return client.post(address, typed, follow=True)


def proposing(*moments, **more):
    boxes = {}
    for number, moment in enumerate(moments, 1):
        boxes |= {f"day_{number}": f"{moment:%Y-%m-%d}", f"time_{number}": f"{moment:%H:%M}"}
    return {"action": "propose_inspection"} | boxes | more


def test_an_applicant_asks_agrees_and_sees_the_dates(client, amelie, inspector, file):
    client.force_login(amelie)
    page = url("inspection", file)
    assert page in client.get(url("application", file)).text
    refused = post(client, page, action="ready", confirmed=CODES[:1], **SAID)
    assert "Confirm every criterion" in refused.text

    assert "We note that you are ready" in post(client, page, action="ready", confirmed=CODES, **SAID).text
    client.force_login(inspector)
    post(client, url("inspect", file), **proposing(AGREED, AGREED + timedelta(days=1)))
    client.force_login(amelie)
    time = file.inspections.get().times.first()
    agreed = post(client, page, action="accept", time=time.pk)

    assert "November 24, 2026 at 10:00" in agreed.text
    assert b"BEGIN:VEVENT" in client.get(url("inspection_calendar", file)).content


def test_what_is_missing_is_said_instead_of_the_form(client, amelie, file):
    file.documents.filter(code="rules").delete()
    client.force_login(amelie)

    page = client.get(url("inspection", file)).text

    assert "Before you ask for an inspection" in page and 'name="confirmed"' not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (proposing(), "Propose"),
        (proposing(NOW - timedelta(hours=2)), "This time is past"),
        (proposing(NOW + timedelta(days=1)), "A Sunday or a holiday: November 22, 2026"),
        (proposing(NOW.replace(month=12, day=25)), "A Sunday or a holiday: December 25, 2026"),
        (proposing(NOW + timedelta(days=200)), "more than six months"),
        ({"action": "propose_inspection", "day_1": "2026-11-24"}, "time 1"),
        ({"action": "propose_inspection", "day_1": "2027-03-14", "time_1": "02:30"}, "clocks change"),
    ],
)
def test_a_time_that_cannot_be_is_said_beside_its_box(client, amelie, inspector, file, today, typed, said):
    ready(file, amelie, on=today)
    client.force_login(inspector)

    page = client.post(url("inspect", file), typed)

    assert said in page.text and not file.inspections.get().times.exists()


def test_a_sunday_is_proposed_once_it_is_confirmed(client, amelie, inspector, file, today):
    ready(file, amelie, on=today)
    client.force_login(inspector)

    post(client, url("inspect", file), **proposing(NOW + timedelta(days=1), confirm="on"))

    assert file.inspections.get().times.count() == 1


@pytest.fixture
def visiting(client, amelie, inspector, file, today, time_machine):
    """The day has come, and the inspector has begun."""
    ready(file, amelie, on=today)
    agree(file, amelie, inspector)
    time_machine.move_to(AGREED, tick=False)
    client.force_login(inspector)
    post(client, url("inspect", file), action="begin_inspection")
    return client


def test_each_criterion_is_kept_by_itself_and_the_visit_goes_on_where_it_stopped(visiting, file):
    first = url("criterion", file, "place")
    assert "Say what has to be mended" in post(visiting, first, seen="fail").text

    following = post(visiting, first, seen="fail", note="Autre adresse", photos=[samples.photo(), samples.photo()])

    assert "Criterion 2 of 3" in following.text and FindingPhoto.objects.count() == 2
    assert "1 of 3 criteria" in visiting.get(url("visit", file)).text
    assert "Autre adresse" in visiting.get(first).text


def test_a_photo_that_is_refused_loses_neither_the_result_nor_the_other_photo(visiting, file):
    broken = samples.photo()
    broken.name, broken.file = "notes.txt", samples.photo().file

    page = post(visiting, url("criterion", file, "place"), seen="pass", photos=[samples.photo(), broken])

    assert "notes.txt" in page.text and "The result and the note are kept" in page.text
    finding = file.inspections.get().findings.get(code="place")
    assert finding.seen == "pass" and finding.photos.count() == 1
    post(visiting, url("remove_visit_photo", file, finding.photos.get().pk))
    assert not finding.photos.exists()


def test_a_criterion_that_somebody_else_saved_is_shown_before_it_is_replaced(visiting, file, officer):
    finding = file.inspections.get().findings.get(code="place")
    actions.record_finding(finding, by=officer, seen="fail", note="Vu par Odile")
    address = url("criterion", file, "place")

    page = post(visiting, address, seen="pass", note="")

    assert "Vu par Odile" in page.text and file.inspections.get().findings.get(code="place").seen == "fail"
    post(visiting, address, seen="pass", note="", saved=page.context["form"].data["saved"])
    assert file.inspections.get().findings.get(code="place").seen == "pass"


def test_a_visit_is_finished_and_the_applicant_reads_what_to_mend(visiting, amelie, file):
    post(visiting, url("criterion", file, "place"), seen="fail", note="Autre adresse", photos=[samples.photo()])
    photo = url("inspection_photo", file, FindingPhoto.objects.get().pk)
    visiting.force_login(amelie)
    assert visiting.get(photo).status_code == 404  # the visit is not over
    visiting.force_login(file.inspections.get().inspector)
    assert "2 criteria have no result yet" in visiting.get(url("finish_visit", file)).text
    assert "Not passed" in post(visiting, url("finish_visit", file), present="yes", note="Rideaux à poser").text

    visiting.force_login(amelie)
    page = visiting.get(url("inspection", file)).text

    assert "Autre adresse" in page and "Rideaux à poser" in page and 'name="confirmed"' in page
    assert visiting.get(photo).status_code == 200


def test_the_visit_of_a_withdrawn_file_says_so_and_shows_what_was_just_typed(visiting, amelie, file):
    post(visiting, url("criterion", file, "place"), seen="pass", note="Conforme")
    actions.withdraw(file, by=amelie)

    page = post(visiting, url("criterion", file, "cameras"), seen="pass", note="Caméra au nord")

    assert "Withdrawn" in page.text and "Caméra au nord" in page.text
    assert "Conforme" in visiting.get(url("visit", file)).text
    assert visiting.get(url("finish_visit", file)).status_code == 302


def test_the_list_leads_to_each_inspection_and_the_desk_too(client, amelie, inspector, officer, file, today):
    visit(file, amelie, inspector, on=today, results={"place": "fail"})
    ready(file, amelie, on=today)
    client.force_login(inspector)
    assert url("inspect", file) in client.get(reverse("licensing:inspections")).text

    client.force_login(officer)

    assert url("inspect", file) in client.get(reverse("admin:licensing_application_change", args=[file.pk])).text
    waived = post(client, url("inspect", file), action="waive_inspection", reason="Déjà visité")
    assert "Déjà visité" in waived.text and file.checks.get(code="inspection").closed_at


def test_nobody_else_finds_any_of_it(client, amelie, inspector, file, today):
    visit(file, amelie, inspector, on=today, results={"place": "pass"})
    client.force_login(samples.person("etranger@example.org"))

    for name, *args in (("inspection",), ("inspect",), ("visit",), ("criterion", "place"), ("inspection_report", 1)):
        assert client.get(url(name, file, *args)).status_code == 404, name
    assert client.get(reverse("licensing:inspections")).status_code == 403
    client.force_login(inspector)
    assert client.get(url("visit", file)).status_code == 200
