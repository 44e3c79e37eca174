"""An error in what is recorded, set right on the desk: a version, a letter, and a paper that replaces the old one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Organization
from licensing import public
from licensing.actions.correcting import correct
from licensing.correcting import recorded
from licensing.errors import NotNow, WrongCorrection
from licensing.models import DecisionLetter, Licence
from tests import samples
from tests.licensing.pressed import letters_on, previewed
from tests.licensing.test_registrar import desk, licence  # noqa: F401

PLACE = "premises..premises_name"


def page(licence):  # noqa: F811
    return reverse("admin:licensing_decide", args=[licence.pk, "correct"])


def put_right(licence, officer, today, key=PLACE, typed="Aréna", **facts):  # noqa: F811
    return correct(licence, by=officer, on=today, key=key, typed=typed, why="Faute de frappe.", **facts)


def test_an_answer_is_set_right_in_the_record_on_the_register_and_on_paper(licence, officer, today):  # noqa: F811
    version = put_right(licence, officer, today)

    assert Licence.objects.get().answers["premises"]["premises_name"] == "Aréna"
    assert "Aréna" in [answer for _question, answer in version.facts["fr"]] and version.number == 2
    assert any(answer == "Aréna" for _question, answer in public.page(licence.number, today).facts)
    assert licence.versions.get(number=1).answers["premises"]["premises_name"] == "Salle communautaire Rideau"
    assert licence.happenings.filter(verb="corrected", by=officer, note="Faute de frappe.").exists()


def test_the_letter_says_before_and_after_in_both_languages(licence, officer, today):  # noqa: F811
    put_right(licence, officer, today)

    texts = DecisionLetter.objects.get(licence=licence, application=None).texts
    for language, replaces in (("fr", "Elle remplace celle que vous avez"), ("en", "It replaces the one you have")):
        assert "Salle communautaire Rideau → Aréna" in texts[language][1] and replaces in texts[language][1]
        assert "Faute de frappe." in texts[language][1]


def test_the_holder_is_called_otherwise_everywhere(licence, officer, today):  # noqa: F811
    put_right(licence, officer, today, key="applicant..legal_name", typed="Fondation du Perroquet vert")

    licence.refresh_from_db()
    assert licence.holder == "Fondation du Perroquet vert" == Organization.objects.get(pk=licence.organization_id).name
    assert public.page(licence.number, today).holder == "Fondation du Perroquet vert"


@pytest.mark.parametrize(
    "key, typed", [(PLACE, ""), (PLACE, "Salle communautaire Rideau"), ("lottery..draw", "bingo")]
)
def test_what_its_page_refuses_or_what_changes_nothing_is_refused(licence, officer, today, key, typed):  # noqa: F811
    with pytest.raises(WrongCorrection):
        put_right(licence, officer, today, key=key, typed=typed)

    assert licence.versions.count() == 1


@pytest.mark.parametrize(
    "key", ["premises..nothing", "nowhere..premises_name", "responsible-members.zz.member_name", "x"]
)
def test_an_answer_that_is_not_there_is_not_corrected(licence, officer, today, key):  # noqa: F811
    with pytest.raises(NotNow):
        put_right(licence, officer, today, key=key)


def test_it_is_for_those_who_decide_and_for_the_version_that_was_read(licence, officer, today):  # noqa: F811
    with pytest.raises(PermissionDenied):
        put_right(licence, samples.staff("intake"), today)
    put_right(licence, officer, today, version_seen=1)
    with pytest.raises(NotNow):
        put_right(licence, officer, today, typed="Gymnase", version_seen=1)


def test_a_row_of_a_list_is_corrected_alone(licence, officer, today):  # noqa: F811
    rows = [one for one in recorded(licence, today) if one.key.startswith("responsible-members.")]
    key = next(one.key for one in rows if one.key.endswith(".member_name"))
    put_right(licence, officer, today, key=key, typed="Chantal Corrigée")

    licence.refresh_from_db()
    names = [row["member_name"] for row in licence.answers["responsible-members"]]
    assert names.count("Chantal Corrigée") == 1 and len(names) > 1


def test_the_desk_asks_which_answer_then_what_and_shows_the_letter(desk, licence, today):  # noqa: F811
    first = desk.get(page(licence)).text
    second = desk.post(page(licence), {"question": PLACE}).text
    facts = {"question": PLACE, "value": "Aréna", "why": "Faute de frappe.", "version": 1}
    wrong = desk.post(page(licence), facts | {"value": ""}).text
    read, all_of_it = previewed(desk, page(licence), facts)
    desk.post(page(licence), all_of_it)

    assert "Salle communautaire Rideau" in first and 'value="Salle communautaire Rideau"' in second
    assert "See the letter first" in second and "Faute de frappe." in wrong and "errorlist" in wrong
    assert "→ Aréna" in letters_on(read)["fr"] and licence.versions.count() == 2
    shown = desk.get(reverse("admin:licensing_licence_change", args=[licence.pk])).text
    assert "Replaced" in shown and "Error corrected" in shown


def test_a_day_is_corrected_as_a_day(desk, licence, today):  # noqa: F811
    key = next(one.key for one in recorded(licence, today) if one.key.endswith("_on"))
    day = (today + timedelta(45)).isoformat()
    _read, all_of_it = previewed(desk, page(licence), {"question": key, "value": day, "why": "x", "version": 1})
    desk.post(page(licence), all_of_it)

    slug, _row, name = key.split(".", 2)
    licence.refresh_from_db()
    assert licence.answers[slug][name] == day.split("-")
