"""The letter of a decision, read before it is made: the same words are kept and sent, or nothing is decided."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing import actions, tasks
from licensing.models import Application, DecisionLetter, LetterText, Licence, Proposal
from licensing.states import State
from tests import samples
from tests.licensing import sanctions
from tests.licensing.noticed import under_review
from tests.licensing.pressed import letters_on, previewed
from tests.licensing.refused import recommended, senior
from tests.licensing.test_deciding import next_round

pytestmark = pytest.mark.usefixtures("storage")
CONDITIONS = {
    "conditions_fr": "Fermé à minuit, l’été aussi.",
    "conditions_en": "Closed at midnight, <b>in summer</b> too.",
}


@pytest.fixture
def file(amelie, officer, today):
    return under_review(amelie, officer, on=today, type_code="raffle")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def do(verb, application):
    return reverse("admin:licensing_do", args=[application.pk, verb])


def again(application):
    return Application.objects.get(pk=application.pk)


def test_nothing_is_decided_by_looking(desk, file):
    page, _all = previewed(desk, do("approve", file), {"round": 1, **CONDITIONS})

    assert page.status_code == 200 and "Nothing is decided yet." in page.text
    assert again(file).state == State.IN_REVIEW and not Licence.objects.exists()
    assert not DecisionLetter.objects.exists() and not file.events.filter(verb="approve").exists()


def test_what_was_read_is_kept_and_sent_word_for_word(desk, file):
    page, all_of_it = previewed(desk, do("approve", file), {"round": 1, **CONDITIONS})
    desk.post(do("approve", file), all_of_it)
    tasks.issue_certificate(file.events.get(verb="approve").pk)

    letter, licence, read = DecisionLetter.objects.get(), Licence.objects.get(), letters_on(page)
    assert read == {language: "\n\n".join(letter.texts[language]) for language in ("fr", "en")}
    assert licence.number in read["fr"] and "l’été aussi" in read["fr"] and "<b>in summer</b>" in read["en"]
    sent = Letter.objects.get(key__contains="application_approved")
    assert (sent.subject, sent.body.split("\n\n--\n")[0]) == tuple(letter.texts[sent.language])


def test_the_number_in_the_letter_is_the_one_that_is_given_however_often_it_is_read(desk, file):
    for _ in range(2):
        page, _all = previewed(desk, do("approve", file), {"round": 1})

    licence = actions.approve(again(file), by=samples.staff("registrar"), on=timezone.localdate())

    assert licence.number in letters_on(page)["en"]


def test_going_back_keeps_what_was_typed(desk, file):
    _page, all_of_it = previewed(desk, do("approve", file), {"round": 1, **CONDITIONS})

    form = desk.post(do("approve", file), all_of_it | {"change": "1"}).text

    assert "Fermé à minuit" in form and "See the letter first" in form and again(file).state == State.IN_REVIEW


def test_a_letter_that_would_be_another_by_now_is_read_again(desk, file, time_machine):
    facts = {"reason": "Prix incertains.", "round": 1}
    recommended(file, samples.staff("registrar"))
    desk.force_login(senior())
    _page, all_of_it = previewed(desk, do("propose_refusal", file), facts)
    time_machine.move_to("2026-11-24 12:00:00-05:00", tick=False)  # its last day is another
    desk.force_login(senior())

    late = desk.post(do("propose_refusal", file), all_of_it)

    assert "The letter is no longer the one that you read." in late.text and not Proposal.objects.exists()
    assert letters_on(late)["en"] and "December 9, 2026" in letters_on(late)["en"].replace("\xa0", " ")


def test_a_text_approved_meanwhile_is_read_first(desk, file, officer, today):
    _page, all_of_it = previewed(desk, do("approve", file), {"round": 1})
    words = "{opening}{sign}{report}{conditions}{licence_number}"
    LetterText.objects.create(
        letter="application_approved", title_fr="Oui {ref}", text_fr=words, title_en="Yes {ref}", text_en=words,
        in_force_from=today, written_by=officer, approved_by=senior(), approved_at=timezone.now(), why="x",
    )  # fmt: skip

    desk.post(do("approve", file), all_of_it)

    assert again(file).state == State.IN_REVIEW


def test_a_round_that_came_meanwhile_stops_it_and_keeps_what_was_typed(desk, file, amelie, officer, today):
    _page, all_of_it = previewed(desk, do("approve", file), {"round": 1, **CONDITIONS})
    next_round(file, officer, amelie, today)

    stopped = desk.post(do("approve", file), all_of_it)
    _page, all_of_it = previewed(desk, do("approve", file), {"round": 2, **CONDITIONS})
    desk.post(do("approve", file), all_of_it)

    assert "a new round meanwhile, round 2" in stopped.text and "Fermé à minuit" in stopped.text
    assert 'name="round" value="2"' in stopped.text and again(file).state == State.APPROVED


@pytest.mark.parametrize(
    "sector, name", [("raffle", "Avis d’ordre envisagé"), ("liquor-sales", "Avis de proposition")]
)
def test_the_notice_is_shown_under_the_name_of_its_sector(client, amelie, officer, today, sector, name):
    file = recommended(under_review(amelie, officer, on=today, type_code=sector), officer)
    client.force_login(senior())

    page, _all = previewed(client, do("propose_refusal", file), {"reason": "Non.", "round": 1})

    assert letters_on(page)["fr"].startswith(name) and letters_on(page)["en"].startswith("Notice of Proposal")


def test_a_decision_about_a_licence_is_read_first_too(desk, file, officer, today):
    licence = actions.approve(file, by=officer, on=today)
    sanctions.noticed(licence, "revoke", by=officer)
    address = reverse("admin:licensing_decide", args=[licence.pk, "revoke"])
    page, all_of_it = previewed(desk, address, {"on": (today + timedelta(1)).isoformat(), "why": "Plaintes."})
    assert Licence.objects.get().ended_as == ""

    desk.post(address, all_of_it)

    letter = DecisionLetter.objects.get(licence=licence, application=None)
    assert letters_on(page)["en"] == "\n\n".join(letter.texts["en"]) and Licence.objects.get().ended_as == "revoked"
