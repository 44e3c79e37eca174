"""The work in numbers: what is open, how long decisions took without the applicant's time, what comes and goes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from licensing.models import Application
from licensing.numbers import tables
from licensing.states import State
from tests import samples
from tests.licensing.queued import a_file, asked

pytestmark = pytest.mark.django_db


def cells(person, code):
    found = next(table for table in tables(person, timezone.localdate()) if table.code == code)
    return {line.label: list(line.cells) for line in found.lines}


def decided(owner, number, *, days, verb="approve", **facts):
    """A file that was decided today, `days` after its receipt."""
    file = a_file(owner, number, days=days, state=State.APPROVED, **facts)
    file.events.create(verb=verb, at=timezone.now())
    return file


def test_open_files_are_counted_by_stage_and_age(amelie, officer):
    for number, days in enumerate((0, 6, 7, 29, 30, 59, 60, 99), 1):
        a_file(amelie, number, days=days, due_in=-1 if days > 50 else 1)
    asked(a_file(amelie, 9, days=8), officer, due_in=-1)
    a_file(amelie, 10, state=State.APPROVED)

    found = cells(officer, "open")

    assert found == {
        "Received": [0, 0, 0, 0, 0, 0],
        "Under review": [2, 2, 2, 2, 8, 3],
        "Information requested": [0, 1, 0, 0, 1, 1],
    }


def test_time_to_a_decision_leaves_out_what_the_applicant_held(amelie, officer):
    file = decided(amelie, 1, days=40)
    now = timezone.now()
    file.requests.create(
        asked_by=officer, text="?", due_on=now, asked_at=now - timedelta(days=30), answered_at=now - timedelta(days=10)
    )
    file.requests.create(
        asked_by=officer, text="?", due_on=now, asked_at=now - timedelta(days=5), answered_at=now - timedelta(days=2)
    )
    file.checks.create(code="funds", opened_at=now - timedelta(days=40), closed_at=now - timedelta(days=33))

    assert cells(officer, "durations") == {"Raffle licence": [1, 10, 10, 30]}


def test_the_median_and_the_ninetieth_percentile_are_of_each_type(amelie, officer):
    for number in range(1, 11):
        decided(amelie, number, days=number * 10, verb="refuse")
    decided(amelie, 11, days=4, type_code="special-occasion")
    a_file(amelie, 12, days=99)

    found = cells(officer, "durations")

    assert sorted(found.values()) == [[1, 4, 4, 3], [10, 55, 90, 30]]


def test_each_week_says_what_came_and_what_went(amelie, officer):
    a_file(amelie, 1)  # a Saturday
    a_file(amelie, 2, days=5)  # its Monday
    a_file(amelie, 3, days=6)  # the Sunday before
    decided(amelie, 4, days=200)

    weeks = list(cells(officer, "weeks").values())

    assert (len(weeks), weeks[:2], weeks[2:]) == (12, [[2, 1], [1, 0]], [[0, 0]] * 10)


def test_the_numbers_are_a_page_and_files_for_those_who_read_files(client, officer, amelie):
    decided(amelie, 1, days=3)
    client.force_login(officer)

    page = client.get(reverse("licensing:numbers")).content.decode()
    sheet = client.get(reverse("licensing:numbers_csv", args=["durations"]))

    assert page.count("<svg") == 3 + 1 + 12
    assert sheet["Content-Type"] == "text/csv; charset=utf-8"
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[1] == '"Raffle licence","1","3","3","30"'
    assert f"for Odile Officier (account {officer.pk}), rows: 1" in lines[-1]
    assert client.get(reverse("licensing:numbers_csv", args=["x"])).status_code == 404
    client.force_login(samples.staff("finance"))
    assert client.get(reverse("licensing:numbers")).status_code == 403


def test_the_numbers_cost_four_questions_however_many_files_there_are(amelie, officer):
    for number in range(1, 9):
        decided(amelie, number, days=number)
        asked(a_file(amelie, number + 20), officer, due_in=1)

    with CaptureQueriesContext(connection) as statements:
        tables(officer, timezone.localdate())

    assert (len(statements), Application.objects.count()) == (4, 16)
