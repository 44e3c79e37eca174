from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from icajo.models import Letter
from licensing import actions, public, tasks
from licensing.errors import ChecksOpen, NotNow
from licensing.models import Application, Licence
from licensing.rounds import changes
from licensing.states import State
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.licensing.refused import refuse

pytestmark = pytest.mark.usefixtures("storage")
STEP = {step.slug: step for step in LICENCE_TYPES["raffle"].steps}


def in_review(amelie, officer, today, **kwargs):
    application = samples.sealed(amelie, on=today, **kwargs)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


def test_approval_issues_a_licence_with_its_public_facts(amelie, officer, today):
    application = in_review(amelie, officer, today)

    licence = actions.approve(application, by=officer, on=today, conditions=[("Une condition.", "One condition.")])

    assert licence.number.startswith("RAF") and len(licence.number) == 10
    assert (licence.holder, licence.municipality) == ("Fondation du Perroquet bleu", "Ottawa")
    assert licence.starts_on == today + timedelta(40) and licence.expires_on == today + timedelta(100)
    assert licence.report_due_on == today + timedelta(130)
    assert licence.conditions.last().text_fr == "Une condition."


def test_the_certificate_and_its_letter_are_made_once(amelie, officer, today):
    licence = actions.approve(in_review(amelie, officer, today), by=officer, on=today)
    event = licence.application.events.get(verb="approve")

    for _ in range(2):
        tasks.issue_certificate(event.pk)

    version = licence.last_version
    letter = Letter.objects.get(key__startswith=f"event-{event.pk}-")
    assert version.certificate_fr.name == f"{licence.number}-fr.pdf"
    assert version.certificate_en.name == f"{licence.number}-en.pdf"
    certificate, *decision = letter.files.order_by("pk")
    assert certificate == version.certificate_fr
    assert [file.name[-6:] for file in decision] == ["fr.pdf", "en.pdf"]


def test_two_officers_decide_once(amelie, officer, today):
    application = in_review(amelie, officer, today)
    refuse(application, officer, on=today, reason="Dossier incomplet.")

    with pytest.raises(NotNow):
        actions.approve(application, by=officer, on=today)

    assert not Licence.objects.exists()


def test_an_open_check_stands_before_approval(amelie, officer, today):
    answers = samples.raffle_answers(
        today,
        lottery={"draw": "50-50", "electronic": "yes", "supplier": "x"},
        tickets_and_prizes={"winner_share": "50"},
    )
    application = in_review(amelie, officer, today, answers=answers)

    with pytest.raises(ChecksOpen):
        actions.approve(application, by=officer, on=today)
    actions.close_check(application.checks.get(), by=officer, note="Original reçu le 21 novembre.")

    assert actions.approve(application, by=officer, on=today)


def test_a_refusal_says_why(amelie, officer, today):
    application = in_review(amelie, officer, today)

    refuse(application, officer, on=today, reason="Les prix ne sont pas garantis.")
    tasks.mail_refusal(application.events.get(verb="refuse").pk)

    application.refresh_from_db()
    assert application.state == State.REFUSED
    assert "Les prix ne sont pas garantis." in Letter.objects.get(key__contains="refused").body


def test_what_changed_between_two_rounds_is_listed(amelie, officer, today):
    application = in_review(amelie, officer, today)
    actions.ask(application, by=officer, text="?", steps=["premises"], due_on=today + timedelta(15))
    actions.save_step(application, STEP["premises"], {"premises_name": "Aréna"}, by=amelie)
    actions.reply(application, by=amelie, on=today, text="Voilà.")

    first, second = application.rounds.all()

    assert [(c.before, c.after) for c in changes(first, second, "fr")] == [("Salle communautaire Rideau", "Aréna")]


def test_events_rounds_and_licences_cannot_be_rewritten(amelie, officer, today):
    licence = actions.approve(in_review(amelie, officer, today), by=officer, on=today)
    forbidden = [
        lambda: licence.application.events.update(note="autre"),
        lambda: licence.application.events.all().delete(),
        lambda: licence.application.rounds.update(fee=Decimal(1)),
        lambda: Licence.objects.all().delete(),
    ]

    for forbid in forbidden:
        with pytest.raises((DatabaseError, Exception)), transaction.atomic():
            forbid()

    assert licence.application.events.filter(note="autre").count() == 0
    assert Licence.objects.count() == 1


@pytest.mark.parametrize("words", ["perroquet bleu", "PERROQUET", "ottawa fondation", "l’perroquet".replace("l’", "")])
def test_anyone_finds_it_whatever_the_accents(amelie, officer, today, words):
    actions.approve(in_review(amelie, officer, today), by=officer, on=today)

    found = public.find(text=words, municipality="", type_code="", page=1, on=today)

    assert found.count == 1


def test_the_register_says_nothing_of_people(client, amelie, officer, today):
    licence = actions.approve(in_review(amelie, officer, today), by=officer, on=today)

    page = client.get(f"/en/search/{licence.number}/")

    assert page.status_code == 200
    assert "Fondation du Perroquet bleu" in page.text
    for private in ("amelie@example.org", "Chantal", "613", "120, rue Rideau", "CGE123456"):
        assert private not in page.text.replace("416-555-0100", "")


def test_an_unknown_number_is_not_found(client, db):
    assert client.get("/en/search/RAF0000000/").status_code == 404


def test_an_impossible_page_is_the_nearest(amelie, officer, today):
    actions.approve(in_review(amelie, officer, today), by=officer, on=today)

    assert public.find(text="", municipality="Ottawa", type_code="", page=999, on=today).page == 1
