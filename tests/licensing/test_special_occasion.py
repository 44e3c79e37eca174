"""Hours across midnight, deadlines, notices and days of the special occasion permit (facts 1.3.9)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from icajo.journey import Journey
from licensing import judging
from licensing.types import LICENCE_TYPES
from tests.samples.special_occasion import about, event_day, outdoors, special_occasion_answers

permit = LICENCE_TYPES["special-occasion"]
RATES = {
    "special-occasion-no-sale-day": Decimal(50), "special-occasion-sale-day": Decimal(150),
    "special-occasion-tailgate-day": Decimal(150), "special-occasion-auction": Decimal(75),
}  # fmt: skip
NEW_YEARS_EVE = date(2026, 12, 31)


def journey(today, **changes):
    return Journey(permit.steps, special_occasion_answers(today, **changes))


def broken(today, *, warnings=False, **changes):
    rules = judging.broken_rules(permit.rules, journey(today, **changes), today)
    return [rule.question for rule in rules if rule.warning == warnings]


def fee(today, **changes):
    return sum(line.amount for line in permit.fee("new", journey(today, **changes).answers, RATES.__getitem__))


def days(first, count):
    return [event_day(first + timedelta(days=n)) for n in range(count)]


def outside(today, **more):
    return {
        "place": {"setting": "outdoors", "capacity": "300"},
        "outdoors": outdoors(today - timedelta(days=1)) | more,
        "event_days": [event_day(today + timedelta(days=60))],
    }


def test_the_sample_breaks_no_rule(today):
    assert broken(today) == [] and broken(today, warnings=True) == []


@pytest.mark.parametrize(
    ("opens", "closes", "allowed"),
    [
        ("9 h", "17 h", True),
        ("8 h 59", "17 h", False),
        ("17 h", "2 h", True),
        ("17 h", "2 h 01", False),
        ("17 h", "0 h", True),
        ("23 h 59", "2 h", True),
        ("0 h 30", "2 h", False),
        ("9 h", "9 h", False),
        ("9 h", "2 h", True),
    ],
)
def test_liquor_is_served_from_nine_to_two(today, opens, closes, allowed):
    rows = [event_day(today + timedelta(days=41), opens, closes)]

    assert ("event_days" not in broken(today, event_days=rows)) is allowed


@pytest.mark.parametrize(("closes", "allowed"), [("3 h", True), ("3 h 01", False)])
def test_the_night_of_december_31_lasts_an_hour_longer(today, closes, allowed):
    assert ("event_days" not in broken(today, event_days=[event_day(NEW_YEARS_EVE, "20 h", closes)])) is allowed
    assert "event_days" in broken(today, event_days=[event_day(date(2027, 1, 1), "20 h", "3 h")])


def test_a_day_is_listed_once_and_is_to_come(today):
    later = today + timedelta(days=40)

    assert "event_days" in broken(today, event_days=[event_day(later), event_day(later, key="again")])
    assert "event_days" in broken(today, event_days=[event_day(today - timedelta(days=1)), event_day(later)])


@pytest.mark.parametrize(
    ("kind", "left", "warned"),
    [("private", 9, True), ("private", 10, False), ("public", 29, True), ("public", 30, False)],
)
def test_indoors_a_private_or_public_event_that_is_near_is_only_warned(today, kind, left, warned):
    changes = {"event_type": {"event_type": kind}, "event_days": [event_day(today + timedelta(days=left))]}
    changes["event_details"] = {"ground": "non-profit"}

    assert broken(today, **changes) == []
    assert (broken(today, warnings=True, **changes) == ["setting"]) is warned


@pytest.mark.parametrize(("left", "refused"), [(29, True), (30, False)])
def test_any_other_event_is_asked_for_thirty_days_before(today, left, refused):
    changes = {
        "event_type": {"event_type": "industry"},
        "event_details": {"promoted": "Cidrerie X", "for_manufacturer": "no", "foreign_government": "no"},
        "event_days": [event_day(today + timedelta(days=left))],
    }

    assert ("setting" in broken(today, **changes)) is refused


@pytest.mark.parametrize(("days_before", "late"), [(30, False), (29, True)])
def test_the_municipality_is_told_thirty_days_before(today, days_before, late):
    event = today + timedelta(days=45)
    told = event - timedelta(days=days_before)
    changes = outside(today, told_on=[str(told.year), str(told.month), str(told.day)])
    changes["event_days"] = [event_day(event)]

    assert ("told_on" in broken(today, **changes)) is late


@pytest.mark.parametrize(("people", "late"), [("4 999", False), ("5 000", True)])
def test_and_sixty_days_before_where_five_thousand_people_are_expected(today, people, late):
    event = today + timedelta(days=45)
    changes = outside(today) | {"event_days": [event_day(event)], "event_details": {"attendance": people}}

    assert ("told_on" in broken(today, **changes)) is late


@pytest.mark.parametrize(
    ("more", "fine"),
    [
        ({}, True),
        ({"told": ["clerk", "police", "fire"]}, False),
        ({"structures": "yes"}, False),
        ({"structures": "yes", "told": ["clerk", "police", "fire", "health", "building"]}, True),
        ({"on_commission_land": "yes"}, False),
        ({"on_commission_land": "yes", "told": ["clerk", "police", "fire", "health", "commission"]}, True),
    ],
)
def test_everybody_who_must_know_of_an_event_outdoors_is_told(today, more, fine):
    assert ("told" not in broken(today, **outside(today, **more))) is fine


@pytest.mark.parametrize(("area", "fits"), [("333", True), ("332", False)])
def test_outdoors_one_person_takes_a_metre_and_eleven_hundredths(today, area, fits):
    assert ("outdoor_area" not in broken(today, **outside(today, outdoor_area=area))) is fits


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"applicant": {"responsible_is_19": "no"}}, "responsible_is_19"),
        ({"event_details": {"gain": "yes"}}, "gain"),
        ({"event_details": {"advertised": "yes"}}, "advertised"),
        ({"event_details": {"sale": "yes"}, "place": {"in_residence": "yes"}}, "in_residence"),
        ({"event_type": {"event_type": "auction"}, "event_details": {"seller": "other"}}, "seller"),
        ({"event_type": {"event_type": "tailgate"}, "event_details": {"sports_event": "x"}}, "setting"),
    ],
)
def test_what_the_law_forbids_is_said_beside_its_question(today, changes, question):
    assert broken(today, **changes) == [question]


def test_guests_at_home_may_drink_what_is_not_sold(today):
    assert broken(today, place={"in_residence": "yes"}) == []


@pytest.mark.parametrize(
    ("kind", "sale", "count", "amount"),
    [
        ("private", "no", 1, 50),
        ("private", "yes", 3, 450),
        ("public", "no", 2, 100),
        ("industry", "yes", 1, 150),
        ("tailgate", "no", 2, 300),
        ("auction", "no", 4, 75),
    ],
)
def test_a_day_costs_by_its_class_and_an_auction_once(today, kind, sale, count, amount):
    changes = {"event_type": {"event_type": kind}, "event_details": {"sale": sale}}

    assert fee(today, **changes, event_days=days(today + timedelta(days=40), count)) == amount


@pytest.mark.parametrize(("closes", "last"), [("23 h", date(2027, 1, 2)), ("1 h", date(2027, 1, 3))])
def test_the_permit_lasts_to_the_end_of_its_last_night(today, closes, last):
    rows = [event_day(date(2027, 1, 2), "17 h", closes), event_day(date(2026, 12, 31), "17 h", "3 h")]

    term = permit.term(journey(today, event_days=rows).answers, today)

    assert (term.starts_on, term.expires_on) == (date(2026, 12, 31), last)


def test_it_is_never_renewed(today):
    assert permit.again is None
    assert {procedure.effect.value for procedure in permit.procedures} == {"amend", "surrender"}


@pytest.mark.parametrize(("count", "refused"), [(1, []), (2, []), (3, ["event_days"])])
def test_days_may_move_but_a_day_more_is_another_permit(today, count, refused):
    asked = permit.procedure("event")
    first = today + timedelta(days=90)
    answers = special_occasion_answers(today, event_days=days(first, count)) | about(today)["event"]
    moved = Journey(asked.steps, answers)

    class Register:
        def recorded(self, name):
            return days(today + timedelta(days=40), 2)

    found = [rule.question for rule in judging.broken_rules(asked.rules, moved, today, register=Register())]

    assert found == refused and asked.term(moved.answers, today).starts_on == first
