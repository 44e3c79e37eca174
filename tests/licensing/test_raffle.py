"""The raffle's rules, to the cent and to the day (facts 1.1, 1.4, 1.5, 1.6)."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from accounts.models import OrganizationKind
from icajo.journey import Journey
from licensing import judging
from licensing.definition import Purpose
from licensing.types import LICENCE_TYPES
from licensing.types.raffle.rules import FOR_OTHERS, FOR_UNITED_WAY
from licensing.types.raffle.steps import Draw
from tests.samples import day, raffle_answers

raffle = LICENCE_TYPES["raffle"]
RATES = {"raffle-large": Decimal("0.01"), "raffle-other": Decimal("0.03")}


def journey(today, **changes):
    return Journey(raffle.steps, raffle_answers(today, **changes))


def broken(today, **changes):
    """The questions beside which a rule complains; warnings aside."""
    rules = judging.broken_rules(raffle.rules, journey(today, **changes), today)
    return [rule.question for rule in rules if not rule.warning]


def priced(price, count, total, **more):
    """The two pages that say what is sold and what is won."""
    cash = [
        {
            "id": "p1",
            "prize_description": "Argent",
            "prize_is_cash": "yes",
            "prize_value": total,
            "prize_quantity": "1",
        }
    ]
    typed = {"ticket_price": price, "tickets_printed": count, "total_prize_value": total, **more}
    return {"tickets_and_prizes": typed, "prizes": cash, "lottery": {"in_conjunction": "yes", "other_licence": "M123"}}


def fee(today, **changes):
    lines = raffle.fee(Purpose.NEW, journey(today, **changes).answers, RATES.__getitem__)
    return sum(line.amount for line in lines)


def test_the_sample_is_complete_and_right(today):
    application = SimpleNamespace(
        type=raffle,
        procedure=raffle.new,
        journey=journey(today),
        documents=SimpleNamespace(all=lambda: []),
        state="draft",
        purpose="new",
        about=None,
        organization_id=None,
    )

    problems = [p for p in judging.problems_of(application, today) if p.step != "documents"]

    assert problems == []


def test_there_are_twelve_kinds_of_raffle():
    assert len(Draw) == 12


@pytest.mark.parametrize(("total", "fine"), [("20000.00", True), ("19999.99", False)])
def test_prizes_are_a_fifth_of_the_tickets_to_the_cent(today, total, fine):
    assert ("total_prize_value" not in broken(today, **priced("10", "10000", total))) is fine


@pytest.mark.parametrize(("early", "fine"), [("5000.00", True), ("5000.01", False)])
def test_early_birds_are_a_twentieth_of_the_tickets_to_the_cent(today, early, fine):
    changes = priced("10", "10000", "20000", early_bird="yes", early_bird_value=early)

    assert ("early_bird_value" not in broken(today, **changes)) is fine


@pytest.mark.parametrize(("total", "ours"), [("50000.00", False), ("50000.01", True)])
def test_above_fifty_thousand_dollars_it_is_ours(today, total, ours):
    changes = {
        "tickets_and_prizes": {"total_prize_value": total, "tickets_printed": "100"},
        "prizes": [
            {"id": "p", "prize_description": "x", "prize_is_cash": "yes", "prize_value": total, "prize_quantity": "1"}
        ],
    }

    assert ("total_prize_value" not in broken(today, **changes)) is ours


@pytest.mark.parametrize(
    "changes",
    [
        {"lottery": {"electronic": "yes", "supplier": "x"}},
        {"lottery": {"in_conjunction": "yes", "other_licence": "x"}},
        {"eligibility": {"for_united_way": "yes"}},
        {"premises": {"where": "crown-land"}},
        {"premises": {"where": "unorganized"}},
        {"premises": {"where": "first-nation-without"}},
    ],
)
def test_a_small_raffle_is_ours_where_nobody_else_may_issue_it(today, changes):
    small = {"tickets_and_prizes": {"total_prize_value": "100", "tickets_printed": "10"}}
    small["prizes"] = [
        {"id": "p", "prize_description": "x", "prize_is_cash": "yes", "prize_value": "100", "prize_quantity": "1"}
    ]

    assert "total_prize_value" in broken(today, **small)
    assert "total_prize_value" not in broken(today, **small, **changes)


@pytest.mark.parametrize(("days", "fine"), [(29, False), (30, True)])
def test_sales_start_thirty_days_ahead(today, days, fine):
    changes = {"lottery": {"starts_on": day(today + timedelta(days)), "ends_on": day(today + timedelta(100))}}

    assert ("starts_on" not in broken(today, **changes)) is fine


@pytest.mark.parametrize(("days", "warned"), [(44, True), (45, False)])
def test_a_new_organization_is_warned_under_forty_five_days(today, days, warned):
    changes = {
        "eligibility": {"eligibility_number": "1234567"},
        "lottery": {"starts_on": day(today + timedelta(days)), "ends_on": day(today + timedelta(100))},
    }

    rules = judging.broken_rules(raffle.rules, journey(today, **changes), today)

    assert [rule.warning for rule in rules] == ([True] if warned else [])


def test_the_last_draw_is_not_before_the_first_sale(today):
    assert "ends_on" in broken(today, lottery={"ends_on": day(today + timedelta(39))})


def test_a_draw_outside_the_dates_is_refused(today):
    late = [
        {"id": "d", "draw_date": day(today + timedelta(101)), "draw_time": "x", "draw_place": "x", "draw_method": "x"}
    ]

    assert "draws" in broken(today, draws=late)


@pytest.mark.parametrize("kind", OrganizationKind)
@pytest.mark.parametrize("united_way", ["yes", "no"])
def test_legal_types_depend_on_united_way(today, kind, united_way):
    allowed = FOR_UNITED_WAY if united_way == "yes" else FOR_OTHERS
    changes = {"applicant": {"kind": kind}, "eligibility": {"for_united_way": united_way}}

    assert ("kind" not in broken(today, **changes)) is (kind in allowed)


def test_fourteen_legal_types_for_united_way_and_seven_otherwise():
    assert (len(FOR_UNITED_WAY), len(FOR_OTHERS)) == (14, 7)


@pytest.mark.parametrize(
    ("number", "fine"),
    [
        ("CGE123456", True),
        ("cge 1234567", True),
        ("12345678", True),
        ("CGE12345", False),
        ("123456789", False),
        ("AB12", False),
    ],
)
def test_the_eligibility_or_file_number_is_recognized(today, number, fine):
    assert ("eligibility_number" not in broken(today, eligibility={"eligibility_number": number})) is fine


def test_no_number_is_asked_of_a_united_way_campaign(today):
    path = journey(today, eligibility={"for_united_way": "yes", "eligibility_number": ""})

    assert path.problems(path.step("eligibility")) == []
    assert path.answers.eligibility_number is None


def test_a_number_is_asked_of_everybody_else(today):
    path = journey(today, eligibility={"for_united_way": "no", "eligibility_number": ""})

    assert [name for _row, name, _message in path.problems(path.step("eligibility"))] == ["eligibility_number"]


def test_two_designated_members_are_two_people(today):
    rows = raffle_answers(today)["responsible-members"]
    same = [row | {"member_email": "a@example.org"} for row in rows]
    path = journey(today, responsible_members=rows[:1])

    assert "responsible_members" in broken(today, responsible_members=same)
    assert [name for _row, name, _message in path.problems(path.step("responsible-members"))] == [
        "responsible_members"
    ]


def test_designated_members_are_adults(today):
    rows = raffle_answers(today)["responsible-members"]

    assert "responsible_members" in broken(today, responsible_members=[rows[0], rows[1] | {"member_is_adult": "no"}])


@pytest.mark.parametrize(("share", "fine"), [("50", True), ("49", False), ("51", False)])
def test_a_fifty_fifty_pays_half(today, share, fine):
    changes = {"lottery": {"draw": "50-50"}, "tickets_and_prizes": {"winner_share": share, "tickets_printed": "20000"}}

    assert ("winner_share" not in broken(today, **changes)) is fine


@pytest.mark.parametrize(("total", "fine"), [("60000.00", True), ("60000.01", False)])
def test_a_paper_fifty_fifty_cannot_promise_more_than_half(today, total, fine):
    changes = {
        "lottery": {"draw": "50-50"},
        "tickets_and_prizes": {
            "winner_share": "50",
            "ticket_price": "10",
            "tickets_printed": "12000",
            "total_prize_value": total,
        },
    }

    assert ("total_prize_value" not in broken(today, **changes)) is fine


@pytest.mark.parametrize(("shares", "fine"), [(("20", "30", "50"), True), (("30", "20", "50"), False)])
def test_catch_the_ace_is_split_twenty_thirty_fifty(today, shares, fine):
    names = ("ace_winner_share", "ace_jackpot_share", "ace_charity_share")
    changes = {"lottery": {"draw": "catch-the-ace"}, "tickets_and_prizes": dict(zip(names, shares, strict=True))}

    assert ("ace_winner_share" not in broken(today, **changes)) is fine


def test_the_number_of_tickets_is_not_asked_where_nobody_can_know_it(today):
    ace = journey(today, lottery={"draw": "catch-the-ace"})
    electronic = journey(today, lottery={"draw": "50-50", "electronic": "yes", "supplier": "x"})
    paper = journey(today, lottery={"draw": "50-50"})

    assert ace.answers.tickets_printed is None
    assert electronic.answers.tickets_printed is None
    assert paper.answers.tickets_printed == 10_000


def test_prizes_on_the_list_add_up_to_the_total(today):
    assert "prizes" in broken(today, tickets_and_prizes={"total_prize_value": "60000.01"})


def required(today, **changes):
    path = journey(today, **changes)
    return {document.code for document in raffle.documents if document.when(path.answers)}


def test_three_documents_are_always_asked(today):
    assert required(today) == {"rules", "ticket", "signatures"}


@pytest.mark.parametrize(("total", "asked"), [("10000.00", True), ("9999.99", False)])
def test_a_letter_of_credit_is_asked_of_a_fifty_fifty_from_ten_thousand_dollars(today, total, asked):
    changes = {"lottery": {"draw": "50-50"}, "tickets_and_prizes": {"total_prize_value": total}}

    assert ("credit-letter" in required(today, **changes)) is asked


@pytest.mark.parametrize(("value", "count", "asked"), [("500", "1", True), ("499.99", "1", False), ("250", "2", True)])
def test_proof_of_value_counts_how_many_there_are(today, value, count, asked):
    prizes = [
        {"id": "p", "prize_description": "x", "prize_is_cash": "no", "prize_value": value, "prize_quantity": count}
    ]

    assert ("retail-value" in required(today, prizes=prizes)) is asked


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"eligibility": {"for_united_way": "yes"}}, "united-way"),
        ({"lottery": {"draw": "elimination"}}, "unsold-tickets"),
        ({"questions": {"other_language": "yes", "which_language": "x"}}, "translation"),
        ({"lottery": {"draw": "catch-the-ace"}}, "draw-schedule"),
        ({"lottery": {"draw": "catch-the-ace"}}, "municipal-notice"),
    ],
)
def test_other_documents_follow_from_the_answers(today, changes, code):
    assert code in required(today, **changes)


@pytest.mark.parametrize(
    ("total", "owed"),
    [("50000.00", "1500.00"), ("50000.01", "500.00"), ("60000", "600.00"), ("123456.50", "1234.57"), ("0.10", "0.00")],
)
def test_the_fee_is_one_percent_above_fifty_thousand_and_three_below(today, total, owed):
    assert fee(today, tickets_and_prizes={"total_prize_value": total}) == Decimal(owed)


def test_a_raffle_held_with_another_lottery_pays_three_percent(today):
    assert fee(today, lottery={"in_conjunction": "yes", "other_licence": "x"}) == Decimal("1800.00")


def test_catch_the_ace_pays_nothing_now(today):
    assert fee(today, lottery={"draw": "catch-the-ace"}) == 0
