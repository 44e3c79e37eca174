"""A text that would be a program, typed in every box: shown as text on every page, letter and paper."""

import io
from decimal import Decimal

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing import actions, papers, tasks
from licensing.judging import in_the_way, problems_of
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.stories.pages import again, page, step

TEXT_BOXES = ("text.html", "textarea.html")
PROGRAM = "<script>alert(1)</script>"
HOSTILE = (
    f"""'"><zz>{PROGRAM}{{{{ 7|add:7 }}}}{{% now "Y" %}}<img src=x onerror=alert(2)>\u202egnp.\u2066\U0001f600 --"""
)
SHORT = '"><zz>{{7}}'
ASKS_FOR_OTHERS = '<link rel=attachment href="file:///etc/hostname"><img src="http://127.0.0.1:9/x"><style>@import "x"'
NEVER = (PROGRAM, "<img src=x", "<zz>", "onerror=alert(2)>")


def hostile_answers(type, today):
    """The good sample, with as much of the hostile text in each box as its rules let stand."""
    answers = samples.ANSWERS[type.code](today)
    for one in type.steps:
        for row in answers.get(one.slug, []) if one.repeats else [answers.get(one.slug, {})]:
            row |= {name: text_for(field) for name, field in one.base_fields.items() if name in row and is_text(field)}
    return answers


def is_text(field):
    return field.widget.template_name.endswith(TEXT_BOXES) and type(field).__name__ in ("Words", "LongText")


def text_for(field):
    return HOSTILE if field.max_length >= len(HOSTILE) else SHORT[: field.max_length]


def harmless(application, today):
    """Put back the good answer wherever a rule does not let the hostile one stand."""
    good = samples.ANSWERS[application.type_code](today)
    for problem in in_the_way(problems_of(application, today)):
        if problem.question in good.get(problem.step, {}):
            application.answers[problem.step][problem.question] = good[problem.step][problem.question]
    application.save()
    return application


def only_as_text(answer):
    assert answer.status_code == 200
    text = answer.text
    assert [piece for piece in NEVER if piece in text] == [], answer.request["PATH_INFO"]
    return "&lt;script&gt;" in text


def read(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = " ".join(one.get_textpage().get_text_bounded() for one in document)
    attached = document.count_attachments()
    document.close()
    return " ".join(text.split()), attached


@pytest.fixture
def hostile(amelie, today):
    amelie.first_name = amelie.last_name = HOSTILE[:150]
    amelie.save()
    application = samples.complete(amelie, on=today, answers=hostile_answers(LICENCE_TYPES["raffle"], today))
    application.documents.update(code="rules")
    for document in application.documents.all():
        document.file.name = HOSTILE
        document.file.save()
    return harmless(application, today)


def test_a_draft_shows_it_as_text(site, hostile):
    steps = [step(hostile, one.slug) for one in hostile.journey.steps]
    rows = [
        page("row", hostile, one.slug, row["id"])
        for one in hostile.journey.steps
        if one.repeats
        for row in hostile.answers[one.slug]
    ]
    removals = [page("remove_row", hostile, "prizes", "p1"), page("discard", hostile)]
    addresses = [hostile.get_absolute_url(), page("menu"), page("before", None, "raffle"), page("documents", hostile)]
    addresses += [page("review", hostile), *steps, *rows, *removals, *(one + "?rectify=1" for one in [*steps, *rows])]

    shown = [address for address in addresses if only_as_text(site.get(address))]

    assert len(shown) >= len(rows) + 5, shown


def test_the_other_text_of_a_page_that_two_people_changed_is_text_too(site, hostile):
    answer = site.post(step(hostile, "premises"), {"seen": "0" * 16, "premises_name": HOSTILE, "action": "suivant"})

    assert only_as_text(answer)


@pytest.fixture
def decided(hostile, amelie, officer, today, client):
    for code in ("ticket", "signatures"):
        paper = hostile.documents.first()
        paper.pk, paper.code = None, code
        paper.save()
    actions.seal(hostile, by=amelie, on=today, fee_seen=Decimal(600))
    actions.submit(hostile, by=amelie, at=timezone.now())
    actions.take(hostile, by=officer)
    actions.ask(hostile, by=officer, text=HOSTILE, steps=["premises"], due_on=today)
    actions.reply(hostile, by=amelie, on=today, text=HOSTILE)
    answered = {item.pk: ("accepted", HOSTILE) for item in hostile.requests.get().items.all()}
    actions.judge_answers(hostile, by=officer, outcomes=answered)
    actions.approve(hostile, by=officer, on=today, conditions=[(HOSTILE, HOSTILE)])
    return again(hostile)


def test_everybody_who_reads_the_file_reads_it_as_text(site, decided, amelie, officer, settings):
    settings.DEMO = True
    for event in decided.events.exclude(verb__in=["submit", "approve"]):
        for name in list(event.pending):
            getattr(tasks, name.removeprefix("licensing."))(event.pk)
    licence = decided.licence
    public = [licence.get_absolute_url(), reverse("public_search:search") + "?q=script"]
    portal = [page("menu"), decided.get_absolute_url(), page("sent", decided), reverse("accounts:profile")]
    letters = [reverse("letter", args=[letter.pk]) for letter in Letter.objects.all()]
    portal_shows = [address for address in [*public, *portal, *letters] if only_as_text(site.get(address))]

    site.force_login(samples.person("chef@example.org", is_staff=True, is_superuser=True))
    models = [("licensing_application", decided), ("licensing_licence", licence), ("accounts_user", amelie)]
    models += [("icajo_storedfile", decided.documents.first().file), ("icajo_letter", Letter.objects.first())]
    models += [("accounts_organization", decided.organization)]
    desk = [reverse("admin:index"), reverse("admin:licensing_do", args=[decided.pk, "refuse"])]
    for name, row in models:
        desk += [reverse(f"admin:{name}_changelist"), reverse(f"admin:{name}_change", args=[row.pk])]
    desk_shows = [address for address in desk if only_as_text(site.get(address))]

    assert len(portal_shows) >= 5 and len(desk_shows) >= 6, (portal_shows, desk_shows)


def test_the_papers_print_it_and_fetch_nothing(decided):
    round = decided.last_round
    round.transcript["en"][0]["lines"][0]["answer"] = ASKS_FOR_OTHERS

    certificate = papers.certificate(decided.licence.last_version, "fr")
    with certificate.content.open("rb") as file:
        printed = [read(papers.summary_pdf(round, "en")), read(file.read())]

    for text, attached in printed:
        assert PROGRAM in text and "{{ 7|add:7 }}" in text
        assert attached == 0
    assert "rel=attachment" in printed[0][0]


def test_a_letter_keeps_one_subject_line(decided):
    tasks.mail_receipt(decided.events.get(verb="submit").pk)

    letter = Letter.objects.get(key__contains="application_received")
    assert "\n" not in letter.subject and "{{ 7|add:7 }}" in letter.body and "14" not in letter.subject
