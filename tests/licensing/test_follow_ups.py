"""What is asked about a licence that exists, and what the registrar decides about it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessCode, Organization
from icajo import mail
from icajo.models import Letter
from licensing import actions, papers, public
from licensing.actions.correcting import correct
from licensing.definition import Again, Effect, Procedure, Purpose, Term
from licensing.errors import NotNow
from licensing.fees import assess
from licensing.models import Application, DecisionLetter, Happening, Licence
from licensing.rounds import as_recorded, changes
from licensing.standing import Standing, standing
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from licensing.types.raffle import raffle
from tests import samples
from tests.licensing import sanctions

NOON = "2026-11-21 12:00:00-05:00"


def nothing(purpose, answers, rate):
    return []


def unpaid_penalty(licence, on):
    return "A penalty is unpaid." if licence.penalties.filter(paid_on=None).exists() else ""


PAGES = {step.slug: step for step in raffle.steps}
CHANGES = [
    replace(
        raffle.new,
        code="renewal",
        purpose=Purpose.RENEWAL,
        effect=Effect.RENEW,
        fee=nothing,
        rules=[],
        documents=[],
        term=lambda a, on: Term(on, on + timedelta(days=364)),
    ),
    Procedure(
        code="place",
        purpose=Purpose.CHANGE,
        effect=Effect.AMEND,
        label="Place",
        steps=[PAGES["premises"]],
        fee=nothing,
    ),
    Procedure(
        code="name", purpose=Purpose.CHANGE, effect=Effect.AMEND, label="Name", steps=[PAGES["applicant"]], fee=nothing
    ),
    Procedure(
        code="transfer",
        purpose=Purpose.TRANSFER,
        effect=Effect.TRANSFER,
        label="Transfer",
        steps=[PAGES["applicant"]],
        fee=nothing,
        refused=unpaid_penalty,
    ),
    Procedure(
        code="surrender",
        purpose=Purpose.CHANGE,
        effect=Effect.SURRENDER,
        label="Surrender",
        steps=[PAGES["eligibility"]],
        fee=nothing,
        ends=lambda a, on: on + timedelta(days=3),
    ),
]


@pytest.fixture(autouse=True)
def asked_about(monkeypatch, time_machine):
    """A raffle of which more can be asked than in life, on a fixed day."""
    time_machine.move_to(NOON, tick=False)
    changed = replace(raffle, procedures=CHANGES, again=Again(label="Renew", procedure="renewal", opens=400))
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", changed)


@pytest.fixture
def today():
    return date(2026, 11, 21)


@pytest.fixture
def licence(amelie, officer, today, storage):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    licence = actions.approve(application, by=officer, on=today, conditions=[("Une condition.", "One condition.")])
    Licence.objects.filter(pk=licence.pk).update(starts_on=today - timedelta(days=300))
    licence.refresh_from_db()
    return licence


def asked(licence, code, *, by, today, **pages):
    """A draft of this procedure, with these pages typed over what it begins with."""
    draft = actions.start_procedure(licence, licence.type.procedure(code), by=by, on=today, once=code)
    draft.answers = {slug: draft.answers.get(slug, {}) | typed for slug, typed in {**draft.answers, **pages}.items()}
    draft.save()
    return draft


def decided(draft, officer, today):
    owner = draft.created_by
    actions.seal(draft, by=owner, on=today, fee_seen=assess(draft, today).total)
    actions.submit(draft, by=owner, at=timezone.now())
    actions.take(draft, by=officer)
    licence = actions.approve(draft, by=officer, on=today)
    licence.refresh_from_db()
    return licence


def test_a_renewal_keeps_the_number_and_begins_where_the_last_term_ended(licence, amelie, officer, today):
    last = licence.expires_on
    draft = actions.start_again(licence, by=amelie, on=today, once="r")
    assert draft.answers["premises"] == licence.answers["premises"]

    renewed = decided(draft, officer, today)

    assert renewed.number == licence.number and renewed.expires_on == last + timedelta(days=365)
    assert [one.number for one in renewed.versions.all()] == [1, 2]
    assert renewed.last_version.application == draft


def test_a_change_begins_with_what_is_known_and_leaves_a_version_that_says_it(licence, amelie, officer, today):
    draft = asked(licence, "place", by=amelie, today=today, premises={"premises_name": "Salle du Moulin"})

    changed = decided(draft, officer, today)

    first, second = changed.versions.all()
    said = [answer for _question, answer in second.facts["fr"]]
    assert "Salle du Moulin" in said and "Salle du Moulin" not in str(first.facts)
    assert changed.answers["premises"]["premises_street"] == "250, rue Somerset Est"
    assert second.conditions == {"fr": first.conditions["fr"], "en": first.conditions["en"]} != {"fr": [], "en": []}


def test_the_officer_reads_what_differs_and_nothing_else(licence, amelie, officer, today):
    draft = asked(licence, "place", by=amelie, today=today, premises={"premises_name": "Salle du Moulin"})
    actions.seal(draft, by=amelie, on=today, fee_seen=0)

    differs = changes(as_recorded(draft), draft.last_round, "en")

    assert [(one.before, one.after) for one in differs] == [("Salle communautaire Rideau", "Salle du Moulin")]


def test_a_new_name_is_the_holders_from_now_on(licence, amelie, officer, today):
    draft = asked(licence, "name", by=amelie, today=today, applicant={"legal_name": "Fondation du Perroquet vert"})

    changed = decided(draft, officer, today)

    assert changed.holder == "Fondation du Perroquet vert" == Organization.objects.get(pk=changed.organization_id).name
    assert changed.published.holder == changed.holder


def test_a_transfer_gives_the_rest_of_the_term_to_the_buyer_with_a_code_of_their_own(licence, amelie, officer, today):
    buyer = {"legal_name": "Acheteuse inc.", "contact_email": "acheteuse@example.org"}
    draft = asked(licence, "transfer", by=amelie, today=today, applicant=buyer)

    bought = decided(draft, officer, today)

    licence.refresh_from_db()
    assert (bought.holder, bought.expires_on, bought.starts_on) == ("Acheteuse inc.", licence.expires_on, today)
    assert licence.replaced_by == bought and bought.number != licence.number
    assert (standing(licence, today), standing(bought, today)) == (Standing.TRANSFERRED, Standing.IN_FORCE)
    letter = Letter.objects.get(key__startswith=f"transferred-{bought.number}-")
    assert letter.to == "acheteuse@example.org"
    assert AccessCode.objects.get(organization=bought.organization).selector in mail.opened(letter.body).replace(
        "-", ""
    )
    assert not Licence.objects.visible_to(amelie).filter(pk=bought.pk).exclude(application=draft).exists()


def test_a_transfer_waits_for_the_penalty_to_be_paid(licence, amelie, today):
    penalty = licence.penalties.create(amount=500, ordered_on=today)
    with pytest.raises(NotNow):
        asked(licence, "transfer", by=amelie, today=today)

    penalty.paid_on = today
    penalty.save()

    assert asked(licence, "transfer", by=amelie, today=today).is_draft


def test_what_is_given_back_counts_to_the_end_of_its_last_day(licence, amelie, officer, today):
    given_back = decided(asked(licence, "surrender", by=amelie, today=today), officer, today)

    last = today + timedelta(days=3)
    assert standing(given_back, last) == Standing.IN_FORCE
    assert standing(given_back, last + timedelta(days=1)) == Standing.SURRENDERED
    assert given_back.versions.count() == 1


def test_a_change_is_not_filed_nor_decided_on_a_licence_that_ended_meanwhile(licence, amelie, officer, today):
    draft = asked(licence, "place", by=amelie, today=today, premises={"premises_name": "Salle du Moulin"})
    actions.seal(draft, by=amelie, on=today, fee_seen=0)
    actions.submit(draft, by=amelie, at=timezone.now())
    actions.take(draft, by=officer)
    sanctions.revoke(licence, by=officer, on=today - timedelta(days=1), why="Motif.")

    with pytest.raises(NotNow):
        actions.approve(draft, by=officer, on=today)
    with pytest.raises(NotNow):
        asked(licence, "name", by=amelie, today=today)


def test_a_change_begun_twice_is_one_draft_and_one_decided_is_over(licence, amelie, officer, today):
    first = asked(licence, "place", by=amelie, today=today, premises={"premises_name": "Salle du Moulin"})
    assert asked(licence, "place", by=amelie, today=today) == first
    decided(first, officer, today)

    again = actions.start_procedure(licence, licence.type.procedure("place"), by=amelie, on=today, once="other")

    assert again != first and again.answers["premises"]["premises_name"] == "Salle du Moulin"


def test_a_suspension_shows_while_it_runs_and_not_once_it_is_lifted(licence, officer, today):
    sanctions.suspend(licence, by=officer, since=today, until=today + timedelta(days=9), why="Plaintes.")
    assert standing(licence, today) == standing(licence, today + timedelta(days=9)) == Standing.SUSPENDED
    assert standing(licence, today + timedelta(days=10)) == Standing.IN_FORCE

    actions.lift(licence, by=officer, on=today + timedelta(days=2), why="Réglé.")

    assert standing(licence, today + timedelta(days=1)) == Standing.SUSPENDED
    assert standing(licence, today + timedelta(days=2)) == Standing.IN_FORCE
    assert Letter.objects.filter(key__startswith="suspension-").count() == 1


def test_nobody_suspends_twice_and_only_an_officer_decides(licence, amelie, officer, today):
    sanctions.suspend(licence, by=officer, since=today, until=None, why="Plaintes.")

    with pytest.raises(NotNow):
        sanctions.suspend(licence, by=officer, since=today, until=None, why="Encore.")
    with pytest.raises(PermissionDenied):
        actions.lift(licence, by=amelie, on=today, why="Moi.")


def test_a_condition_comes_and_goes_and_each_version_prints_its_own(licence, officer, today):
    condition = actions.add_condition(
        licence, by=officer, on=today, french="Fermé à minuit.", english="Closed at midnight.", why="Voisinage."
    )
    actions.remove_condition(condition, by=officer, on=today, why="Réglé.")

    texts = [one.conditions["fr"] for one in licence.versions.all()]
    assert [("Fermé à minuit." in one) for one in texts] == [False, True, False]
    printed = papers.certificate_context(licence.versions.get(number=2), "en")["conditions"]
    assert "Closed at midnight." in printed
    with pytest.raises(NotNow):
        actions.remove_condition(condition, by=officer, on=today, why="Encore.")


def test_what_became_of_a_licence_is_written_once(licence, officer, today):
    sanctions.suspend(licence, by=officer, since=today, until=None, why="Plaintes.")

    with pytest.raises(Exception, match="Cannot"):
        Happening.objects.filter(licence=licence).update(note="autre")


def test_the_pages_lead_from_the_menu_to_the_draft(client, licence, amelie):
    client.force_login(amelie)
    chosen = client.get(reverse("licensing:choose_licence"), {"licence": licence.number})
    page = client.get(chosen.url)
    assert "Place" in page.text and "Surrender" in page.text

    begun = client.post(chosen.url, {"change": "place", "once": "0123456789abcdef"})

    draft = Application.objects.get(procedure_code="place")
    assert begun.url == reverse("licensing:step", args=[draft.ref, "premises"])
    review = client.get(reverse("licensing:review", args=[draft.ref]), HTTP_ACCEPT_LANGUAGE="en")
    assert "Rien n’a changé" in review.text or "Nothing changed" in review.text


def test_a_kind_of_licence_without_forms_is_explained_to_us(client, licence, amelie, monkeypatch):
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", replace(raffle, procedures=[]))
    client.force_login(amelie)

    answer = client.get(reverse("licensing:change", args=[licence.number]))

    assert answer.url.startswith(reverse("submissions:question")) and licence.number in answer.url


def test_the_holder_prints_each_version(client, licence, amelie):
    papers.certify(licence.last_version)
    client.force_login(amelie)

    page = client.get(reverse("licensing:licence", args=[licence.number]))

    address = reverse("licensing:version", args=[licence.number, 1])
    assert address in page.text
    assert b"".join(client.get(address)).startswith(b"%PDF")


def by_registrar(verb, **facts):
    """A decision nobody asked for, as the desk makes it."""

    def act(licence, amelie, officer, today):
        about = licence
        if verb == "lift":
            sanctions.suspend(licence, by=officer, since=today, until=None, why="Plaintes.")
        elif verb == "remove_condition":
            about = licence.conditions.last()
        action = correct if verb == "correct" else getattr(sanctions, verb, None) or getattr(actions, verb)
        action(about, by=officer, why="Motif.", **{"since" if verb == "suspend" else "on": today}, **facts)

    return act


def by_request(code, **pages):
    """A decision that the holder asked for."""
    return lambda licence, amelie, officer, today: decided(
        asked(licence, code, by=amelie, today=today, **pages), officer, today
    )


ONE = by_registrar("add_condition", french="Une.", english="One.")
DECIDED = {  # (what is done, its happening, its letter, what the public reads the day after, may it be contested)
    "suspend": (by_registrar("suspend", until=None), "suspended", "suspends", Standing.SUSPENDED, False),
    "suspend at once": (by_registrar("suspend_at_once"), "suspended", "at most", Standing.SUSPENDED, True),
    "lift": (by_registrar("lift"), "lifted", "is lifted", Standing.IN_FORCE, False),
    "revoke": (by_registrar("revoke"), "revoked", "revokes", Standing.REVOKED, False),
    "add": (ONE, "condition-added", "Condition added:\nOne.", Standing.IN_FORCE, True),
    "remove": (by_registrar("remove_condition"), "condition-removed", "Condition removed:", Standing.IN_FORCE, True),
    "correct": (
        by_registrar("correct", key="premises..premises_name", typed="Aréna"),
        "corrected", "→ Aréna", Standing.IN_FORCE, False,
    ),
    "surrender": (by_request("surrender"), "surrendered", "voluntary surrender", Standing.IN_FORCE, False),
    "transfer": (
        by_request("transfer", applicant={"legal_name": "Acheteuse inc.", "contact_email": "a@example.org"}),
        "transferred", "The transfer is approved", Standing.TRANSFERRED, True,  # its conditions go along
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DECIDED)
def test_each_decision_has_its_letter_its_event_its_public_effect_and_its_last_day(
    licence, amelie, officer, today, name
):
    act, verb, words, stands, contested = DECIDED[name]

    act(licence, amelie, officer, today)

    letter = DecisionLetter.objects.order_by("pk").last()
    assert words in letter.texts["en"][1] and set(letter.texts) == {"fr", "en"} and all(letter.texts["fr"])
    assert ("December 7, 2026" in letter.texts["en"][1]) == contested
    assert ("TAMP" in letter.texts["fr"][1]) == contested  # what a notice came before was contested then
    assert licence.happenings.filter(verb=verb).count() == 1
    assert public.page(licence.number, today + timedelta(days=1)).standing == stands
