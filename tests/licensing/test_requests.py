"""What an officer asks item by item, what the applicant does about it, and what becomes of each answer."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from icajo import uploads
from icajo.models import Letter
from licensing import actions, clock, tasks
from licensing.answering import points
from licensing.clock import requests as chaser
from licensing.errors import ChecksOpen, NotNow, Unanswered
from licensing.models import Application, ItemKind
from licensing.request_desk import Ask, things_to_ask
from licensing.types import LICENCE_TYPES
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")
STEP = {step.slug: step for step in LICENCE_TYPES["raffle"].steps}
QUESTION = actions.Wanted(ItemKind.QUESTION, "Qui imprime les billets ?")
CORRECTION = actions.Wanted(ItemKind.CORRECTION, "Le nom du lieu est faux.", "premises", "premises_name")
PAPER = actions.Wanted(ItemKind.DOCUMENT, "Un modèle lisible du billet.", about="ticket")


@pytest.fixture
def file(amelie, officer, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def asked(file, officer, today, time_machine):
    """The request, with an item of three kinds, a minute after the file came in; and a minute later."""
    time_machine.shift(60)
    items = [QUESTION, CORRECTION, PAPER]
    request = actions.ask(file, by=officer, text="Trois points.", items=items, due_on=today + timedelta(15))
    time_machine.shift(60)
    file.refresh_from_db()
    return request


@pytest.fixture
def address(client, amelie, asked, file):
    client.force_login(amelie)
    with translation.override("fr"):
        return reverse("licensing:reply", args=[file.ref])


def attach(file, by):
    stored = uploads.keep(SimpleUploadedFile("billet.csv", b"numero,prix\n1,5\n", "text/csv"))
    actions.attach(file, "ticket", stored, by=by)


def correct(file, by):
    actions.save_step(file, STEP["premises"], file.answers["premises"] | {"premises_name": "Aréna"}, by=by)
    file.refresh_from_db()


def judge(file, officer, *outcomes):
    """The answers of the last request, in their order: accepted, or returned for the reason given."""
    items = file.requests.latest("pk").items.all()
    said = {item.pk: ("returned" if why else "accepted", why) for item, why in zip(items, outcomes, strict=True)}
    actions.judge_answers(file, by=officer, outcomes=said)


def test_only_the_pages_that_the_items_are_about_open_again(asked, file, amelie):
    assert asked.steps == ["premises", "documents"]

    with pytest.raises(NotNow):
        actions.save_step(file, STEP["lottery"], {"draw": "stub"}, by=amelie)


def test_an_item_is_done_once_something_was_changed_or_attached_for_it(asked, file, amelie):
    assert [point.is_done for point in points(file, asked)] == [False, False, False]

    correct(file, amelie)
    attach(file, amelie)

    assert [point.is_done for point in points(file, asked)] == [False, True, True]


def test_the_paper_that_was_there_before_is_not_an_answer(asked, file):
    assert file.documents.filter(code="ticket").exists()

    assert points(file, asked)[2].is_done is False


def test_a_reply_that_leaves_something_out_is_refused_and_says_what(asked, file, amelie, today):
    correct(file, amelie)
    question, _correction, paper = asked.items.all()

    with pytest.raises(Unanswered) as left:
        actions.reply(file, by=amelie, on=today, answers={question.pk: "L’imprimerie du coin."})

    assert left.value.items == [paper]
    assert file.rounds.count() == 1


def test_words_about_the_whole_answer_what_cannot_be_done(asked, file, amelie, today):
    actions.reply(file, by=amelie, on=today, text="Rien de tout cela n’existe encore.")

    file.refresh_from_db()
    assert (file.state, file.rounds.count()) == ("in-review", 2)


def test_a_decision_waits_until_each_answer_is_accepted(asked, file, amelie, officer, today):
    actions.reply(file, by=amelie, on=today, text="Voir ci-joint.")
    judge(file, officer, "", "", "Illisible.")
    with pytest.raises(ChecksOpen) as waiting:
        actions.approve(file, by=officer, on=today)
    assert [check.code for check in waiting.value.checks] == ["answers"]

    judge(file, officer, "", "", "")

    assert actions.approve(file, by=officer, on=today).number


def test_what_was_returned_is_proposed_again_and_settled_by_the_next_answer(asked, file, amelie, officer, today):
    actions.reply(file, by=amelie, on=today, text="Voir ci-joint.")
    judge(file, officer, "", "", "Illisible.")
    proposed = Ask(application=file)
    assert proposed["about_1"].initial == "document::ticket"
    assert "Illisible." in proposed["words_1"].initial and not proposed["about_2"].initial

    sent = {name: proposed[name].initial or "" for name in ("about_1", "words_1")}
    form = Ask({**sent, "due_on": str(today + timedelta(20))}, application=file)
    assert form.is_valid(), form.errors
    form.act(by=officer)
    actions.reply(file, by=amelie, on=today, text="Le voici.")
    judge(file, officer, "")

    paper = asked.items.last()
    assert paper.again == file.requests.latest("pk").items.get()
    assert actions.approve(file, by=officer, on=today).number


def test_the_form_asks_for_something_and_says_what_is_missing(file, today):
    nothing = Ask({"due_on": str(today + timedelta(20))}, application=file)
    aimless = Ask({"due_on": str(today + timedelta(20)), "words_1": "Pourquoi ?"}, application=file)
    wordless = Ask({"due_on": str(today + timedelta(20)), "about_1": "question::"}, application=file)

    assert [set(form.errors) for form in (nothing, aimless, wordless)] == [{"text"}, {"about_1"}, {"words_1"}]


def test_the_page_keeps_what_is_typed_and_sends_it_only_when_asked(client, address, asked, file):
    question = asked.items.first()
    typed = {f"answer_{question.pk}": "L’imprimerie du coin."}
    assert client.post(address, typed).status_code == 302

    shown = client.get(address).text
    assert "L’imprimerie du coin." in shown and "Trois points." in shown
    answer = client.post(address, typed | {"action": "envoyer"})

    assert answer.status_code == 200 and "dites pourquoi" in answer.text
    assert file.rounds.count() == 1


def test_each_item_leads_to_what_it_is_about(client, address, file):
    shown = client.get(address).text

    assert "premises/#id_premises_name" in shown and "?code=ticket#id_code" in shown


def test_a_paper_that_only_the_officer_asks_for_is_offered_by_its_name(client, amelie, officer, file, today):
    wanted = actions.Wanted(ItemKind.DOCUMENT, "La lettre d’entente.", about="united-way")
    actions.ask(file, by=officer, text="", items=[wanted], due_on=today + timedelta(15))
    client.force_login(amelie)
    page = reverse("licensing:documents", args=[file.ref])

    assert '<option value="united-way"' in client.get(page).text
    client.post(page, {"code": "united-way", "file": samples.photo(), "action": "televerser"})

    assert file.documents.filter(code="united-way").count() == 1


def test_nobody_is_asked_to_correct_what_the_licence_says():
    report = LICENCE_TYPES["raffle"].procedure("report")
    groups = things_to_ask(SimpleNamespace(procedure=report, type=LICENCE_TYPES["raffle"]))

    offered = {value for _group, choices in groups if isinstance(choices, list) for value, _label in choices}
    assert "correction:report:prepared_by" in offered and "correction:report:licensed_price" not in offered


def test_the_letter_lists_the_items_in_the_language_of_the_applicant(asked, file):
    event = file.events.get(verb="ask")
    tasks.mail_request(event.pk)
    body = Letter.objects.get(key__startswith=f"event-{event.pk}-").body

    assert "1. Qui imprime les billets ?" in body
    assert "2. " in body and "Le nom du lieu est faux." in body


def test_an_applicant_is_reminded_once_before_the_day_and_once_after_it(asked, file):
    for days in (-4, -3, -2, 0, 1, 2):
        chaser.chase(asked.due_on + timedelta(days))

    written = Letter.objects.filter(key__startswith=f"request-{asked.pk}-").order_by("pk")
    assert [letter.key.split("-")[2] for letter in written] == ["soon", "late"]
    assert "23 h 59" in written[0].body and "suspendu" in written[1].body


def test_the_clock_chases(asked, time_machine):
    time_machine.move_to(f"{asked.due_on} 00:30:00-05:00", tick=False)

    clock.go_round()

    assert Letter.objects.filter(key__startswith=f"request-{asked.pk}-soon").exists()
