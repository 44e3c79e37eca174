"""A hundred questions as people type them, and the licence that each of them wants."""

import csv
from datetime import date
from pathlib import Path

import pytest

from licensing.searching import Asked, Turn, search
from tests.bench import invented

QUESTIONS = list(csv.DictReader(Path(__file__).with_name("questions.csv").open(encoding="utf-8")))
LICENCES, SEED = 4_000, 9  # of the register that the answers are in


@pytest.mark.django_db
def test_a_hundred_questions_find_what_they_want():
    invented.load(LICENCES, SEED)
    places = {}
    for question in QUESTIONS:
        found = search(Asked(text=question["typed"]), Turn(), date(2026, 11, 22)).rows
        numbers = [row.number for row in found]
        places[question["typed"]] = numbers.index(question["number"]) if question["number"] in numbers else None

    late = {typed: place for typed, place in places.items() if place}
    assert [typed for typed, place in places.items() if place is None or place > 4] == []
    assert len(QUESTIONS) == 100 and len(late) <= 5, late
