"""The rules of the liquor sales licence, its fees, its terms and its papers (facts 1.2, 1.3.1, 1.5, 1.6, 2.6)."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from icajo.journey import Journey
from licensing import judging
from licensing.definition import Purpose
from licensing.models import Licence
from licensing.types import LICENCE_TYPES
from tests.samples import alcohol, liquor
from tests.samples.liquor import liquor_answers

liquor_sales = LICENCE_TYPES["liquor-sales"]
RATES = {
    "liquor-sales-new-2y": Decimal(1055), "liquor-sales-new-4y": Decimal(1355),
    "liquor-sales-renewal-2y": Decimal(300), "liquor-sales-renewal-4y": Decimal(600),
    "liquor-sales-golf": Decimal(100), "liquor-sales-areas": Decimal(70),
}  # fmt: skip


def journey(today, **changes):
    return Journey(liquor_sales.steps, liquor_answers(today, **changes))


def broken(today, *, warnings=False, **changes):
    rules = judging.broken_rules(liquor_sales.rules, journey(today, **changes), today)
    return [rule.question for rule in rules if rule.warning == warnings]


def papers(today, **changes):
    answers = journey(today, **changes).answers
    return {document.code for document in liquor_sales.documents if document.when(answers)}


def checks(today, **changes):
    answers = journey(today, **changes).answers
    return {check.code for check in liquor_sales.checks if check.when(answers)}


def request(today, code, **changes):
    procedure = liquor_sales.procedure(code)
    answers = liquor_answers(today) | liquor.about(today)[code]
    for step, typed in changes.items():
        answers[step.replace("_", "-")] = {**answers[step.replace("_", "-")], **typed}
    return procedure, Journey(procedure.steps, answers)


def refused(today, code, **changes):
    procedure, asked = request(today, code, **changes)
    return [rule.question for rule in judging.broken_rules(procedure.rules, asked, today)]


def test_the_sample_breaks_no_rule(today):
    assert broken(today) == [] and broken(today, warnings=True) == []


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"class_of_licence": {"open_to": "nobody"}}, "open_to"),
        ({"class_of_licence": {"in_residence": "yes", "bed_and_breakfast": "no"}}, "in_residence"),
        ({"questions": {"all_are_19": "no"}}, "all_are_19"),
        ({"questions": {"tcv_status": "not-compliant"}}, "tcv_status"),
        ({"questions": {"tcv_number": "12-34 5"}}, "tcv_number"),
        ({"questions": {"tcv_number": "TCV#12345"}}, "tcv_number"),
        ({"licensed_areas": [alcohol.area(), alcohol.area(" salle à MANGER", key="z2")]}, "licensed_areas"),
        ({"associates": [alcohol.associate("Ana", share="90"), alcohol.associate("Bo", share="11")]}, "associates"),
        ({"associates": [alcohol.associate("Ana", share="")]}, "associates"),
        ({"managers": [alcohol.manager(), alcohol.manager("Autre", id="g2")]}, "managers"),
        ({"managers": [alcohol.manager(manager_email="Chantal@example.org")]}, "managers"),
        ({"managers": [alcohol.manager(manager_is_19="no")]}, "managers"),
    ],
)
def test_what_the_law_forbids_is_said_beside_its_question(today, changes, question):
    assert broken(today, **changes) == [question]


def test_a_guest_house_may_be_licensed(today):
    assert broken(today, class_of_licence={"in_residence": "yes", "bed_and_breakfast": "yes"}) == []


def test_nobody_has_to_manage_the_premises(today):
    assert broken(today, managers=[]) == []
    assert journey(today, managers=[]).problems(liquor_sales.steps[5]) == []


@pytest.mark.parametrize(("share", "warned"), [("90", True), ("90,01", False)])
def test_a_tenth_that_nobody_tells_of_is_worth_a_warning(today, share, warned):
    rows = [alcohol.associate("Ana", share=share)]

    assert ("associates" in broken(today, warnings=True, associates=rows)) is warned


def test_a_yes_is_explained(today):
    asked = journey(today, questions={"offences": "yes", "offences_details": ""})

    problems = [name for _row, name, _message in asked.problems(asked.step("questions"))]

    assert problems == ["offences_details"]


def test_the_kind_of_applicant_brings_its_own_questions(today):
    corporation = journey(today, applicant={"corporation_number": ""})
    partners = journey(today, applicant={"kind": "partnership", "partnership_registration": ""})

    def missing(asked):
        return [name for _row, name, _message in asked.problems(asked.step("applicant"))]

    assert missing(corporation) == ["corporation_number"]
    assert missing(partners) == ["partnership_registration"]


@pytest.mark.parametrize(
    ("years", "purpose", "amount"),
    [("2", "new", 1055), ("4", "new", 1355), ("2", "renewal", 300), ("4", "renewal", 600)],
)
def test_the_fee_follows_the_term_and_the_purpose(today, years, purpose, amount):
    answers = journey(today, validity={"term_years": years}).answers
    procedure = liquor_sales.procedure(purpose)

    assert sum(line.amount for line in procedure.fee(Purpose(purpose), answers, RATES.__getitem__)) == amount


def test_only_the_golf_course_pays_for_its_endorsement(today):
    def fee(*ticked):
        answers = journey(today, endorsements={"endorsements": list(ticked)}).answers
        return sum(line.amount for line in liquor_sales.fee("new", answers, RATES.__getitem__))

    assert fee("caterer", "mini-bar", "own-wine") == 1055
    assert fee("caterer", "golf") == 1155


def test_a_golf_course_that_is_there_already_is_not_paid_again(today):
    def fee(new):
        procedure, asked = request(today, "endorsements", endorsement_details={"golf_is_new": new})
        return sum(line.amount for line in procedure.fee(Purpose.CHANGE, asked.answers, RATES.__getitem__))

    assert (fee("yes"), fee("no")) == (100, 0)


def test_an_area_that_is_only_removed_costs_nothing(today):
    def fee(*ticked):
        procedure, asked = request(today, "areas", area_request={"area_changes": list(ticked)})
        return sum(line.amount for line in procedure.fee(Purpose.CHANGE, asked.answers, RATES.__getitem__))

    assert (fee("removal"), fee("removal", "capacity")) == (0, 70)


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2026, 11, 21), "2", date(2028, 11, 20)),
        (date(2028, 2, 29), "2", date(2030, 2, 28)),
        (date(2028, 2, 29), "4", date(2032, 2, 28)),
        (date(2026, 3, 1), "2", date(2028, 2, 29)),
        (date(2026, 12, 31), "4", date(2030, 12, 30)),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(today, first, years, last):
    answers = journey(today, validity={"term_years": years}).answers

    assert liquor_sales.term(answers, first).expires_on == last


def test_the_letters_that_one_has_are_attached_and_the_others_are_waited_for(today):
    surroundings = {"letters_at_hand": ["building-letter"]}

    assert "building-letter" in papers(today, surroundings=surroundings)
    assert "fire-letter" not in papers(today, surroundings=surroundings)
    open_checks = checks(today, surroundings=surroundings)
    assert {"fire-letter-due", "health-letter-due", "municipal-information-due"} <= open_checks
    assert "building-letter-due" not in open_checks


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"applicant": {"kind": "partnership"}}, "partnership-agreement"),
        ({"applicant": {"kind": "first-nation"}}, "band-resolution"),
        ({"class_of_licence": {"manufacturer_interest": "yes"}}, "manufacturer-tie"),
        ({"questions": {"third_parties": "yes"}}, "management-agreement"),
        ({"licensed_areas": [alcohol.area(area_origin="professional")]}, "sealed-calculation"),
    ],
)
def test_an_answer_calls_for_its_paper(today, changes, code):
    assert code not in papers(today) and code in papers(today, **changes)


def told(today, **changes):
    """Why the public is told of a new licence."""
    return " ".join(map(str, liquor_sales.notice.reasons(journey(today, **changes).answers)))


def test_an_address_that_was_licensed_lately_needs_no_notice_unless_a_space_is_outdoors(today):
    lately = {"licensed_lately": "yes"}
    inside = [alcohol.area()]

    assert told(today, surroundings=lately, licensed_areas=inside) == ""
    assert "outdoor" in told(today, surroundings=lately)
    assert "six months" in told(today, licensed_areas=inside)


@pytest.mark.parametrize(
    ("capacity", "said", "reasons"), [("100", "no", 0), ("125", "no", 0), ("126", "no", 1), ("100", "yes", 1)]
)
def test_more_than_a_quarter_more_people_needs_a_notice(today, capacity, said, reasons):
    before = journey(today, licensed_areas=[alcohol.area(capacity="100")]).answers
    procedure, asked = request(today, "areas", area_request={"capacity_grows": said})
    asked = Journey(asked.steps, asked.stored | {"licensed-areas": [alcohol.area(capacity=capacity)]})

    assert len(procedure.notice.reasons(asked.answers, before)) == reasons


def test_an_outdoor_area_that_the_licence_has_already_needs_no_other_notice(today):
    terrace = alcohol.area("Terrasse", place="outdoor", capacity="40", key="z2")
    before = journey(today, licensed_areas=[alcohol.area(capacity="100"), terrace]).answers
    procedure, asked = request(today, "areas", area_request={"capacity_grows": "no"})
    same = Journey(asked.steps, asked.stored | {"licensed-areas": [alcohol.area(capacity="100"), terrace]})
    none = journey(today, licensed_areas=[alcohol.area(capacity="140")]).answers

    assert procedure.notice.reasons(same.answers, before) == []
    assert len(procedure.notice.reasons(same.answers, none)) == 1


@pytest.mark.parametrize(
    ("code", "changes", "question"),
    [
        (
            "renewal",
            {"since_last_time": {"ownership_changed": "yes", "ownership_reported": "no"}},
            "ownership_reported",
        ),
        ("legal-entity", {"entity_change": {"entity_same_owners": "no"}}, "entity_same_owners"),
        ("location", {"move": {"move_stops": "no"}}, "move_stops"),
        ("temporary-extension", {"extension": {"extension_ends_on": ["2026", "12", "30"]}}, "extension_ends_on"),
        (
            "temporary-extension",
            {"extension": {"extension_outdoors": "yes", "extension_outdoors_allowed": "no"}},
            "extension_outdoors",
        ),
        ("temporary-transfer", {"temporary_transfer": {"temporary_until": ["2027", "2", "20"]}}, "temporary_until"),
        ("surrender", {"surrender": {"surrender_on": ["2026", "11", "20"]}}, "surrender_on"),
    ],
)
def test_a_request_that_cannot_be_is_refused_beside_its_question(today, code, changes, question):
    assert refused(today, code) == []
    assert refused(today, code, **changes) == [question]


def test_a_licence_given_back_ends_on_the_day_that_was_chosen_never_in_the_past(today):
    procedure, asked = request(today, "surrender", surrender={"surrender_on": ["2026", "12", "24"]})

    assert procedure.ends(asked.answers, today) == date(2026, 12, 24)
    assert procedure.ends(asked.answers, date(2026, 12, 26)) == date(2026, 12, 26)


class Penalties(SimpleNamespace):
    def filter(self, **_):
        return SimpleNamespace(exists=lambda: self.owed)


@pytest.mark.parametrize(
    ("owed", "expires_on", "said"),
    [
        (False, date(2027, 1, 2), ""),
        (False, date(2027, 1, 1), "six weeks"),
        (True, date(2028, 1, 1), "penalty"),
    ],
)
def test_a_transfer_waits_for_penalties_and_for_a_renewal_that_is_near(today, owed, expires_on, said):
    licence = SimpleNamespace(penalties=Penalties(owed=owed), expires_on=expires_on)

    why = str(liquor_sales.procedure("transfer").refused(licence, today))

    assert (said in why) if said else why == ""


def test_the_public_reads_the_areas_and_their_total_but_no_person(today):
    from licensing.record import public_facts

    facts = dict(map(tuple, public_facts(liquor_sales, liquor_answers(today))["en"]))

    assert facts["Total capacity"] == "120"
    assert "Chantal" not in str(facts) and "613" not in str(facts)
    assert Licence._meta.get_field("answers").editable is False
