"""« Issued » and « authorized to open » are two days; and the letter about each decision, in both languages."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing import actions, decision_letters, papers, tasks
from licensing.errors import NotNow
from licensing.models import DecisionLetter, Licence
from tests import samples
from tests.licensing import sanctions, stores
from tests.licensing.noticed import under_review
from tests.licensing.pressed import decided
from tests.licensing.refused import refuse


@pytest.fixture
def reviewed(amelie, officer, today, storage):
    return stores.under_review(amelie, officer, on=today)


@pytest.fixture
def licence(reviewed, officer, today):
    """Issued on this day and in force, not open yet."""
    return stores.granted(reviewed, officer, on=today)


def page(licence, verb="authorize-to-open"):
    return reverse("admin:licensing_decide", args=[licence.pk, verb])


def told(text):
    return Letter.objects.filter(body__contains=text)


def test_it_opens_at_once_for_everybody_and_the_certificate_says_so(client, licence, officer, today):
    register = reverse("public_search:licence", args=[licence.number])
    assert "Not authorized to open yet" in client.get(register).text
    client.force_login(officer)

    decided(client, page(licence), {"round": 1, "opens_on": today.isoformat()})

    client.logout()
    shown = client.get(register).text
    assert "Issued on" in shown and "Authorized to open on" in shown and "Not authorized" not in shown
    assert licence.last_version.opens_on == today and licence.last_version.number == 2
    assert licence.happenings.filter(verb="opens", on=today).exists()
    assert told("Vous êtes autorisé à ouvrir le 21\xa0novembre\xa02026.").count() == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ["Délivrée le 21\xa0novembre\xa02026", "Autorisée à ouvrir le", "30\xa0novembre\xa02026"]),
     ("en", ["Issued on November 21, 2026", "Authorized to open on", "November 30, 2026"])],
)  # fmt: skip
def test_the_certificate_prints_both_days(reviewed, officer, today, language, words):
    licence = stores.granted(reviewed, officer, on=today, opens_on=today + timedelta(days=9))

    with papers.certificate(licence.last_version, language).content.open() as made:
        page = pypdfium2.PdfDocument(made.read())[0].get_textpage().get_text_range()
    assert [word for word in words if word not in " ".join(page.split()) and word not in page] == []


def test_it_may_be_given_with_the_approval(client, reviewed, officer, today):
    reviewed.checks.update(closed_at=timezone.now())
    client.force_login(officer)

    address = reverse("admin:licensing_do", args=[reviewed.pk, "approve"])
    decided(client, address, {"round": 1, "opens_on": today.isoformat()})

    licence = Licence.objects.get(application=reviewed)
    assert licence.opens_on == today and licence.versions.get().opens_on == today
    tasks.issue_certificate(reviewed.events.get(verb="approve").pk)
    assert told("autorisé à ouvrir le 21").exists()


@pytest.mark.parametrize("days", [-1, 4000])
def test_nothing_opens_before_it_is_issued_or_after_its_end(client, licence, officer, today, days):
    client.force_login(officer)

    answer = client.post(page(licence), {"opens_on": (today + timedelta(days=days)).isoformat()})

    assert answer.status_code == 200 and Licence.objects.get(pk=licence.pk).opens_on is None
    with pytest.raises(NotNow):
        actions.authorize_to_open(licence, by=officer, on=today, opens_on=today + timedelta(days=days))


def test_it_is_said_once_and_not_while_suspended(client, licence, officer, today):
    sanctions.suspend(licence, by=officer, since=today, until=None, why="Plaintes.")
    client.force_login(officer)
    assert page(licence) not in client.get(reverse("admin:licensing_licence_change", args=[licence.pk])).text
    with pytest.raises(NotNow):
        actions.authorize_to_open(licence, by=officer, on=today, opens_on=today)
    actions.lift(licence, by=officer, on=today, why="Réglé.")

    actions.authorize_to_open(licence, by=officer, on=today, opens_on=today)

    assert page(licence) not in client.get(reverse("admin:licensing_licence_change", args=[licence.pk])).text
    with pytest.raises(NotNow):
        actions.authorize_to_open(licence, by=officer, on=today, opens_on=today + timedelta(days=1))


def test_a_type_that_opens_with_its_first_day_is_not_asked(client, amelie, officer, today, storage):
    file = under_review(amelie, officer, on=today, type_code="raffle")
    client.force_login(officer)

    assert "opens_on" not in client.get(reverse("admin:licensing_do", args=[file.pk, "approve"])).text
    with pytest.raises(NotNow):
        actions.approve(file, by=officer, on=today, opens_on=today)


# letters


@pytest.fixture
def with_conditions(reviewed, officer, today):
    licence = stores.granted(reviewed, officer, on=today, conditions=[("Fermé la nuit.", "Closed at night.")])
    tasks.issue_certificate(reviewed.events.get(verb="approve").pk)
    return licence


def test_an_approval_with_conditions_says_them_and_the_road_to_review_in_both_languages(with_conditions):
    letter = DecisionLetter.objects.get(licence=with_conditions)

    assert "Fermé la nuit." in letter.texts["fr"][1] and "contrôle judiciaire" in letter.texts["fr"][1]
    assert "Closed at night." in letter.texts["en"][1] and "judicial review" in letter.texts["en"][1]
    (sent,) = Letter.objects.filter(files__name__contains="-decision-").distinct()
    names = [file.name for file in sent.files.order_by("pk")]
    assert [name.rsplit("-", 1)[1] for name in names[1:]] == ["fr.pdf", "en.pdf"]


@pytest.mark.parametrize("verb", ["suspend", "revoke", "condition"])
def test_what_is_decided_about_a_licence_goes_to_the_tribunal_within_15_days(licence, officer, today, verb):
    if verb == "suspend":
        actions.suspend_at_once(licence, by=officer, on=today, why="Plaintes.")
    elif verb == "revoke":
        actions.propose_about(licence, by=officer, on=today, act="revoke", reason="Plaintes.")
    else:
        actions.add_condition(licence, by=officer, on=today, french="Une.", english="One.", why="Plaintes.")

    text = DecisionLetter.objects.filter(licence=licence).last().texts
    assert "Licence Appeal Tribunal" in text["en"][1] and "December 7, 2026" in text["en"][1]  # the 6th is a Sunday
    assert "TAMP" in text["fr"][1] and "7\xa0décembre\xa02026" in text["fr"][1]
    assert told("TAMP").exists()


def test_a_refusal_that_is_final_leads_to_the_court(reviewed, officer, today):
    refuse(reviewed, officer, on=today, reason="Trop près d’une école.")
    tasks.mail_refusal(reviewed.events.get(verb="refuse").pk)

    text = DecisionLetter.objects.get(application=reviewed).texts["en"][1]
    assert "Divisional Court" in text and "Tribunal" not in text and "Trop près d’une école." in text


def test_another_refusal_says_that_the_tribunal_could_have_been_asked(amelie, officer, today, storage):
    file = refuse(under_review(amelie, officer, on=today), officer, on=today)
    tasks.mail_refusal(file.events.get(verb="refuse").pk)

    text = DecisionLetter.objects.filter(application=file).last().texts["en"][1]
    assert "you do without a hearing" in text and "Divisional Court" not in text


@pytest.mark.parametrize(("language", "word"), [("fr", "révoque"), ("en", "revokes")])
def test_a_letter_is_a_tagged_pdf_in_its_language(client, licence, officer, amelie, today, language, word):
    sanctions.revoke(licence, by=officer, on=today, why="Plaintes.")
    letter = DecisionLetter.objects.get(licence=licence, application=None)
    client.force_login(amelie)

    answer = client.get(reverse("licensing:decision_letter", args=[letter.pk, language]))

    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        assert opened.Root.Lang == f"{language}-CA" and opened.Root.MarkInfo.Marked
        assert str(opened.docinfo["/Title"]) == letter.texts[language][0]
    assert word in pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()


def test_a_letter_is_for_those_it_concerns(client, licence, officer, amelie, today):
    sanctions.revoke(licence, by=officer, on=today, why="Plaintes.")
    letter = DecisionLetter.objects.get(licence=licence, application=None)
    url = reverse("licensing:decision_letter", args=[letter.pk, "en"])
    client.force_login(samples.person("stranger@example.org"))
    assert client.get(url).status_code == 404

    client.force_login(amelie)

    assert client.get(url).status_code == 200
    assert client.get(reverse("licensing:decision_letter", args=[letter.pk, "de"])).status_code == 404
    assert url in client.get(reverse("licensing:licence", args=[licence.number])).text


def test_a_letter_never_changes(licence, officer, today):
    sanctions.revoke(licence, by=officer, on=today, why="Plaintes.")
    letter = DecisionLetter.objects.get(licence=licence, application=None)

    assert decision_letters.printed(letter, "fr") == decision_letters.printed(letter, "fr")
    with pytest.raises(Exception, match="Cannot update"):
        DecisionLetter.objects.update(decided_on=today + timedelta(days=1))
