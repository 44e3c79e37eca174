"""What every licence type must keep, whichever they are: no type is named here."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.template.loader import get_template
from django.utils import timezone, translation

from icajo.journey import Answers, Journey, transcript
from licensing import actions, papers
from licensing.definition import always
from licensing.fees import assess
from licensing.holder import FACTS
from licensing.judging import broken_rules, in_the_way, problems_of, required_documents
from licensing.models import Application
from licensing.types import LICENCE_TYPES
from tests import samples

TODAY = date(2026, 11, 21)
TYPES = pytest.mark.parametrize("type", LICENCE_TYPES.values(), ids=LICENCE_TYPES)


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)


def names_of(type):
    """What the answers of this type are called: one name a question, and one a list of rows."""
    return [name for step in type.steps for name in step.names()]


def questions_of(type):
    """What a line of a transcript may be called: a question, or the total of a list."""
    totals = {total.name for step in type.steps if step.repeats for total in step.totals}
    return totals | {name for step in type.steps for name in step.base_fields}


def journeys(type):
    """A draft with nothing in it, the good sample, and the sample cut off after each of its pages."""
    sample = samples.ANSWERS[type.code](TODAY)
    slugs = [step.slug for step in type.steps]
    for end in range(len(slugs) + 1):
        yield Journey(type.steps, {slug: sample[slug] for slug in slugs[:end] if slug in sample})


def test_every_type_has_a_sample():
    assert samples.ANSWERS.keys() == LICENCE_TYPES.keys()


@TYPES
def test_the_list_knows_it_by_its_code(type):
    assert LICENCE_TYPES[type.code] is type
    assert [other.prefix for other in LICENCE_TYPES.values()].count(type.prefix) == 1


@TYPES
def test_no_two_questions_and_no_two_pages_have_one_name(type):
    names = [*names_of(type), *(name for step in type.steps if step.repeats for name in step.base_fields)]
    names = [name for name in names if name != "use_my_information"]  # a button on several pages, not an answer

    assert sorted(names) == sorted(set(names))
    assert len({step.slug for step in type.steps}) == len(type.steps)


@TYPES
def test_no_page_hides_an_address_of_the_wizard(type):
    taken = {"documents", "review", "verification", "sent", "envoyee", "summary", "resume", "reply", "repondre"}

    assert not taken & {step.slug for step in type.steps}


@TYPES
def test_every_condition_can_be_asked_of_any_draft(type):
    for journey in journeys(type):
        for condition in [*type.documents, *type.checks]:
            assert condition.when(journey.answers) in (True, False), condition.code
        assert broken_rules(type.rules, journey, TODAY) is not None


@TYPES
def test_a_page_or_question_is_asked_for_earlier_answers_only(type):
    """Where only earlier pages are known, looking at a later answer is an error."""
    for journey in journeys(type):
        earlier = {}
        for step in type.steps:
            known = Answers(()).then(earlier, partial(dict, earlier))
            step.when(known)
            for field in step.base_fields.values():
                getattr(field, "asked_when", always)(known)
            earlier |= {name: getattr(journey.answers, name) for name in step.names()}


@TYPES
def test_a_question_is_revealed_by_an_earlier_one_of_its_page(type):
    for step in type.steps:
        order = list(step.base_fields)
        conditions = {
            name: field.only_if.question for name, field in step.base_fields.items() if hasattr(field, "only_if")
        }
        assert all(order.index(asked) < order.index(name) for name, asked in conditions.items()), step.slug


@TYPES
def test_everything_that_names_a_question_names_one_that_is_asked(type):
    answers, questions = set(names_of(type)), questions_of(type)

    assert {rule.question for rule in type.rules} <= answers
    assert {name for rule in type.rules for name in rule.needs} <= answers
    places = [name for place in type.holder.places.values() for name in vars(place).values()]
    assert {getattr(type.holder, fact) for fact in FACTS} | {type.municipality, *places} <= answers
    assert set(type.public_facts) <= questions
    assert {name for step in type.steps for name in step.from_profile} <= questions
    assert all(set(step.headings) <= set(step.base_fields) for step in type.steps if step.repeats)


@TYPES
def test_its_prose_certificate_and_forms_are_there_in_both_languages(type):
    wanted = [type.page("before") + ".{}.html", type.page("declarations") + ".{}.txt"]
    wanted += [f"certificates/{type.code}.{{}}.html"]
    wanted += [f"licensing/forms/{document.template}.{{}}.html" for document in type.documents if document.template]
    explained = {rule.explained for rule in type.rules} | ({type.screening.explained} if type.screening else set())
    wanted += [name + ".{}.html" for name in explained - {""}]

    for name in wanted:
        texts = [get_template(name.format(language)).template.source for language in ("fr", "en")]
        assert texts[0] != texts[1], name


@TYPES
def test_its_words_are_in_both_languages(type):
    fields = [field for step in type.steps for field in step.base_fields.values()]
    texts = [type.name, type.summary, *(step.title for step in type.steps), *(field.label for field in fields)]
    texts += [part.label for part in [*type.documents, *type.checks]] + [rule.message for rule in type.rules]

    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = [str(text) for text in texts]

    same = [fr for fr, en in zip(said["fr"], said["en"], strict=True) if fr == en]
    assert all(len(text.split()) == 1 for text in same), same


@TYPES
@pytest.mark.django_db
def test_its_sample_goes_all_the_way_in_both_languages(type, storage):
    amelie, officer = samples.person(), samples.officer()
    application = samples.complete(amelie, on=TODAY, type_code=type.code)
    assert in_the_way(problems_of(application, TODAY)) == []
    fee = assess(application, TODAY)
    assert fee.total == sum(Decimal(line["amount"]) for line in fee.lines) == fee.total.quantize(Decimal("0.01"))

    actions.seal(application, by=amelie, on=TODAY, fee_seen=fee.total)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    for check in application.checks.all():
        actions.close_check(check, by=officer, note="vu")
    licence = actions.approve(application, by=officer, on=TODAY)

    version = papers.certify(licence.last_version)
    for language, certificate in (("fr", version.certificate_fr), ("en", version.certificate_en)):
        summary = papers.summary_pdf(licence.round, language)
        assert summary.startswith(b"%PDF") and certificate.content.read(4) == b"%PDF"
        with translation.override(language):
            assert papers.certificate_context(version, language)["facts"]
    assert licence.number.startswith(type.prefix) and licence.municipality and licence.holder
    assert licence.expires_on is None or licence.expires_on >= licence.starts_on


@TYPES
def test_the_transcript_says_the_same_things_in_both_languages(type):
    *_, whole = journeys(type)

    both = transcript(whole)

    names = {
        language: [(line["row"], line["name"]) for section in both[language] for line in section["lines"]]
        for language in both
    }
    assert names["fr"] == names["en"]


@TYPES
def test_what_is_required_grows_only_from_what_was_answered(type):
    """A blank draft already knows what every application needs, so that people can prepare it."""
    blank = Application(type_code=type.code)

    assert {document.code for document in required_documents(blank)} <= {document.code for document in type.documents}
    assert all(document.why for document in type.documents if document not in required_documents(blank))


@TYPES
def test_no_list_is_written_where_a_name_would_do(type):
    codes = [document.code for document in type.documents] + [check.code for check in type.checks]

    assert len(codes) == len(set(codes)) and "extra" not in codes
    assert all(len(code) <= 30 for code in [*codes, type.code])
