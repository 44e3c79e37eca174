"""The ferment on premises licence: its fees are published, change by change (facts 1.3.7; fee table 11 to 19)."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from icajo.journey import Journey
from licensing import fees, judging
from licensing.definition import Purpose
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.samples.ferment import ferment_answers

ferment = LICENCE_TYPES["ferment-on-premises"]
SHIPPED = tomllib.loads(Path(fees.__file__).with_name("fee_rates.toml").read_text())["rate"]
AMOUNTS = {rate["code"]: Decimal(rate["amount"]) for rate in SHIPPED}


def broken(today, **changes):
    asked = Journey(ferment.steps, ferment_answers(today, **changes))
    return [rule.question for rule in judging.broken_rules(ferment.rules, asked, today)]


@pytest.mark.parametrize(
    ("code", "years", "amount"),
    [
        ("new", "2", 1000), ("new", "4", 1300), ("renewal", "2", 300), ("renewal", "4", 600),
        ("transfer", "", 1000), ("shares", "", 1000), ("name", "", 80), ("legal-entity", "", 100),
        ("temporary-transfer", "", 105), ("location", "", 0), ("managers", "", 0), ("structure", "", 0),
        ("surrender", "", 0),
    ],
)  # fmt: skip
def test_each_request_costs_what_is_published(today, code, years, amount):
    procedure = ferment.procedure(code)
    answers = samples.answers_of(ferment, procedure, today)
    if years:
        answers["validity"] = {"term_years": years}
    read = Journey(procedure.steps, answers).answers

    lines = procedure.fee(Purpose(procedure.purpose), read, AMOUNTS.__getitem__)

    assert sum(line.amount for line in lines) == amount


def test_every_published_amount_is_marked_certain():
    assert all(rate["certain"] for rate in SHIPPED if rate["code"].startswith("ferment"))


def test_the_sample_breaks_no_rule(today):
    assert broken(today) == []


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"centre": {"sells_liquor": "yes"}}, "sells_liquor"),
        ({"centre": {"sales_tax_same_name": "no"}}, "sales_tax_same_name"),
        ({"questions": {"tcv_status": "not-compliant"}}, "tcv_status"),
    ],
)
def test_what_the_law_forbids_is_said_beside_its_question(today, changes, question):
    assert broken(today, **changes) == [question]


def test_the_type_is_one_module():
    """What « Done when » asks for: pages, rules and requests are those of other licences, or in one file."""
    assert Path(ferment.fee.__code__.co_filename).parent.name == "business"
    assert not (Path(fees.__file__).parent / "types" / "ferment_on_premises").exists()
