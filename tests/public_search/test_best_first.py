"""What comes first in the search of the register: a number, a name as it was meant, and the same on every page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from licensing import publishing, searching
from licensing.models import Licence, RegisterWord
from licensing.searching import Asked, Turn, search
from tests.licensing import clocks


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def known(db, today):
    """Make licences of these names, published: {name: number}"""

    def made(*names):
        holder = clocks.organization()
        licences = [clocks.licence(today, holder) for _name in names]
        for one, name in zip(licences, names, strict=True):
            one.holder, one.municipality = name, "Ottawa"
        Licence.objects.bulk_update(licences, ["holder", "municipality"])
        publishing.publish([one.pk for one in licences])
        return dict(zip(names, [one.number for one in licences], strict=True))

    return made


def names(text, today):
    return [row.holder for row in search(Asked(text=text), Turn(), today).rows]


def test_a_number_that_is_known_is_not_looked_for_among_words(known, today):
    number = known("Fondation Zoé", "Écluse")["Fondation Zoé"]
    known(f"{number} Ontario Inc.")

    assert names(number, today) == names(f"{number[:3]}-{number[3:]}", today) == ["Fondation Zoé"]
    assert names(f"{number} Ontario", today) == [f"{number} Ontario Inc."]


def test_of_a_slip_what_was_meant_comes_first(known, today):
    known("Bison Lakeside Tavern", "The Lakeside & Bison", "The Bison & Lakeside", "The Bison & Lakeside Tavern")

    assert names("the bison lakeeside", today)[:2] == ["The Bison & Lakeside", "The Bison & Lakeside Tavern"]


def test_a_name_comes_before_an_address_and_that_before_some_of_both(known, today):
    known("Écluse d’Ottawa", "Ottawa", "Écluse", "Zénith et Écluse")

    assert names("ecluse ottawa", today) == ["Écluse d’Ottawa", "Écluse", "Zénith et Écluse"]
    assert names("ottawa", today)[0] == "Ottawa"


@pytest.mark.parametrize(("few", "counted"), [(500, 10_000), (30, 10_000), (10, 30)])
def test_pages_meet_in_both_directions_however_many_there_are(known, today, monkeypatch, few, counted):
    made = known(*(f"{'Grande ' if n % 3 else ''}Chorale {n:02}" for n in range(60)))
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "COUNTED", counted)
    asked, onward, back = Asked(text="chorale"), [], []

    page = search(asked, Turn(), today)
    assert (page.count, page.capped) == (min(60, counted), counted < 60)
    onward += page.rows
    while page.following:
        page = search(asked, Turn(at=page.following), today)
        onward += page.rows
    page = search(asked, Turn(back=True), today)
    while page.previous and page.rows:
        back, page = [*page.rows, *back], search(asked, Turn(at=page.previous, back=True), today)

    assert sorted(row.number for row in onward) == sorted(made.values())
    assert onward[0].holder == "Chorale 00" and back == onward[-len(back) :] and len(back) >= 25


def licences_with(*words):
    known = dict(RegisterWord.objects.values_list("word", "licences"))
    return [known[word] for word in words]


def test_how_many_licences_have_a_word_is_kept_with_every_change_and_counted_anew(known):
    number = known("Brasserie Brasserie d’Ottawa", "Brasserie")["Brasserie"]
    assert licences_with("brasserie", "ottawa") == [2, 2]

    licence = Licence.objects.get(number=number)
    licence.holder, licence.municipality = "Taverne", "Hearst"
    licence.save()
    publishing.publish([licence.pk])
    assert licences_with("brasserie", "ottawa", "taverne", "hearst") == [1, 1, 1, 1]

    RegisterWord.objects.update(licences=7)
    assert list(publishing.rebuild()) == [2]
    assert licences_with("brasserie", "ottawa", "taverne", "hearst") == [1, 1, 1, 1]


def test_a_word_that_many_licences_have_is_not_counted_again(known, today, monkeypatch):
    known(*(f"Chorale {n}" for n in range(12)))
    monkeypatch.setattr(searching, "COUNTED", 10)

    with CaptureQueriesContext(connection) as asked:
        found = search(Asked(text="chorale"), Turn(), today)

    assert (found.count, found.capped, len(found.rows)) == (10, True, 12)
    assert not [one for one in asked if "limit 10 + 1" in one["sql"]]
    assert not search(Asked(text="chorale", type_code="liquor-sales"), Turn(), today).count
