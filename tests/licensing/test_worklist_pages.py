"""The pages of the work queue: links that can be shared, buttons without a script, and who may press them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from licensing.definition import Sector
from licensing.models import Application, SavedView, TeamMember
from licensing.states import State
from tests import samples
from tests.licensing.queued import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return samples.staff("senior-officer", last_name="Aubry")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def queue(**query):
    return reverse("licensing:worklist", query=query)


def shown(response):
    """The numbers of the files of the page, in its order."""
    return [int(number) for number in re.findall(r">2026-(\d{6})</a>", response.content.decode())]


def state_of(number):
    file = Application.objects.get(ref=f"2026-{number:06}")
    return file.state, file.officer and file.officer.email


def test_the_address_says_all_that_is_chosen(desk, amelie, officer):
    a_file(amelie, 1, days=9, place="Hearst")
    a_file(amelie, 2, days=8, place="Hearst", type_code="liquor-sales")
    a_file(amelie, 3, days=7, place="Hearst")

    page = desk.get(queue(tab="all", type="raffle", municipality="hearst", age="7", officer="none", sort="newest"))

    assert shown(page) == [3, 1]
    assert shown(desk.get(queue())) == []  # one's own, until something is chosen


@pytest.mark.parametrize(
    "query",
    [
        {"tab": "x", "after": "x", "chosen": "x,9"},
        {"type": "x", "age": "x", "officer": "x", "sort": "x"},
        {"municipality": "%_\\", "officer": "9" * 30},
        {"tab": "all", "sort": "due", "before": "1~2026-13-45"},
    ],
)
def test_an_address_that_makes_no_sense_is_a_page_all_the_same(desk, amelie, officer, query):
    a_file(amelie, 1, officer=officer)

    page = desk.get(queue(**query))

    assert (page.status_code, shown(page)) == (200, [1])


def test_a_name_that_is_code_is_only_text(desk, amelie):
    file = a_file(amelie, 1, place="<script>alert(1)</script>")
    file.organization.name = "<b>Club</b>"
    file.organization.save()

    page = desk.get(queue(tab="all")).content.decode()

    assert "&lt;b&gt;Club" in page
    assert "<script>alert" not in page


def test_each_row_leads_to_its_file_on_the_desk(desk, amelie):
    file = a_file(amelie, 1)

    page = desk.get(queue(tab="all")).content.decode()

    assert f'href="{reverse("admin:licensing_application_change", args=[file.pk])}"' in page


def test_a_team_is_shown_the_files_of_its_sectors(desk, amelie, officer):
    a_file(amelie, 1)
    a_file(amelie, 2, type_code="liquor-sales")
    before = desk.get(queue(tab="team"))

    TeamMember.objects.create(officer=officer, sectors=[Sector.ALCOHOL])

    assert "You are in no team yet" in before.content.decode()
    assert shown(desk.get(queue(tab="team"))) == [2]


def test_one_press_takes_a_file(desk, amelie, officer):
    file = a_file(amelie, 1, state=State.SUBMITTED)

    answer = desk.post(reverse("licensing:work"), {"take": file.pk, "tab": "unassigned", "sort": "due"})

    assert answer["Location"] == queue(tab="unassigned", sort="due")
    assert state_of(1) == (State.IN_REVIEW, officer.email)


def test_chosen_files_are_taken_together_and_what_cannot_be_is_named(desk, amelie, officer):
    files = [a_file(amelie, number, state=State.SUBMITTED) for number in (1, 2)] + [a_file(amelie, 3)]

    answer = desk.post(reverse("licensing:work"), {"do": "take", "file": [file.pk for file in files]}, follow=True)

    assert [state_of(number)[1] for number in (1, 2, 3)] == [officer.email, officer.email, None]
    assert "2 files have their officer." in answer.content.decode()
    assert "Nothing was done about 2026-000003" in answer.content.decode()


def test_chosen_files_are_given_to_an_officer_and_the_events_say_who_had_them(client, chief, amelie, officer):
    client.force_login(chief)
    files = [a_file(amelie, 1, state=State.SUBMITTED), a_file(amelie, 2, officer=chief)]

    client.post(reverse("licensing:work"), {"do": "assign", "to": officer.pk, "file": [file.pk for file in files]})

    assert [state_of(1), state_of(2)] == [(State.SUBMITTED, officer.email), (State.IN_REVIEW, officer.email)]
    said = [file.events.get(verb="assign", by=chief).note for file in files]
    assert said == ["– → Odile Officier", "Amélie Aubry → Odile Officier"]


def test_only_those_who_may_give_files_away_do(desk, amelie, officer):
    file = a_file(amelie, 1)

    answer = desk.post(reverse("licensing:work"), {"do": "assign", "to": officer.pk, "file": file.pk})

    assert answer.status_code == 403
    assert state_of(1)[1] is None
    assert "Assign the chosen files" not in desk.get(queue(tab="all")).content.decode()


def test_a_file_goes_to_nobody_who_does_not_decide(client, chief, amelie):
    client.force_login(chief)
    file = a_file(amelie, 1)

    answer = client.post(reverse("licensing:work"), {"do": "assign", "to": amelie.pk, "file": file.pk}, follow=True)

    assert "Choose the officer." in answer.content.decode()
    assert f'id="f{file.pk}" checked' in client.get(answer.redirect_chain[0][0] + "&tab=all").content.decode()
    assert state_of(1)[1] is None


def test_nothing_chosen_is_said(desk):
    answer = desk.post(reverse("licensing:work"), {"do": "take", "file": "x"}, follow=True)

    assert "Choose at least one file." in answer.content.decode()


def test_all_files_of_the_page_are_chosen_without_a_script(desk, amelie):
    for number in range(1, 28):
        a_file(amelie, number)

    page = desk.get(queue(tab="all", chosen="page")).content.decode()

    assert page.count(" checked>") == 25
    assert "Choose none" in page


def test_whoever_reads_files_without_deciding_sees_the_queue_and_no_button(client, amelie):
    a_file(amelie, 1, state=State.SUBMITTED)
    client.force_login(samples.staff("intake"))

    page = client.get(queue(tab="all"))

    assert shown(page) == [1]
    assert 'name="take"' not in page.content.decode()
    assert client.post(reverse("licensing:work"), {"take": Application.objects.get().pk}).status_code == 403


@pytest.mark.parametrize("role", ["finance", "inspector", "administrator"])
def test_whoever_reads_no_files_has_no_queue(client, role):
    client.force_login(samples.staff(role))

    assert client.get(queue()).status_code == 403
    assert queue() not in client.get(reverse("home")).content.decode()


def test_a_view_is_kept_under_its_name_and_forgotten(desk, officer):
    choices = {"tab": "late", "type": "raffle", "after": "9~x", "csrfmiddlewaretoken": "x"}

    desk.post(reverse("licensing:views"), {"name": " Mes  tombolas ", **choices})
    desk.post(reverse("licensing:views"), {"name": "Mes tombolas", **choices, "sort": "due"})

    kept = SavedView.objects.get()
    assert (kept.officer, kept.name, kept.query) == (officer, "Mes tombolas", "tab=late&type=raffle&sort=due")
    assert queue(tab="late", type="raffle", sort="due").replace("&", "&amp;") in desk.get(queue()).content.decode()

    desk.post(reverse("licensing:views"), {"forget": kept.pk})

    assert not SavedView.objects.exists()


def test_nobody_forgets_the_view_of_another(desk, chief):
    view = SavedView.objects.create(officer=chief, name="A", query="tab=all")

    desk.post(reverse("licensing:views"), {"forget": view.pk})

    assert SavedView.objects.filter(pk=view.pk).exists()
    assert ">A<" not in desk.get(queue()).content.decode()


@pytest.mark.parametrize("name", ["", "  ", "a\0b"])
def test_a_view_without_a_name_is_not_kept(desk, name):
    answer = desk.post(reverse("licensing:views"), {"name": name}, follow=True)

    assert "Give the view a name." in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_long_choice_is_kept_whole(desk):
    desk.post(reverse("licensing:views"), {"name": "é" * 90, "municipality": "🌲" * 90, "tab": "all"})

    kept = SavedView.objects.get()
    assert (kept.name, len(kept.query) < 1000) == ("é" * 60, True)
    assert desk.get(f"{queue()}?{kept.query}").status_code == 200


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_page_asks_as_often_for_many_files_as_for_two(client, chief, amelie, officer):
    client.force_login(chief)
    TeamMember.objects.create(officer=chief, sectors=Sector.values)

    def more(first, last):
        for number in range(first, last):
            a_file(amelie, number, officer=chief).checks.create(code="public-notice")
            SavedView.objects.create(officer=chief, name=str(number), query="tab=all")
            samples.officer(f"agente-{number}@example.org")

    more(1, 3)
    few = statements(client, queue(tab="all"))
    more(3, 9)

    assert statements(client, queue(tab="all")) == few <= 17
