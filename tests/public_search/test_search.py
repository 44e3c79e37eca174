"""The search of the register as anyone meets it: forgiving, paged by key, and never at a loss for a way on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from licensing import publishing
from licensing.models import Licence
from tests import samples
from tests.licensing import clocks, sanctions

NAMES = [
    ("Brasserie l’Écluse inc.", "Ottawa"), ("Maple Leaf Tavern Ltd.", "Toronto"), ("Élan Théâtre", "Hearst"),
    ("Eagle Lake Lodge", "Dryden"), ("Fondation Zoé", "Ottawa"), ("O’Brien’s Public House", "L’Orignal"),
    ("Étoile du Nord", "Hearst"), ("Ecole de danse", "Ottawa"),
]  # fmt: skip


@pytest.fixture
def officer(db):
    return samples.officer()


def licences(*known):
    """Those of each (name, municipality, last day), published."""
    holder = clocks.organization()
    made = [clocks.licence(last, holder) for _name, _place, last in known]
    for one, (name, place, _last) in zip(made, known, strict=True):
        one.holder, one.municipality = name, place
    Licence.objects.bulk_update(made, ["holder", "municipality"])
    publishing.publish([one.pk for one in made])
    return made


@pytest.fixture
def register(db):
    """{name: licence}, each for another 40 days or more."""
    today = timezone.localdate()
    made = licences(*((*name, today + timedelta(days=40 + 10 * days)) for days, name in enumerate(NAMES)))
    return {one.holder: one for one in made}


def found(client, **asked):
    return client.get("/en/search/", asked).context["found"]


def names(client, **asked):
    return [row.holder for row in found(client, **asked).rows]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("brasserie ecluse", "Brasserie l’Écluse inc."), ("L’ÉCLUSE", "Brasserie l’Écluse inc."),
        ("lecluse", "Brasserie l’Écluse inc."), ("brasserie eclusse", "Brasserie l’Écluse inc."),
        ("mapel leaf", "Maple Leaf Tavern Ltd."), ("obriens", "O’Brien’s Public House"),
        ("mapleleaf", "Maple Leaf Tavern Ltd."), ("fondations zoe", "Fondation Zoé"),
        ("tavern toronto", "Maple Leaf Tavern Ltd."), ("lorignal", "O’Brien’s Public House"),
        ("eagel lake ldoge", "Eagle Lake Lodge"),
    ],
)  # fmt: skip
def test_slips_accents_and_what_is_joined_do_not_matter(client, register, typed, first):
    assert names(client, q=typed)[:1] == [first]


def test_a_number_comes_first_however_it_is_spaced(client, register):
    number = register["Fondation Zoé"].number

    for typed in (number, number.lower(), f"{number[:3]} {number[3:6]}-{number[6:]}", number[3:]):
        assert names(client, q=typed)[0] == "Fondation Zoé"


def test_e_with_an_accent_stands_with_e(client, register):
    assert names(client, type="raffle") == [
        "Brasserie l’Écluse inc.", "Eagle Lake Lodge", "Ecole de danse", "Élan Théâtre", "Étoile du Nord",
        "Fondation Zoé", "Maple Leaf Tavern Ltd.", "O’Brien’s Public House",
    ]  # fmt: skip


def test_filters_narrow_what_is_found(client, register):
    assert set(names(client, municipality="hearst")) == {"Élan Théâtre", "Étoile du Nord"}
    assert names(client, municipality="l'orignal") == ["O’Brien’s Public House"]
    assert names(client, expires="60") == ["Brasserie l’Écluse inc.", "Élan Théâtre", "Maple Leaf Tavern Ltd."]
    assert found(client, status="in-force").count == len(NAMES) and not found(client, status="expired").count


def test_pages_follow_each_other_by_key_in_both_directions(client, db):
    made = licences(*((f"Chorale {n % 7}", "Hearst", timezone.localdate()) for n in range(60)))
    for asked in ({"type": "raffle"}, {"q": "chorale"}):
        onward, back, page = [], [], found(client, **asked)
        onward += page.rows
        while page.following:
            page = found(client, **asked, after=page.following)
            onward += page.rows
        page = found(client, **asked, before="")
        back = page.rows + back
        while page.previous:
            page = found(client, **asked, before=page.previous)
            back = back if page.previous == "" else page.rows + back

        assert sorted(row.number for row in onward) == sorted(one.number for one in made)
        assert {row.number for row in back} <= {row.number for row in onward} and page.rows == onward[:25]


@pytest.mark.parametrize("number", ["0", "2", "10000000", "9" * 5000, "-1", "x", ""])
def test_addresses_with_a_page_number_lead_somewhere(client, register, number):
    answer = client.get("/fr/recherche/", {"type": "raffle", "page": number})

    assert answer.status_code == 200 and answer.context["found"].rows


def test_a_page_that_went_on_from_a_licence_nobody_knows_is_the_first(client, register):
    assert names(client, type="raffle", after="XXX0000000")[0] == "Brasserie l’Écluse inc."


@pytest.mark.parametrize("typed", ["fondation mpale ottawa", "fondation xyzzy", "zoe"])
def test_nothing_found_says_what_to_leave_out_and_what_that_finds(client, register, typed):
    page = client.get("/en/search/", {"q": typed, "municipality": "Hearst"})

    assert not page.context["found"].count and page.context["hints"]
    for hint in page.context["hints"]:
        assert client.get(f"/en/search/{hint['url']}").context["found"].count == hint["count"] > 0


def test_two_filters_that_exclude_each_other_are_told_so(client, register):
    page = client.get("/en/search/", {"status": "revoked", "expires": "30"})

    assert "exclude each other" in page.text and "Without “Revoked” (Status)" not in page.text


def test_a_municipality_that_nobody_knows_is_answered_with_those_like_it(client, register):
    page = client.get("/en/search/", {"municipality": "Hearts"})

    assert "Did you mean" in page.text and "municipality=Hearst" in page.text


@pytest.mark.parametrize(
    "typed",
    ["'\"", "%", "_", "%%_%", "e" * 10_000, "é " * 5_000, "\u202eesulcé\u202c", "'; drop table licensing_licence;--",
     "<script>alert(1)</script>", "\\", "a:*&!|()", "''' & |", "🐱", "12 34 56 78 90 12 34 56 78 90 12"],
)  # fmt: skip
def test_anything_may_be_typed(client, register, typed):
    page = client.get("/fr/recherche/", {"q": typed, "municipality": typed[:90]})

    assert page.status_code == 200 and "<script>alert" not in page.text
    assert Licence.objects.count() == len(NAMES)


def test_a_long_question_is_cut_and_said_so(client, register):
    assert "Only the first 200 characters" in client.get("/en/search/", {"q": "ecluse " * 100}).text


def test_marks_of_direction_are_not_part_of_a_word(client, register):
    assert names(client, q="\u200fbrass\u200eerie") == ["Brasserie l’Écluse inc."]


def test_a_suspension_shows_at_once(client, register, officer):
    licence = register["Élan Théâtre"]
    sanctions.suspend(licence, by=officer, since=timezone.localdate(), until=None, why="Motif.")

    assert found(client, q="elan").rows[0].standing == "suspended"
    assert names(client, status="suspended") == ["Élan Théâtre"]
    assert "Élan Théâtre" not in names(client, status="in-force")


def test_the_number_of_questions_is_the_same_for_few_and_for_many(client, register, django_assert_max_num_queries):
    publishing.publish([one.pk for one in register.values()])

    for typed in ("ecluse", "o", "mapel"):
        with django_assert_max_num_queries(8):
            client.get("/en/search/", {"q": typed})
