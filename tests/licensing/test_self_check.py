"""The page where anyone checks a place against the schools: what may be typed, and what is advised."""

import re
from datetime import date
from uuid import uuid4

import pytest
import shapely
from django.utils.translation import override

from accounts.models import PostalCode
from licensing.models import MunicipalityStance, SchoolRegister
from licensing.self_check import Verdict, WhereIs, advise
from tests.licensing.schools import OTTAWA, a_school, away, lot

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
PAGE = "/en/distance/"
HERE = {"latitude": "45.42150", "longitude": "-75.69720"}


@pytest.fixture
def register():
    said = {"source": "Ministry of schools", "as_of": date(2026, 9, 30), "version": uuid4()}
    SchoolRegister.objects.update_or_create(pk=1, defaults=said)


@pytest.fixture
def ask(client, register):
    def get(address=PAGE, **typed):
        return client.get(address, typed).content.decode()

    return get


def place(latitude, longitude=""):
    form = WhereIs({"latitude": latitude, "longitude": longitude})
    return form.cleaned_data.get("place") if form.is_valid() else form.errors


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("45.4215", "-75.6972"),
        ("45,4215", "-75,6972"),
        ("45,4215", "−75,6972"),
        (" 45.4215° N ", "75.6972° W"),
        ("45.4215 n", "75,6972 O"),
        ("+45.4215", "- 75.6972"),
        ("45.4215", "75.6972"),
        ("45.4215, -75.6972", ""),
        ("45,4215, -75,6972", ""),
        ("(45.4215,-75.6972)", ""),
        ("45,4215 ; -75,6972", ""),
        ("45.4215 N  75.6972 W", " "),
    ],
)
def test_coordinates_are_read_in_every_way_people_write_them(latitude, longitude):
    assert place(latitude, longitude) == (-75.6972, 45.4215)


@pytest.mark.parametrize(
    ("latitude", "longitude", "field", "said"),
    [
        ("-75.6972", "45.4215", "latitude", "are swapped"),
        ("75.6972", "45.4215", "latitude", "are swapped"),
        ("45.4215", "75.6972 E", "longitude", "it is negative"),
        ("45.4215", "+75.6972", "longitude", "it is negative"),
        ("45.5019", "-73.5674", "latitude", "outside Ontario"),
        ("0.0000", "0.0000", "latitude", "outside Ontario"),
        ("999.0000", "-999.0000", "latitude", "outside Ontario"),
        ("45.421", "-75.6972", "latitude", "at least four decimals"),
        ("45.4215", "-76", "longitude", "at least four decimals"),
        ("45° 25' 17\" N", "-75.6972", "latitude", "not minutes and seconds"),
        ("45.4215", "-75° 41′ 50″", "longitude", "not minutes and seconds"),
        ("Rideau", "-75.6972", "latitude", "enter degrees with decimals"),
        ("45.4215", "inf", "longitude", "enter degrees with decimals"),
        ("4" * 70, "-75.6972", "latitude", "60 characters or less"),
        ("45.4215", "", "longitude", "Enter both"),
        ("", "-75.6972", "latitude", "Enter both"),
        ("", "", "latitude", "or its postal code"),
        ("٤٥.٤٢١٥", "-75.6972", "latitude", "enter degrees with decimals"),
    ],
)
def test_what_cannot_be_is_told_plainly_beside_its_box(latitude, longitude, field, said):
    errors = place(latitude, longitude)

    assert list(errors) == [field]
    assert said in errors[field][0]


def verdict(metres, decimals=6, **facts):
    shape = facts.pop("shape", None)
    a_school(shape or lot(OTTAWA, metres, metres + 100), **facts)
    return advise(*OTTAWA, on=DAY, decimals=decimals).verdict


@pytest.mark.parametrize(
    ("metres", "decimals", "expected"),
    [
        (140, 6, Verdict.TOO_NEAR),
        (149, 6, Verdict.UNSURE),
        (151, 6, Verdict.UNSURE),
        (153, 6, Verdict.CLEAR),
        (140, 4, Verdict.UNSURE),
        (158, 4, Verdict.UNSURE),
        (165, 4, Verdict.CLEAR),
    ],
)
def test_the_advice_knows_how_exact_the_place_is(metres, decimals, expected):
    assert verdict(metres, decimals) == expected


def test_a_school_known_as_a_point_leaves_doubt_further_out():
    assert verdict(0, shape=shapely.Point(away(OTTAWA, 250))) == Verdict.UNSURE


def test_a_school_known_as_a_point_that_is_too_near_is_too_near():
    assert verdict(0, shape=shapely.Point(away(OTTAWA, 100))) == Verdict.TOO_NEAR


