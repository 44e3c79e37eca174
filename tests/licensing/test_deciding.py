"""A decision by two people: recommended by one, announced to the applicant, made by another."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from licensing import actions, tasks
from licensing.clock import proposals as clock
from licensing.errors import ByTwo, ChecksOpen, NoReasons, NotNow
from licensing.models import Application, ConditionText, DecisionLetter, Licence, Proposal, Recommendation
from licensing.states import State
from licensing.timeline import holders
from licensing.turns import Turn
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.licensing import stores
from tests.licensing.noticed import under_review
from tests.licensing.pressed import decided
from tests.licensing.refused import recommended, refuse, senior

pytestmark = pytest.mark.usefixtures("storage")
LAST_DAY = date(2026, 12, 7)  # the fifteenth day, December 6, is a Sunday
OWN = {step.slug: step for step in LICENCE_TYPES["raffle"].steps}


@pytest.fixture
def file(amelie, officer, today):
    return under_review(amelie, officer, on=today, type_code="raffle")


@pytest.fixture
def proposed(file, officer, today):
    actions.propose_refusal(recommended(file, officer), by=senior(), on=today, reason="Les prix sont incertains.")
    return again(file)


def again(application):
    return Application.objects.get(pk=application.pk)


def do(verb, application):
    return reverse("admin:licensing_do", args=[application.pk, verb])


def desk_of(client, person, application):
    """The addresses of the buttons that this person has on the page of a file."""
    client.force_login(person)
    text = client.get(reverse("admin:licensing_application_change", args=[application.pk])).text
    return {verb for verb in ("recommend", "propose_refusal", "refuse", "approve") if do(verb, application) in text}


def next_round(file, officer, owner, today):
    actions.ask(file, by=officer, text="?", steps=["premises"], due_on=today + timedelta(15))
    actions.save_step(again(file), OWN["premises"], file.answers["premises"] | {"premises_name": "Aréna"}, by=owner)
    actions.reply(again(file), by=owner, on=today, text="Voilà.")
    items = file.requests.get().items.all()
    actions.judge_answers(again(file), by=officer, outcomes={item.pk: ("accepted", "") for item in items})
    return again(file)


def test_nobody_refuses_what_nobody_recommended(file, officer, today):
    with pytest.raises(NotNow):
        actions.refuse(file, by=senior(), on=today, reason="Non.")
    with pytest.raises(PermissionDenied):
        actions.refuse(recommended(file, officer), by=officer, on=today, reason="Non.")

    assert again(file).state == State.IN_REVIEW


def test_whoever_recommends_a_refusal_does_not_decide_it(file, today):
    recommended(file, senior())

    with pytest.raises(ByTwo):
        actions.propose_refusal(file, by=senior(), on=today, reason="Non.")

    registrar = samples.staff("registrar")
    assert actions.propose_refusal(file, by=registrar, on=today, reason="Non.").by == registrar


@pytest.mark.parametrize("reasons", ["", "  \n "])
def test_a_refusal_without_reasons_is_refused(file, officer, today, reasons):
    with pytest.raises(NoReasons):
        actions.recommend(file, by=officer, outcome="refuse", reasons=reasons)
    with pytest.raises(NoReasons):
        actions.propose_refusal(recommended(file, officer), by=senior(), on=today, reason=reasons)

    assert not Proposal.objects.exists()


def test_the_desk_asks_for_the_reasons_and_proposes_those_that_were_recommended(client, file, officer):
    client.force_login(officer)
    silent = client.post(do("recommend", file), {"outcome": "refuse", "round": 1})
    client.post(do("recommend", file), {"outcome": "refuse", "reasons": "Prix incertains.", "round": 1})
    client.force_login(senior())

    assert "A refusal needs its reasons." in silent.text
    assert Recommendation.objects.get().reasons == "Prix incertains."
    shown = client.get(do("propose_refusal", file)).text
    assert "Prix incertains.</textarea>" in shown and "avis d’ordre envisagé" not in shown


def test_buttons_follow_the_role_and_how_far_it_has_come(client, file, officer, today):
    boss = senior()
    seen = [desk_of(client, boss, file)]
    recommended(file, officer)
    seen += [desk_of(client, officer, file), desk_of(client, boss, file)]
    actions.propose_refusal(file, by=boss, on=today, reason="Non.")
    seen.append(desk_of(client, boss, file))

    both = {"recommend", "approve"}
    assert seen == [both, both, both | {"propose_refusal"}, both | {"refuse"}]
    client.force_login(officer)
    assert client.get(do("refuse", file)).status_code == 403


def test_the_notice_gives_fifteen_days_and_its_letter_says_so_in_both_languages(proposed):
    tasks.mail_proposal(proposed.events.get(verb="propose_refusal").pk)

    texts = DecisionLetter.objects.get(application=proposed).texts
    assert proposed.proposals.get().review_by == LAST_DAY
    assert texts["en"][0].startswith("Notice of Proposal to refuse") and "December 7, 2026" in texts["en"][1]
    assert texts["fr"][0].startswith("Avis d’ordre envisagé") and "7\xa0décembre\xa02026" in texts["fr"][1]
    assert all("Les prix sont incertains." in texts[language][1] for language in texts)


@pytest.mark.parametrize(
    ("type_code", "name"), [("liquor-sales", "Avis de proposition"), ("cannabis-operator", "Avis d’intention")]
)
def test_the_notice_is_called_as_its_sector_calls_it(amelie, officer, today, type_code, name):
    file = under_review(amelie, officer, on=today, type_code=type_code)
    actions.propose_refusal(recommended(file, officer), by=senior(), on=today, reason="Non.")
    tasks.mail_proposal(file.events.get(verb="propose_refusal").pk)

    assert DecisionLetter.objects.get(application=file).texts["fr"][0].startswith(name)


def test_no_decision_before_the_end_of_the_last_day_either_way(proposed):
    for decide in (actions.approve, actions.refuse):
        reason = {"reason": "Non."} if decide is actions.refuse else {}
        with pytest.raises(ChecksOpen):
            decide(proposed, by=senior(), on=LAST_DAY, **reason)

    actions.refuse(proposed, by=senior(), on=LAST_DAY + timedelta(1), reason="Non.")
    tasks.mail_refusal(proposed.events.get(verb="refuse").pk)

    text = DecisionLetter.objects.filter(application=proposed).last().texts["en"][1]
    assert "Nobody asked" in text and "by December 7, 2026" in text and "You may ask" not in text


def test_the_clock_closes_the_check_once_the_last_day_is_over(proposed, time_machine):
    clock.go_round(LAST_DAY)
    assert proposed.checks.get(code="proposal").closed_at is None
    assert holders(again(proposed), LAST_DAY) == [Turn.YOU]

    clock.go_round(LAST_DAY + timedelta(1))
    assert proposed.checks.get(code="proposal").closed_at


def test_an_applicant_who_does_without_a_hearing_is_decided_at_once(client, proposed, amelie, today):
    client.force_login(amelie)
    page = client.get(proposed.get_absolute_url()).text
    address = reverse("licensing:waive_hearing", args=[proposed.ref])
    before = client.get(address)
    client.post(address)

    assert "December 7, 2026" in page and address in page and before.status_code == 200
    actions.refuse(proposed, by=senior(), on=today, reason="Non.")
    assert again(proposed).state == State.REFUSED
    assert client.post(address).status_code == 302


def test_nobody_else_does_without_a_hearing_for_them(client, proposed):
    client.force_login(samples.person("voisin@example.org"))

    assert client.post(reverse("licensing:waive_hearing", args=[proposed.ref])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.waive_hearing(proposed, by=senior())


def test_a_hearing_holds_the_decision_until_the_tribunal_has_spoken(client, proposed):
    later = LAST_DAY + timedelta(30)
    client.force_login(senior())
    client.post(do("settle_proposal", proposed), {"outcome": "hearing", "note": "Avis du tribunal reçu."})
    clock.go_round(later)
    with pytest.raises(ChecksOpen):
        actions.refuse(proposed, by=senior(), on=later, reason="Non.")
    with pytest.raises(NotNow):
        actions.waive_hearing(proposed, by=proposed.created_by)

    actions.settle_proposal(proposed, by=senior(), outcome="heard", note="Décision du tribunal.")
    actions.refuse(proposed, by=senior(), on=later, reason="Non.")
    assert again(proposed).state == State.REFUSED


def test_a_notice_that_is_taken_back_lets_the_file_be_approved(proposed, officer, today):
    actions.settle_proposal(proposed, by=senior(), outcome="dropped", note="Documents reçus.")

    with pytest.raises(NotNow):
        actions.refuse(proposed, by=senior(), on=LAST_DAY + timedelta(9), reason="Non.")
    assert actions.approve(proposed, by=officer, on=today)


def test_a_store_is_refused_directly(amelie, officer, today):
    file = stores.under_review(amelie, officer, on=today)
    recommended(file, officer)

    with pytest.raises(NotNow):
        actions.propose_refusal(file, by=senior(), on=today, reason="Non.")
    actions.refuse(file, by=senior(), on=today, reason="Trop près d’une école.")

    assert again(file).state == State.REFUSED


@pytest.mark.parametrize("verb", ["approve", "recommend", "propose_refusal"])
def test_a_decision_on_a_round_that_was_replaced_is_refused(client, file, amelie, officer, today, verb):
    boss = senior()
    client.force_login(boss)
    data = {"round": 1, "outcome": "approve", "reason": "Non."}
    recommended(next_round(file, officer, amelie, today), officer)

    answer = client.post(do(verb, file), data, follow=True)

    assert "sent a new round meanwhile, round 2" in answer.text and again(file).state == State.IN_REVIEW
    assert Recommendation.objects.count() == 1 and not Licence.objects.exists() and not Proposal.objects.exists()


def test_what_was_recommended_of_a_round_says_nothing_of_the_next(proposed, amelie, officer, today):
    file = next_round(proposed, officer, amelie, today)
    with pytest.raises(NotNow):
        actions.refuse(file, by=senior(), on=LAST_DAY + timedelta(1), reason="Non.")

    actions.propose_refusal(recommended(file, officer), by=senior(), on=today, reason="Encore.")

    assert list(file.proposals.values_list("outcome", flat=True)) == ["dropped", ""]


def test_two_officers_who_decide_at_once_decide_once(client, file, officer, today):
    client.force_login(senior())
    assert client.get(do("approve", file)).status_code == 200
    actions.approve(file, by=officer, on=today)

    answer = client.post(do("approve", file), {"round": 1}, follow=True)

    assert "has changed since you opened it" in answer.text and "Approved" in answer.text
    assert file.events.filter(verb="approve").count() == 1


def test_a_type_may_ask_two_people_for_an_approval_too(client, file, officer, today, monkeypatch):
    monkeypatch.setitem(LICENCE_TYPES, "raffle", replace(LICENCE_TYPES["raffle"], approved_by_two=True))
    pairs = [("Une condition.", "One condition.")]
    with pytest.raises(ByTwo):
        actions.approve(file, by=officer, on=today)
    actions.recommend(file, by=officer, outcome="approve", conditions=pairs)
    client.force_login(officer)
    alone = client.post(do("approve", file), {"round": 1})
    client.force_login(senior())
    shown = client.get(do("approve", file)).text

    assert "two people make this decision" in alone.text and "Une condition.</textarea>" in shown
    assert actions.approve(file, by=senior(), on=today)


def test_what_was_recommended_stays_as_it_was_written(proposed):
    for rows in (Recommendation.objects, Proposal.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(reasons="autre")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete("default")


def test_the_applicant_reads_nothing_of_what_was_recommended(client, file, officer, amelie):
    recommended(file, officer, reason="Perroquets douteux.")
    client.force_login(amelie)

    assert "douteux" not in client.get(file.get_absolute_url()).text
    client.force_login(senior())
    page = client.get(reverse("admin:licensing_application_change", args=[file.pk])).text
    assert "Perroquets douteux." in page


def test_a_condition_of_the_library_is_ticked_beside_one_that_is_written(client, file, officer):
    texts = {"text_fr": "Fermé la nuit.", "text_en": "Closed at night."}
    facts = {"code": "night", "sectors": ["charitable-gaming"], **texts}
    ConditionText.objects.create(**facts)
    client.force_login(officer)

    written = {"conditions_fr": "Une autre.", "conditions_en": "Another."}
    decided(client, do("approve", file), {"round": 1, "library": ["night"], **written})

    added = list(Licence.objects.get().conditions.values_list("text_fr", "text_en"))[-2:]
    assert added == [("Fermé la nuit.", "Closed at night."), ("Une autre.", "Another.")]


@pytest.mark.parametrize(
    "wrong", [{"text_fr": ""}, {"text_en": ""}, {"sectors": ["alcohol"]}, {"active": False}], ids=str
)
def test_a_condition_that_is_not_whole_or_not_theirs_cannot_be_chosen(client, file, officer, wrong):
    facts = {"text_fr": "Fermé.", "text_en": "Closed.", "sectors": ["charitable-gaming"]}
    ConditionText.objects.create(code="whole", **facts)
    ConditionText.objects.create(code="other", **facts | wrong)
    client.force_login(officer)

    answer = client.post(do("approve", file), {"round": 1, "library": ["other"]})

    assert answer.status_code == 200 and "other" in answer.text and not Licence.objects.exists()


def test_the_registrar_keeps_the_library_and_no_officer_does(client, officer):
    typed = {"code": "night", "text_fr": "Fermé la nuit.", "text_en": "", "sectors": ["alcohol"], "active": "on"}
    statuses = []
    for person in (officer, samples.staff("registrar")):
        client.force_login(person)
        statuses.append(client.post(reverse("admin:licensing_conditiontext_add"), typed).status_code)

    assert statuses == [403, 302] and ConditionText.objects.get(code="night").text_fr == "Fermé la nuit."


def test_a_refusal_takes_two_from_beginning_to_end(file, officer, today):
    assert refuse(file, officer, on=today).state == State.REFUSED
    verbs = ["recommend", "propose_refusal", "waive_hearing", "refuse"]
    assert list(file.events.filter(verb__in=verbs).values_list("verb", flat=True)) == verbs
