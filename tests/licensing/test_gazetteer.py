"""Names of places, however they are written; what they are part of; and where they stand on the map of notices."""

import csv
import re
from typing import NamedTuple

import pytest
import shapely

from licensing import gazetteer, notices_map
from licensing.management.commands.load_stances import SHIPPED
from licensing.ontario import is_in_ontario


class Lying(NamedTuple):
    name: str
    number: int


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("OTTAWA", "Ottawa"), ("Ville d’Ottawa", "Ottawa"), ("City of Ottawa", "Ottawa"),
        ("St Catharines", "St. Catharines"), ("Sault-Sainte-Marie", "Sault Ste. Marie"), ("La Nation", "The Nation"),
        ("Oakville, Town of", "Oakville"), ("grand-sudbury", "Greater Sudbury"), ("l'orignal", "L’Orignal"),
        ("Riviere des Francais", "French River"), ("Norfolk", "Norfolk County"), ("Township of Hamilton", "Hamilton"),
        ("  Niagara on the Lake ", "Niagara-on-the-Lake"),
    ],
)  # fmt: skip
def test_a_place_is_known_however_it_is_written(written, name):
    assert gazetteer.known(written).name == name


@pytest.mark.parametrize("written", ["", "   ", "Atlantide", "Montréal-du-Nord", "de", "💥", "x" * 5000])
def test_what_is_no_place_is_not_known(written):
    assert gazetteer.known(written) is None


def test_a_slip_is_answered_with_the_names_that_come_near():
    assert gazetteer.alike("Toronot")[0] == "Toronto"
    assert "Mississauga" in gazetteer.alike("Missisauga") and gazetteer.alike("zzzzzz") == []


def test_what_happens_in_a_part_is_of_the_municipality_and_not_the_other_way():
    assert gazetteer.municipality_of("Scarborough").name == "Toronto"
    assert gazetteer.wider("Scarborough") == {"scarborough", "toronto"}
    assert gazetteer.wider("Toronto") == {"toronto"}
    assert gazetteer.wider("Val Caron") >= {"grand sudbury", "greater sudbury"}
    assert gazetteer.wider("Atlantide") == {"atlantide"}


def test_every_place_lies_in_ontario_and_every_whole_is_itself_in_no_other():
    places = [gazetteer.known(name) for name in gazetteer.names()]
    with gazetteer.TABLE.open(encoding="utf-8", newline="") as rows:
        every = list(csv.DictReader(rows))

    wholes = {row["part_of"] for row in every if row["part_of"]}
    assert len(places) > 700 and all(is_in_ontario(place.longitude, place.latitude) for place in places)
    assert all(gazetteer.known(whole).part_of == "" for whole in wholes)
    assert len({row["name"] for row in every}) == len(every)


def test_every_municipality_of_the_shipped_decisions_is_known():
    with SHIPPED.open(encoding="utf-8", newline="") as rows:
        assert [row["name"] for row in csv.DictReader(rows) if gazetteer.known(row["name"]) is None] == []


def spot(drawn, label):
    marks = {mark.label: mark for frame in drawn.frames for mark in frame.marks}
    return int(marks[label].x), int(marks[label].y)


def test_a_mark_stands_on_its_side_of_the_map_and_grows_with_its_number():
    drawn = notices_map.drawn([Lying("Ottawa", 9), Lying("Windsor", 1), Lying("Kenora", 1), Lying("Moosonee", 2)])

    assert spot(drawn, "Windsor (1)")[0] < spot(drawn, "Ottawa (9)")[0]
    assert spot(drawn, "Windsor (1)")[1] > spot(drawn, "Ottawa (9)")[1]  # further down is further south
    assert spot(drawn, "Kenora (1)")[0] < spot(drawn, "Moosonee (2)")[0]
    south, north = ([int(mark.radius) for mark in frame.marks] for frame in drawn.frames)
    assert south == [24, 7] and 7 < north[0] < 24 and north[1] == 7


def test_a_place_that_we_do_not_know_is_in_the_table_only():
    drawn = notices_map.drawn([Lying("Atlantide", 3), Lying("Ottawa", 1)])

    assert drawn.unplaced == ["Atlantide"] and [len(frame.marks) for frame in drawn.frames] == [1, 0]


def boxes(frame):
    for mark in frame.marks:
        if mark.label:
            width = len(mark.label) * 11
            left = int(mark.label_x) - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
            yield shapely.box(left, int(mark.label_y) - 18, left + width, int(mark.label_y) + 3)


def test_no_label_covers_another_or_leaves_the_map_however_many_there_are():
    everywhere = [Lying(name, 1 + number % 7) for number, name in enumerate(gazetteer.names())]

    for frame in notices_map.drawn(everywhere).frames:
        found = list(boxes(frame))
        assert found and shapely.union_all(found).area == pytest.approx(sum(box.area for box in found))
        assert shapely.box(0, 0, frame.width, frame.height).contains(shapely.union_all(found))


def test_no_notice_is_a_map_without_marks():
    drawn = notices_map.drawn([])

    assert [frame.marks for frame in drawn.frames] == [[], []]
    assert all(re.fullmatch(r"[MLZ0-9 ]+", frame.land) for frame in drawn.frames)
