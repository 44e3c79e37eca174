"""Maintenance is announced from Saturday noon until it is over, on every page, in both languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

TORONTO = ZoneInfo("America/Toronto")


@pytest.fixture(autouse=True)
def hours(settings):
    settings.MAINTENANCE = "04:00-07:00"


def at(time_machine, *moment):
    time_machine.move_to(datetime(*moment, tzinfo=TORONTO), tick=False)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ((2026, 11, 21, 11, 59), False),  # a Saturday
        ((2026, 11, 21, 12, 0), True),
        ((2026, 11, 22, 6, 59), True),
        ((2026, 11, 22, 7, 0), False),
        ((2026, 11, 23, 5, 0), False),
        ((2027, 3, 14, 6, 59), True),  # the clocks went forward in the night
    ],
)
def test_it_is_said_from_saturday_noon_until_it_is_over(client, db, time_machine, moment, said):
    at(time_machine, *moment)

    assert ("Maintenance on Sunday" in client.get("/en/").text) is said


def test_the_hours_are_in_the_words_of_each_language(client, db, time_machine):
    at(time_machine, 2026, 11, 21, 18, 0)

    assert "Maintenance on Sunday from 4:00\u00a0a.m. to 7:00\u00a0a.m.:" in client.get("/en/").text
    assert "Entretien le dimanche de 4\u00a0h\u00a000 à 7\u00a0h\u00a000\u00a0:" in client.get("/fr/").text


def test_where_no_hours_are_set_nothing_is_said(client, db, time_machine, settings):
    settings.MAINTENANCE = ""
    at(time_machine, 2026, 11, 21, 18, 0)

    assert "Maintenance" not in client.get("/en/").text
