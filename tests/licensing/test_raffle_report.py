"""A report of a raffle: what its figures come to, and what is asked about where they do not add up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from icajo.journey import Journey, transcript
from licensing.judging import broken_rules
from licensing.rule import Register
from licensing.types.raffle.report import fee, report, totals
from licensing.types.raffle.report.anomalies import LOOKS, anomalies
from tests.samples import report as sample

TODAY = date(2027, 3, 20)
HELD = TODAY - timedelta(days=10)


def journey(**changes):
    return Journey(report.steps, sample.report_answers(TODAY, **changes))


def found(**changes):
    return {one.code: one for one in anomalies(journey(**changes).answers)}


def said(anomaly, language="en"):
    with override(language):
        return str(anomaly.text)


def ace(**changes):
    """A report on four draws of Catch the Ace, $10,000 of tickets sold."""
    shares = {
        "cards_left": "48",
        "ace_paid": "2000",
        "jackpot_opening": "0",
        "jackpot_added": "3000",
        "ace_drawn": "no",
        "jackpot_paid": "",
        "jackpot_closing": "3000",
    }
    return {
        "report": {"licensed_draw": "catch-the-ace", "report_kind": "instalment", "report_instalment": "1"},
        "ticket_tiers": [sample.tier("t1", sold=500, unsold=9_500)],
        "deposits": [sample.deposit("b1", "10000", HELD)],
        "trust_account": {"closing_balance": "10000"},
        "catch_the_ace_draws": shares | changes,
        "expenses": [],
        "proceeds_used": [],
    }


def test_a_report_that_adds_up_asks_nothing():
    assert found() == {}
    assert found(**ace()) == {}


def test_a_blank_report_and_every_half_filled_one_can_be_looked_at():
    whole = sample.report_answers(TODAY)
    for end in range(len(report.steps) + 1):
        part = {step.slug: whole[step.slug] for step in report.steps[:end] if step.slug in whole}
        for one in anomalies(Journey(report.steps, part).answers):
            assert said(one, "fr") and said(one, "en")


def test_totals_are_worked_out_to_the_cent():
    a = journey(other_receipts={"interest": "10,01"}).answers

    assert totals.gross(a) == Decimal("180000.00")
    assert totals.receipts(a) == Decimal("180010.01")
    assert totals.net(a) == Decimal("110010.01")


def test_a_donated_prize_is_shown_and_not_deducted():
    prizes = [sample.prize("z1", "50000"), sample.prize("z2", "10000", awarded_donated="yes", awarded_cost="9999")]
    a = journey(awarded_prizes=prizes).answers

    assert (totals.prizes_value(a), totals.prizes_cost(a), totals.donated(a)) == (60_000, 50_000, 10_000)


def test_every_figure_is_shown_with_how_in_both_languages():
    shown = transcript(journey())

    results = {lang: next(s for s in shown[lang] if s["slug"] == "results")["lines"] for lang in ("fr", "en")}
    net = {lang: next(line for line in lines if line["name"] == "net") for lang, lines in results.items()}
    assert net["en"]["answer"].startswith("$110,000.00\n$180,000.00 − $60,000.00 − $10,000.00 – gross receipts")
    assert net["fr"]["answer"].startswith(
        "110 000,00 $\n180 000,00 $ − 60 000,00 $ − 10 000,00 $".replace(" 000", "\xa0000").replace(" $", "\xa0$")
    )


def test_what_the_licence_says_nothing_about_is_left_out_of_the_summary():
    shown = transcript(journey(trust_account={"account_ending": "0042"}))["en"]
    told = {line["name"]: line["answer"] for section in shown for line in section["lines"]}

    assert told["licensed_price"] == "$20.00" and told["account_ending"] == "0042"
    assert not {"report_instalment", "amended_on"} & set(told)


@pytest.mark.parametrize(("deposited", "asked"), [("180000.00", False), ("179999.99", True), ("180000.01", True)])
def test_deposits_are_compared_with_the_receipts_to_the_cent(deposited, asked):
    codes = found(deposits=[sample.deposit("b1", deposited, HELD)], trust_account={"closing_balance": deposited})

    assert set(codes) == ({"deposits"} if asked else set())


def test_a_cent_is_named_in_both_languages():
    one = found(deposits=[sample.deposit("b1", "179999.99", HELD)], trust_account={"closing_balance": "179999.99"})

    assert "$179,999.99" in said(one["deposits"]) and "$180,000.00" in said(one["deposits"])
    assert "0,01\xa0$" in said(one["deposits"], "fr")


@pytest.mark.parametrize(("value", "asked"), [("36000.00", False), ("35999.99", True)])
def test_prizes_are_a_fifth_of_what_was_really_sold(value, asked):
    assert ("prize-ratio" in found(awarded_prizes=[sample.prize("z1", value)])) is asked


@pytest.mark.parametrize(("value", "asked"), [("9000.00", False), ("9000.01", True)])
def test_early_birds_are_a_twentieth_of_what_was_really_sold(value, asked):
    prizes = [sample.prize("z1", "60000"), sample.prize("z2", value, awarded_early_bird="yes", awarded_count="1")]

    assert ("early-bird" in found(awarded_prizes=prizes)) is asked


@pytest.mark.parametrize(("paid", "asked"), [("90000.00", False), ("89999.99", True)])
def test_a_fifty_fifty_pays_half(paid, asked):
    assert ("half" in found(report={"licensed_draw": "50-50"}, awarded_prizes=[sample.prize("z1", paid)])) is asked


def test_tickets_are_all_accounted_for():
    short = sample.tier("t1", sold=9_000, unsold=999) | {"tier_issued": "10000"}

    assert "10,000 issued, 9,999 accounted for" in said(found(ticket_tiers=[short])["tickets"])


def test_more_spent_than_received_is_a_question():
    spent = found(expenses=[sample.expense("e1", "120000.01", HELD)])

    assert set(spent) == {"overspent", "use"}


def test_the_draws_are_those_of_the_licence_also_when_it_was_amended_after():
    later = [(HELD + timedelta(days=1)).isoformat()]
    codes = found(report={"licensed_draws": later, "amended_on": ["2027", "3", "15"]})

    assert set(codes) == {"draws", "amended"}
    assert "March 11, 2027" in said(codes["draws"]) and "March 15, 2027" in said(codes["amended"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ace_paid": "1999.99"}, "ace-split"),
        ({"jackpot_added": "3000.01", "jackpot_closing": "3000.01"}, "ace-split"),
        ({"jackpot_closing": "2999.99"}, "jackpot"),
    ],
)
def test_the_ace_is_split_to_the_cent(changes, code):
    assert set(found(**ace(**changes))) == {code}


def test_a_supplier_without_a_number_and_an_expense_without_a_receipt_are_asked_about():
    bought = [sample.expense("e1", "500", HELD, expense_category="supplier", has_receipt="no")]

    assert {"supplier", "no-receipt"} <= set(found(expenses=bought))


def test_each_anomaly_must_be_explained_and_is_named_by_its_question():
    wrong = journey(deposits=[sample.deposit("b1", "179999.99", HELD)], trust_account={"closing_balance": "0"})
    results = wrong.step("results")

    asked = {question for _row, question, _message in wrong.problems(results)}
    assert asked == {"explain_deposits", "explain_balance"}
    assert set(results.base_fields) == {f"explain_{look.code.replace('-', '_')}" for look in LOOKS}


def test_an_explanation_is_a_sentence_and_says_so_beforehand():
    shown = {"deposits": [sample.deposit("b1", "179999.99", HELD)], "trust_account": {"closing_balance": "179999.99"}}
    results = journey(**shown).step("results")

    short, told = (
        journey(**shown, results={"explain_deposits": said}).problems(results)
        for said in ("Erreur.", "Une pièce d’un cent manquait à la banque.")
    )

    assert [question for _row, question, _message in short] == ["explain_deposits"] and told == []
    assert "20" in str(results.base_fields["explain_deposits"].help_text)


class Suppliers(Register):
    def counting(self, numbers, type_code, on):
        assert type_code == "gaming-supplier" and on == HELD
        return {number for number in numbers if number == "GAM 100"}


def test_a_supplier_that_the_register_does_not_know_is_a_warning():
    bought = [
        sample.expense("e1", "500", HELD, supplier_registration="GAM 100"),
        sample.expense("e2", "500", HELD, supplier_registration="55501", payee="Tirages du Nord"),
    ]
    (broken,) = broken_rules(report.rules, journey(expenses=bought), TODAY, register=Suppliers())

    with override("en"):
        said = broken.said(journey(expenses=bought).answers, TODAY, Suppliers())
    assert broken.warning and "55501 (Tirages du Nord)" in said and "GAM 100" not in said
    assert broken_rules(report.rules, journey(expenses=bought[:1]), TODAY, register=Suppliers()) == []


def test_what_is_left_of_the_proceeds_is_kept_for_something():
    used = journey().stored["proceeds-used"][0]
    blank = {"left_planned": ""}

    left = broken_rules(report.rules, journey(proceeds_left=blank), TODAY)
    spent = broken_rules(
        report.rules, journey(proceeds_left=blank, proceeds_used=[used | {"used_amount": "110000"}]), TODAY
    )

    assert [rule.question for rule in left] == ["left_planned"] and spent == []


@pytest.mark.parametrize(
    "second",
    [{"second_member": "  chantal ROY "}, {"second_member_email": "MEMBRE1@example.org"}, {}],
    ids=["same name", "same address", "two people"],
)
def test_two_different_members_answer_for_it(second):
    broken = broken_rules(report.rules, journey(attestation=second), TODAY)

    assert [rule.question for rule in broken] == (["second_member"] if second else [])


def test_a_report_is_prepared_by_a_member_in_charge_once_the_period_is_over():
    asked = {"prepared_by": "Somebody Else", "period_to": ["2027", "12", "1"]}
    broken = broken_rules(report.rules, journey(report=asked), TODAY)

    assert {rule.question for rule in broken} == {"prepared_by", "period_to"}


@pytest.mark.parametrize(("prizes", "owed"), [("50000.01", "50.00"), ("50000.00", "150.00")])
def test_catch_the_ace_pays_on_the_prizes_of_its_draws(prizes, owed):
    answers = ace()
    answers["report"]["licensed_prizes"] = prizes
    lines = fee(
        None, journey(**answers).answers, {"raffle-large": Decimal("0.01"), "raffle-other": Decimal("0.03")}.get
    )

    assert [line.amount for line in lines] == [Decimal(owed)]
    assert fee(None, journey().answers, None)[0].amount == 0
