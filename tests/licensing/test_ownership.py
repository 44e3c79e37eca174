"""Who owns whom: sums, loops, strangers, and what somebody holds through others (facts 1.4, 1.7)."""

from decimal import Decimal

import pytest

from icajo.journey import Answers
from licensing.types.business import ownership
from licensing.types.business.associates import Associates, owes_a_disclosure
from tests.samples.alcohol import associate


def read(rows):
    return Associates.read(rows, Answers(()))["associates"]


def person(name, share="", held_in="", **more):
    return associate(name, share=share, held_in=held_in, **more)


def entity(name, share="", held_in="", **more):
    return associate(name, share=share, held_in=held_in, entity="yes", **more)


@pytest.mark.parametrize(("second", "over"), [("40", False), ("40,01", True)])
def test_the_shares_of_the_applicant_are_a_whole_at_most_to_the_hundredth(second, over):
    rows = read([person("Ana", "60"), person("Bo", second)])

    assert bool(ownership.too_much(rows)) is over


def test_each_entity_is_a_whole_of_its_own():
    rows = read(
        [entity("Holding A", "100"), person("Ana", "80", "Holding A"), person("Bo", "30", " holding  a ")],
    )

    assert ownership.too_much(rows) == [("Holding A", Decimal(110))]


def test_somebody_is_listed_once_whatever_the_capitals_and_the_spaces():
    rows = read([person("Ana Roy", "10"), person("ana  ROY", "20", email="other@example.org")])

    assert ownership.twice(rows) == ["Ana Roy", "ana  ROY"]


def test_two_people_do_not_share_an_address_but_a_person_may_answer_for_an_entity():
    people = read([person("Ana", email="a@example.org"), person("Bo", email="A@example.org")])
    answering = read([person("Ana", email="a@example.org"), entity("Holding", email="a@example.org")])

    assert ownership.twice(people) == ["Ana", "Bo"]
    assert ownership.twice(answering) == []


def test_shares_are_held_through_an_entity_of_the_list_not_through_a_person_or_a_stranger():
    rows = read(
        [entity("Holding", "50"), person("Ana", "50", "Bo"), person("Bo", "50"), person("Cy", "1", "Nobody Inc")]
    )

    assert ownership.strangers(rows) == ["Bo", "Nobody Inc"]


def test_an_entity_that_owns_itself_through_others_is_found():
    rows = read([entity("A", "50", "C"), entity("B", "50", "A"), entity("C", "50", "B"), entity("D", "10", "A")])

    assert ownership.in_a_loop(rows) == ["A", "B", "C"]
    assert ownership.in_a_loop(read([entity("A", "50", "A")])) == ["A"]


def test_a_chain_that_ends_at_the_applicant_is_no_loop():
    rows = read([entity("A", "50"), entity("B", "50", "A"), person("Ana", "100", "B")])

    assert ownership.in_a_loop(rows) == []


def test_what_somebody_holds_through_entities_is_the_product_of_the_shares():
    rows = read([entity("A", "50"), entity("B", "40", "A"), person("Ana", "25", "B"), person("Bo", "50")])

    assert ownership.effective_shares(rows) == {"a": 50, "b": 20, "ana": 5, "bo": 50}


def test_a_loop_ends_the_count_of_shares():
    rows = read([entity("A", "50", "B"), entity("B", "50", "A"), person("Ana", "10", "A")])

    assert set(ownership.effective_shares(rows).values()) == {0}


@pytest.mark.parametrize(("share", "controls"), [("90", True), ("83", False)])
def test_more_than_half_through_an_entity_is_control(share, controls):
    rows = read([entity("A", "60"), person("Ana", share, "A")])

    assert ownership.controlled_through_an_entity(rows) is controls


@pytest.mark.parametrize(
    ("share", "roles", "owes"),
    [
        ("9,99", ["shareholder"], False),
        ("10", ["shareholder"], True),
        ("", ["director"], True),
        ("1", ["shareholder", "officer"], True),
        ("", ["key"], True),
        ("", ["interest"], True),
        ("9", ["partner"], False),
        ("", [], False),
    ],
)
def test_who_holds_a_tenth_or_has_an_office_owes_a_disclosure(share, roles, owes):
    [row] = read([person("Ana", share, roles=roles)])

    assert owes_a_disclosure(row) is owes


def test_a_list_of_three_hundred_entities_in_a_chain_is_read_at_once():
    chain = [entity(f"E{i}", "99", f"E{i - 1}" if i else "", key=str(i)) for i in range(300)]

    rows = read(chain)

    assert ownership.in_a_loop(rows) == [] and ownership.twice(rows) == []
    assert ownership.effective_shares(rows)["e299"] < 10
