"""What every licence type must keep, whichever they are: no type is named here."""

from datetime import date
from functools import partial

import pytest
from django.template.loader import get_template
from django.utils import translation

from icajo.journey import Answers, Journey, transcript
from licensing.checks import ANY_TYPE
from licensing.definition import NEW, Effect, Purpose, always
from licensing.holder import FACTS
from licensing.judging import broken_rules, required_documents
from licensing.models import Application
from licensing.types import LICENCE_TYPES
from tests import samples

TODAY = date(2026, 11, 21)
TYPES = pytest.mark.parametrize("type", LICENCE_TYPES.values(), ids=LICENCE_TYPES)
ASKED = [(type, procedure) for type in LICENCE_TYPES.values() for procedure in (type.new, *type.procedures)]
PROCEDURES = pytest.mark.parametrize(
    ("type", "procedure"), ASKED, ids=[f"{type.code}-{procedure.code}" for type, procedure in ASKED]
)


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)


def names_of(asked):
    """What the answers to a type or a procedure are called: one name a question, and one a list of rows."""
    return [name for step in asked.steps for name in step.names()]


def questions_of(asked):
    """What a line of a transcript may be called: a question, or the total of a list."""
    totals = {total.name for step in asked.steps if step.repeats for total in step.totals}
    return totals | {name for step in asked.steps for name in step.base_fields}


def journeys(type, procedure):
    """A draft with nothing in it, the good sample, and the sample cut off after each of its pages."""
    sample = samples.answers_of(type, procedure, TODAY)
    slugs = [step.slug for step in procedure.steps]
    for end in range(len(slugs) + 1):
        yield Journey(procedure.steps, {slug: sample[slug] for slug in slugs[:end] if slug in sample})


def test_every_type_and_every_request_has_a_sample():
    assert samples.ANSWERS.keys() == LICENCE_TYPES.keys()
    for type in LICENCE_TYPES.values():
        about = samples.ABOUT[type.code](TODAY) if type.procedures else {}
        assert {procedure.code for procedure in type.procedures} <= about.keys()


@TYPES
def test_the_list_knows_it_by_its_code(type):
    assert LICENCE_TYPES[type.code] is type
    assert [other.prefix for other in LICENCE_TYPES.values()].count(type.prefix) == 1


@TYPES
def test_no_two_procedures_have_one_code_and_the_holder_renews_by_one_of_them(type):
    codes = [type.new.code, *(procedure.code for procedure in type.procedures)]

    assert len(codes) == len(set(codes))
    assert type.again is None or type.again.procedure in codes


@PROCEDURES
def test_a_procedure_does_what_its_effect_needs(type, procedure):
    """A term for what is issued or renewed, a last day for what is given back, the holder for what is transferred."""
    assert (procedure.term is not None) >= (procedure.effect in (Effect.ISSUE, Effect.RENEW))
    assert (procedure.term is None) >= (procedure.effect not in (Effect.ISSUE, Effect.RENEW, Effect.AMEND))
    assert procedure.effect != Effect.TRANSFER or type.holder.name in names_of(procedure)
    assert procedure.fee is not None and (procedure.purpose == Purpose.NEW) == (procedure.code == NEW)


@PROCEDURES
def test_no_two_questions_and_no_two_pages_have_one_name(type, procedure):
    names = [*names_of(procedure), *(name for step in procedure.steps if step.repeats for name in step.base_fields)]
    names = [name for name in names if name != "use_my_information"]  # a button on several pages, not an answer

    assert sorted(names) == sorted(set(names))
    assert len({step.slug for step in procedure.steps}) == len(procedure.steps)


@TYPES
def test_a_page_of_one_address_is_the_same_page_in_every_procedure(type):
    """What a request says is kept under the address of its page: another page of that address would be mistaken."""
    pages = {step.slug: step for step in type.steps}

    for procedure in type.procedures:
        assert all(pages.get(step.slug, step) is step for step in procedure.steps), procedure.code
        assert set(procedure.blank) <= set(procedure.steps), procedure.code


@PROCEDURES
def test_no_page_hides_an_address_of_the_wizard(type, procedure):
    taken = {"documents", "review", "verification", "sent", "envoyee", "summary", "resume", "reply", "repondre"}

    assert not taken & {step.slug for step in procedure.steps}


@PROCEDURES
def test_every_condition_can_be_asked_of_any_draft(type, procedure):
    for journey in journeys(type, procedure):
        for condition in [*procedure.documents, *procedure.checks]:
            assert condition.when(journey.answers) in (True, False), condition.code
        assert broken_rules(procedure.rules, journey, TODAY) is not None