@pytest.mark.parametrize("facts", [{"on_reserve": True}, {"online_only": True}, {"closes_on": date(2026, 6, 30)}])
def test_a_school_that_does_not_count_is_shown_and_advises_nothing(facts):
    assert verdict(20, **facts) == Verdict.CLEAR
    assert len(advise(*OTTAWA, on=DAY, decimals=6).nears) == 1


def test_no_more_schools_are_listed_than_have_a_letter():
    for number in range(25):
        a_school(shapely.Point(away(OTTAWA, 100 + number)), number=str(number))

    advice = advise(*OTTAWA, on=DAY, decimals=6)

    assert (len(advice.nears), advice.more) == (20, 5)


def test_the_page_says_what_it_found_where_from_and_that_an_officer_decides(ask):
    a_school(lot(OTTAWA, 80, 200), name="École A & fils <b>")
    a_school(shapely.Point(away(OTTAWA, 300, 200)), number="2", on_reserve=True, name="École B")

    shown = ask(**HERE)

    assert "Closer than 150 metres to a school" in shown
    assert "École A &amp; fils &lt;b&gt;" in shown
    assert re.search(r"(79\.9|80\.0)&nbsp;m", shown)
    assert "It is on a First Nations reserve." in shown
    assert "Ministry of schools, as of September" in shown
    assert "an officer decides" in shown
    assert "it may be 3 metres off" in shown


def test_the_map_is_a_picture_with_words_and_the_letters_of_the_table(ask):
    a_school(lot(OTTAWA, 80, 200))
    a_school(shapely.Point(away(OTTAWA, 300, 200)), number="2")

    svg = re.search(r"<svg.*?</svg>", ask(**HERE), re.DOTALL)[0]

    assert 'role="img" aria-labelledby="map-title map-text"' in svg
    assert '<title id="map-title">' in svg
    assert '<desc id="map-text">' in svg
    assert re.findall(r">([A-Z])</text>", svg) == ["A", "B", "N"]
    assert '<circle r="150"' in svg
    assert "style=" not in svg
    assert re.search(r'd="M80\.0 30\.0 L200\.\d', svg)  # south of the place is below


def test_the_page_in_french_writes_numbers_as_french_does_and_the_map_does_not(ask):
    a_school(lot(OTTAWA, 80.55, 200))

    shown = ask("/fr/distance/", **HERE)

    assert "80,5&nbsp;m" in shown
    assert "latitude 45,42150, longitude -75,69720" in shown
    assert re.search(r'd="M80\.\d ', shown)
    assert "À moins de 150 mètres d’une école" in shown


def test_inside_a_school_is_said_so(ask):
    a_school(lot(OTTAWA, -50, 50))

    assert "the place is inside its limit" in ask(**HERE)


def test_nothing_near_is_said_without_an_empty_table(ask):
    shown = ask(**HERE)

    assert "No school closer than 150 metres" in shown
    assert "no school within 500 metres" in shown
    assert "<svg" not in shown


def test_a_first_look_asks_and_complains_about_nothing(ask):
    shown = ask()

    assert "Where is the place?" in shown
    assert "error-summary" not in shown


def test_asking_nothing_is_told_so(ask):
    assert "or its postal code" in ask(latitude="", longitude="", postal_code="")


def test_a_postal_code_tells_the_municipality_its_schools_and_its_decision(ask):
    PostalCode.objects.create(code="L6J1A1", city="Oakville", province="ON")
    a_school(lot(OTTAWA, 80, 200), municipality="OAKVILLE", name="Invented School 3")
    MunicipalityStance.objects.create(name="Oakville", kind="Town", stance="out", source="A list", listed_on=DAY)

    shown = ask(postal_code="l6j 1a1")

    assert "A postal code is not enough to measure" in shown
    assert "Oakville opted out" in shown
    assert "Invented School 3" in shown


def test_a_code_that_the_table_does_not_know_is_no_mistake(ask):
    assert "does not know this code" in ask(postal_code="K1A 0B1")


def test_a_code_of_another_province_is(ask):
    assert "it starts with K, L, M, N or P" in ask(postal_code="H2X 1Y4")


def test_without_a_register_the_page_says_so(client):
    assert "No register of schools has been loaded yet" in client.get(PAGE, HERE).content.decode()


def test_the_page_asks_one_small_question_of_the_database(ask, django_assert_num_queries):
    a_school(lot(OTTAWA, 80, 200))
    ask(**HERE)

    with django_assert_num_queries(2):  # the register, once for the page and once for the search
        ask(**HERE)


def test_every_verdict_has_its_french():
    with override("fr"):
        assert [str(one.label) for one in Verdict] == [
            "À moins de 150 mètres d’une école", "Trop près pour le dire", "Aucune école à moins de 150 mètres",
        ]  # fmt: skip
