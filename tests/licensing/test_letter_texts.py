"""The texts of letters: named placeholders and nothing else, in both languages or not at all."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from licensing import actions, decision_letters, letter_wording
from licensing.actions.letter_texts import approve_text
from licensing.errors import NotNow, Unwritable
from licensing.letter_wording import LANGUAGES, WORDINGS, faults, shipped, written
from licensing.models import DecisionLetter, LetterText
from tests import samples
from tests.licensing.noticed import under_review
from tests.licensing.refused import refuse

pytestmark = pytest.mark.usefixtures("storage")
ON = date(2026, 12, 7)
WHOLE = {
    "letter": "application_refused",
    "title_fr": "Refus, dossier {ref}", "text_fr": "{greeting}\n\nNon, {holder}.\n\n{reasons}\n\n{recourse}",
    "title_en": "Refusal, file {ref}", "text_en": "{greeting}\n\nNo, {holder}.\n\n{reasons}\n\n{recourse}",
    "in_force_from": "2026-11-21", "why": "Plus court",
}  # fmt: skip


@pytest.fixture
def registrar(db):
    return samples.staff("registrar")


@pytest.fixture
def second(db):
    return samples.staff("senior-officer", "chef@example.org")


def text_by(person, **facts):
    return LetterText.objects.create(**WHOLE | {"in_force_from": date(2026, 11, 21), "written_by": person} | facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", WORDINGS)
def test_what_ships_has_no_fault_and_leaves_no_hole(letter, language):
    with override(language):
        assert faults(letter, *shipped(letter, language)) == []
        title, text = written(letter, *shipped(letter, language), letter_wording.example(letter, ON), language)

    assert "{" not in title + text and "None" not in text and "\n\n\n" not in text
    assert title and title == title.strip() and len(title) <= 150


def test_an_unknown_placeholder_is_named_with_those_that_are_known():
    (said,) = faults("suspension_lifted", "{licence_number}", "{on} {holder.organization} {secret}")

    assert "{holder.organization}, {secret}" in said and "{reasons}" in said and "{recourse}" not in said


@pytest.mark.parametrize("text", ["{on} {", "{on} }", "{{on}}", "{on\n}{on}"])
def test_a_brace_that_stands_alone_is_refused(text):
    assert faults("suspension_lifted", "{licence_number}", text)


def test_a_letter_says_what_it_has_to():
    (said,) = faults("application_refused", "{ref}", "Non.")

    assert said == "This letter has to say: {reasons}, {recourse}."


def test_what_is_put_in_is_never_read_again():
    facts = letter_wording.example("suspension_lifted", ON) | {"reasons": "{holder} {0.__class__} {{ x }} {% y %}"}

    _title, text = written("suspension_lifted", "{licence_number}", "{on}: {reasons}", facts, "en")

    assert text == "December 7, 2026: {holder} {0.__class__} {{ x }} {% y %}"


def test_a_text_that_lacks_a_language_is_kept_and_never_used(registrar, second, today):
    draft = text_by(registrar, text_fr="")

    with pytest.raises(Unwritable):
        approve_text(draft, by=second, on=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterText.objects.update(approved_by=second, approved_at=timezone.now())

    assert LetterText.objects.in_force("application_refused", today) is None


def test_a_second_person_approves_and_then_nothing_changes(registrar, second, today):
    text = text_by(registrar)
    with pytest.raises(Exception, match="approve"):
        approve_text(text, by=registrar, on=today)
    approve_text(text, by=second, on=today)

    with pytest.raises(NotNow):
        approve_text(text, by=second, on=today)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        LetterText.objects.update(why="")


def test_a_letter_is_written_with_the_text_of_its_day(amelie, officer, registrar, second, today):
    approve_text(text_by(registrar, in_force_from=today + timedelta(1), text_en="{reasons} {recourse} later"),
                 by=second, on=today)  # fmt: skip
    approve_text(text := text_by(registrar), by=second, on=today)

    file = refuse(under_review(amelie, officer, on=today, type_code="raffle"), officer, on=today)

    letter = DecisionLetter.objects.filter(application=file).last()
    assert letter.texts["en"][0] == f"Refusal, file {file.ref}" and letter.wording == text
    assert letter.texts["fr"][1].startswith("Bonjour") and "Non, Fondation du Perroquet bleu." in letter.texts["fr"][1]


def test_where_a_language_is_missing_nothing_is_decided(amelie, officer, today, monkeypatch):
    file = under_review(amelie, officer, on=today, type_code="raffle")
    whole = letter_wording.shipped
    monkeypatch.setattr(
        decision_letters, "shipped", lambda name, code: ("", "") if code == "fr" else whole(name, code)
    )

    with pytest.raises(Unwritable):
        actions.approve(file, by=officer, on=today)

    assert not DecisionLetter.objects.exists() and not hasattr(file, "licence")


def test_the_desk_begins_with_what_ships_and_says_what_is_wrong(client, registrar, second):
    client.force_login(registrar)
    add = reverse("admin:licensing_lettertext_add")
    blank = client.get(f"{add}?letter=application_refused").text
    wrong = client.post(add, WHOLE | {"text_en": "{secret} {reasons} {recourse}"}).text
    client.post(add, WHOLE)
    text = LetterText.objects.get()
    page = reverse("admin:licensing_lettertext_change", args=[text.pk])
    own = client.post(reverse("admin:licensing_approve_text", args=[text.pk])).status_code
    client.force_login(second)
    shown = client.get(page).text
    client.post(reverse("admin:licensing_approve_text", args=[text.pk]))

    assert "Fees are not refunded." in blank and "{secret}" in wrong and "It knows: {greeting}" in wrong
    assert own == 403 and "No, Fondation du Perroquet bleu." in shown
    text.refresh_from_db()
    assert (text.written_by, text.approved_by) == (registrar, second)