@PROCEDURES
def test_a_page_or_question_is_asked_for_earlier_answers_only(type, procedure):
    """Where only earlier pages are known, looking at a later answer is an error."""
    for journey in journeys(type, procedure):
        earlier = {}
        for step in procedure.steps:
            known = Answers(()).then(earlier, partial(dict, earlier))
            step.when(known)
            for field in step.base_fields.values():
                getattr(field, "asked_when", always)(known)
            earlier |= {name: getattr(journey.answers, name) for name in step.names()}


@PROCEDURES
def test_a_question_is_revealed_by_an_earlier_one_of_its_page(type, procedure):
    for step in procedure.steps:
        order = list(step.base_fields)
        conditions = {
            name: field.only_if.question for name, field in step.base_fields.items() if hasattr(field, "only_if")
        }
        assert all(order.index(asked) < order.index(name) for name, asked in conditions.items()), step.slug


@TYPES
def test_everything_that_names_a_question_names_one_that_is_asked(type):
    answers, questions = set(names_of(type)), questions_of(type)

    places = [name for place in type.holder.places.values() for name in vars(place).values()]
    assert {getattr(type.holder, fact) for fact in FACTS} | {type.municipality, *places} <= answers
    assert set(type.public_facts) <= questions
    assert {name for step in type.steps for name in step.from_profile} <= questions
    assert all(set(step.headings) <= set(step.base_fields) for step in type.steps if step.repeats)


@PROCEDURES
def test_every_rule_names_questions_that_are_asked(type, procedure):
    answers = set(names_of(procedure))

    assert {rule.question for rule in procedure.rules} <= answers
    assert {name for rule in procedure.rules for name in rule.needs} <= answers


@TYPES
def test_its_prose_certificate_and_forms_are_there_in_both_languages(type):
    documents = {document for procedure in (type.new, *type.procedures) for document in procedure.documents}
    wanted = [type.page("before") + ".{}.html", type.page("declarations") + ".{}.txt"]
    wanted += [f"certificates/{type.code}.{{}}.html"]
    wanted += [f"licensing/forms/{document.template}.{{}}.html" for document in documents if document.template]
    explained = {rule.explained for rule in type.rules} | ({type.screening.explained} if type.screening else set())
    wanted += [name + ".{}.html" for name in explained - {""}]

    for name in wanted:
        texts = [get_template(name.format(language)).template.source for language in ("fr", "en")]
        assert texts[0] != texts[1], name


@PROCEDURES
def test_its_words_are_in_both_languages(type, procedure):
    fields = [field for step in procedure.steps for field in step.base_fields.values()]
    texts = [type.name, type.summary, procedure.label, procedure.summary]
    texts += [text for step in procedure.steps for text in (step.title, step.intro, getattr(step, "row_name", ""))]
    texts += [text for field in fields for text in (field.label, field.help_text)]
    texts += [label for field in fields for _value, label in getattr(field, "choices", ())]
    texts += [hint for field in fields for hint in getattr(field, "hints", {}).values()]
    texts += [
        text for part in [*procedure.documents, *procedure.checks] for text in (part.label, getattr(part, "why", ""))
    ]
    texts += [rule.message for rule in procedure.rules]

    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = [str(text) for text in texts]

    same = [fr for fr, en in zip(said["fr"], said["en"], strict=True) if fr == en]
    assert all(len(text.split()) <= 1 for text in same), same


@PROCEDURES
def test_the_transcript_says_the_same_things_in_both_languages(type, procedure):
    *_, whole = journeys(type, procedure)

    both = transcript(whole)

    names = {
        language: [(line["row"], line["name"]) for section in both[language] for line in section["lines"]]
        for language in both
    }
    assert names["fr"] == names["en"]


@PROCEDURES
def test_what_is_required_grows_only_from_what_was_answered(type, procedure):
    """A blank draft already knows what every application needs, so that people can prepare it."""
    blank = Application(type_code=type.code, purpose=procedure.purpose, procedure_code=procedure.code)
    known = required_documents(blank)

    assert {document.code for document in known} <= {document.code for document in procedure.documents}
    assert all(document.why for document in procedure.documents if document not in known)


@PROCEDURES
def test_no_list_is_written_where_a_name_would_do(type, procedure):
    codes = [document.code for document in procedure.documents] + [check.code for check in procedure.checks]

    assert len(codes) == len(set(codes)) and not {"extra", *(check.code for check in ANY_TYPE)} & set(codes)
    assert all(len(code) <= 30 for code in [*codes, type.code, procedure.code])
