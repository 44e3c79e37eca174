"""Shares in percent and times of the day, as people type them."""

from datetime import time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from icajo.journey import Journey, RepeatingStep, transcript
from icajo.journey.fields import WholeNumber, Words
from icajo.journey.measures import Percent, TimeOfDay
from icajo.journey.step import Total


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("25", "25"),
        ("33,33", "33.33"),
        ("33.33 %", "33.33"),
        ("100", "100"),
        ("0", "0"),
        (" 12,5\N{NO-BREAK SPACE}%", "12.5"),
    ],
)
def test_a_share_is_read_in_either_language(typed, read):
    assert Percent("Share").clean(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["half", "100.01", "-1", "33.333", "1 2 x", "1,2,3", "٣", "9" * 400, "NaN", "1e3"])
def test_what_is_no_share_of_a_whole_is_refused_by_name(typed):
    with pytest.raises(ValidationError, match="Share"):
        Percent("Share").clean(typed)


def test_a_share_is_shown_as_each_language_writes_it():
    shown = {}
    for language in ("fr", "en"):
        with override(language):
            shown[language] = Percent("Share").in_words(Decimal("33.30"))

    assert shown == {"fr": "33,3\N{NO-BREAK SPACE}%", "en": "33.3%"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("19:30", time(19, 30)),
        ("19 h 30", time(19, 30)),
        ("19h30", time(19, 30)),
        ("7:30 p.m.", time(19, 30)),
        ("7:30 PM", time(19, 30)),
        ("9 h", time(9)),
        ("9", time(9)),
        ("12 a.m.", time(0)),
        ("12:15 pm", time(12, 15)),
        ("0 h", time(0)),
        ("23\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}59", time(23, 59)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, read):
    assert TimeOfDay("From").clean(typed) == read


@pytest.mark.parametrize(
    "typed", ["24:00", "12:60", "13 p.m.", "0 a.m.", "noon", "-1", "19:3", "7:30 p.m. x", "1" * 400]
)
def test_what_is_no_time_is_refused_by_name(typed):
    with pytest.raises(ValidationError, match="From"):
        TimeOfDay("From").clean(typed)


def test_an_optional_time_or_share_may_be_left_out():
    assert TimeOfDay("From", required=False).clean(" ") is None
    assert Percent("Share", required=False).clean("") is None


class Rooms(RepeatingStep):
    title = "Rooms"
    totals = (Total("seats_in_all", "seats", "Seats in all"),)
    room = Words("Room")
    seats = WholeNumber("Seats")


def test_a_list_says_what_its_rows_come_to_and_a_hole_counts_nothing():
    rows = [{"id": "1", "room": "A", "seats": "1 200"}, {"id": "2", "room": "B", "seats": "many"}]

    lines = transcript(Journey([Rooms], {"rooms": rows}))["en"][0]["lines"]

    assert lines[-1] == {"row": "", "name": "seats_in_all", "question": "Seats in all", "answer": "1,200"}
