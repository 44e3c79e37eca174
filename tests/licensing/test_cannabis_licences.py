"""Operators and managers of cannabis stores: who owns them, who must wait, what a term costs (facts 4.1 to 4.3)."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from icajo.journey import Journey
from licensing import fees, judging
from licensing.disclosing import asked_of
from licensing.models import Licence, Reliance
from licensing.types import LICENCE_TYPES
from licensing.types.cannabis.producers import share_of_producers
from tests import samples
from tests.samples import cannabis
from tests.samples.cannabis import associate
from tests.samples.typing import day

OPERATOR, MANAGER, STORE = (LICENCE_TYPES[f"cannabis-{code}"] for code in ("operator", "manager", "store"))
SHIPPED = tomllib.loads(Path(fees.__file__).with_name("fee_rates.toml").read_text())["rate"]
AMOUNTS = {rate["code"]: Decimal(rate["amount"]) for rate in SHIPPED}


def broken(type, answers, today, *, warnings=False):
    rules = [rule for rule in type.rules if warnings or not rule.warning]
    return [rule.question for rule in judging.broken_rules(rules, Journey(type.steps, answers), today)]


def owners(today, *rows):
    return broken(OPERATOR, cannabis.operator_answers(today, associates=list(rows)), today)


@pytest.mark.parametrize(
    ("type", "amounts"),
    [(OPERATOR, (6000, 2000, 4000)), (MANAGER, (750, 500, 1000)), (STORE, (4000, 3500, 7000))],
    ids=lambda one: getattr(one, "code", ""),
)
def test_a_first_term_is_two_years_and_each_renewal_two_or_four(type, amounts, today):
    found = []
    for code, years in (("new", ""), ("renewal", "2"), ("renewal", "4")):
        procedure = type.procedure(code)
        answers = samples.answers_of(type, procedure, today) | {"validity": {"term_years": years}}
        read = Journey(procedure.steps, answers).answers
        found.append(sum(line.amount for line in procedure.fee(procedure.purpose, read, AMOUNTS.__getitem__)))
        assert procedure.term(read, today).expires_on.year == today.year + int(years or 2)

    assert tuple(found) == amounts


def test_the_samples_break_no_rule(today):
    assert broken(OPERATOR, cannabis.operator_answers(today), today, warnings=True) == []
    assert broken(MANAGER, cannabis.manager_answers(today), today, warnings=True) == []


def test_the_shares_of_an_operator_make_a_whole(today):
    chantal = associate("Chantal Roy", share="60", roles=("director", "shareholder"))

    assert owners(today, chantal, associate("Mei Chen", share="39.99")) == ["associates"]
    assert owners(today, chantal, associate("Mei Chen", share="40")) == []
    assert owners(today, associate("Chantal Roy", roles=("director",))) == ["associates"]


def test_producers_hold_less_than_a_quarter_through_whatever_entities(today):
    holding = associate("Gestion Petrov ltée", share="50", entity="yes")
    owner = associate("Chantal Roy", share="50", roles=("shareholder",))
    most = associate("Serres du Nord", share="49.99", held_in="Gestion Petrov ltée", entity="yes", producer="yes")

    assert owners(today, owner, holding, most) == []
    assert owners(today, owner, holding, most | {"associate_share": "50"}) == ["associates"]


def test_what_a_producer_holds_through_another_counts_once(today):
    rows = [
        associate("Serres du Sud", share="20", entity="yes", producer="yes"),
        associate("Serres du Nord", share="90", held_in="Serres du Sud", entity="yes", producer="yes"),
    ]
    read = Journey(OPERATOR.steps, cannabis.operator_answers(today, associates=rows)).answers

    assert share_of_producers(read.associates) == 20


def test_entities_that_own_each_other_do_not_keep_the_count_from_ending(today):
    rows = [
        associate("A", share="20", entity="yes", producer="yes", held_in="B", key="a"),
        associate("B", share="90", entity="yes", held_in="A", key="b"),
    ]

    assert "associates" in owners(today, *rows)


def test_everyone_behind_an_operator_discloses_however_little_they_hold(amelie, today):
    rows = [
        associate("Chantal Roy", share="99", roles=("shareholder",)),
        associate("Mei Chen", share="1", roles=("shareholder",)),
    ]
    answers = cannabis.operator_answers(today, associates=rows)

    application = samples.draft(amelie, on=today, type_code=OPERATOR.code, answers=answers)

    assert [asked.name for asked in asked_of(application)] == ["Chantal Roy", "Mei Chen"]


@pytest.mark.parametrize(
    ("refused_on", "question"),
    [((2024, 11, 21), []), ((2024, 11, 22), ["refused_on"]), ((2026, 1, 1), ["refused_on"])],
)
def test_two_years_pass_after_a_refusal(refused_on, question, today):
    said = {"refused_or_revoked": "yes", "refused_on": [str(part) for part in refused_on]}

    assert broken(MANAGER, cannabis.manager_answers(today, questions=said), today) == question
    assert broken(OPERATOR, cannabis.operator_answers(today, questions=said), today) == question


def test_a_manager_is_nineteen_on_the_day_of_the_application(today):
    for born, question in (((2007, 11, 21), []), ((2007, 11, 22), ["born_on"])):
        answers = cannabis.manager_answers(today, applicant={"born_on": [str(part) for part in born]})
        assert broken(MANAGER, answers, today) == question


def test_an_operator_licence_is_not_given_back_while_a_store_stands_on_it(amelie, today):
    cannabis.what_a_store_needs(amelie, today)
    operator = Licence.objects.get(number=cannabis.OPERATOR)
    surrender = OPERATOR.procedure("surrender")
    assert not surrender.refused(operator, today)

    store = cannabis.licence_of(operator.organization, "CRSA0009010", STORE.code, today)
    Reliance.objects.create(licence=store, on=operator)

    assert surrender.refused(operator, today)
    answers = Journey(surrender.steps, {"closing": {"closing_on": day(today)}}).answers
    assert surrender.ends(answers, today) == today
