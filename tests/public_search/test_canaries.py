"""Nothing personal and no reason is public: looked for in every page, feed, answer and file, in both languages."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from licensing import actions, publishing
from licensing.actions.risk import assess_risk
from licensing.models import Happening
from public_search import tasks
from public_search.views.robots import PAGES
from tests import samples
from tests.licensing import sanctions
from tests.public_search import world

PEOPLE = [
    "Chantal", "Dimitri", "Samira", "Amélie", "120, rue Rideau", "amelie@", "samira@", "secret@", "membre", "agente@",
    "555-0147", "5550147", "555-0150", "5550150", "5550123", "555-0123", "1961", "CGE123456", "1000123456",
]  # fmt: skip
SAID = ["CanaryMotif", "CanaryRue", "K1N 9Z9", "K1N9Z9", "Level III", "Niveau III"]  # reasons, and homes


@pytest.fixture
def register(db, storage, time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    officer = samples.officer()
    found = [world.raffle(officer), granted(officer), world.earlier("LSL1000001"), at_home(), wedding(officer)]
    for licence in found[:2]:
        sanctions.suspend(licence, by=officer, since=world.TODAY, until=None, why="CanaryMotif")
        actions.lift(licence, by=officer, on=world.TODAY, why="CanaryMotif")
    assess_risk(found[0].organization, by=officer, level=3, why="CanaryMotif")
    actions.add_condition(found[1], by=officer, on=world.TODAY, french="Fermé.", english="Shut.", why="CanaryMotif")
    sanctions.revoke(found[2], by=officer, on=world.TODAY, why="CanaryMotif")
    User.objects.update(born_on=date(1961, 7, 23))
    publishing.publish([licence.pk for licence in found])
    tasks.keep_snapshots()
    return found


def granted(officer, type_code="liquor-sales", answers=None):
    """A liquor licence: its application names people, where they live and how they are reached."""
    owner = samples.person(f"{type_code}@example.org")
    application = samples.sealed(owner, on=world.TODAY, type_code=type_code, answers=answers)
    actions.submit(application, by=owner, at=timezone.now())
    actions.take(application, by=officer)
    application.checks.update(closed_at=timezone.now())
    return actions.approve(application, by=officer, on=world.TODAY)


def wedding(officer):
    """A permit for a feast in a residence: the street of the place is somebody's own."""
    answers = samples.special_occasion_answers(
        world.TODAY,
        applicant={"legal_name": "Noces Rivard"},
        event_details={"event_name": "Noces Rivard"},
        place={"place_street": "7, CanaryRue", "place_postal_code": "K1N 9Z9", "in_residence": "yes"},
    )
    return granted(officer, "special-occasion", answers)


def at_home():
    """Of a kind without premises: what the earlier system calls so may be where somebody lives."""
    licence = world.earlier("HOR1000001", "Écurie Zoé", type_code="horseperson")
    licence.premises.street, licence.premises.phone = "9, CanaryRue", "+16135550199"
    licence.premises.save()
    return licence


def addresses(found):
    """Every public page, feed, answer and file there is."""
    for language in ("fr", "en"):
        with translation.override(language):
            yield from (reverse(name) for name in PAGES)
            yield from (reverse(f"public_search:{name}") for name in ("changes_feed", "notices_feed"))
            yield reverse("public_search:search") + "?q=canal"
            yield reverse("public_search:suppliers") + "?number=GAM1"
            for licence in found:
                asked = "?paper=1&on_year=2026&on_month=11&on_day=21"
                yield reverse("public_search:licence", args=[licence.number]) + asked
                yield reverse("public_search:licence_feed", args=[licence.number])
                yield reverse("submissions:complain") + f"?licence={licence.number}"
    yield from (reverse(f"public_data:{name}") for name in ("licences", "changes", "openapi", "robots", "sitemap"))
    yield reverse("public_data:sitemap_part", args=[0])
    yield from (reverse("public_data:licence", args=[licence.number]) for licence in found)
    yield from (reverse("public_data:export", args=[form]) for form in ("csv", "jsonl"))


def read(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.text


def test_nothing_personal_is_public(register):
    visitor, found = Client(), {}
    for address in addresses(register):
        answer = visitor.get(address)
        assert answer.status_code == 200 and not answer.cookies, address
        found[address] = read(answer).replace("\xa0", " ")

    told = {address: [word for word in [*PEOPLE, *SAID] if word in text] for address, text in found.items()}
    assert {address: words for address, words in told.items() if words} == {}


def test_what_was_looked_for_is_there_to_be_found(register):
    kept = json.dumps([licence.answers for licence in register], ensure_ascii=False)

    assert [word for word in ("Chantal", "Samira", "120, rue Rideau", "amelie@", "555-0147") if word not in kept] == []
    assert register[-1].answers["place"]["place_street"] == "7, CanaryRue"
    assert register[-2].premises.street == "9, CanaryRue"
    assert Happening.objects.filter(note__contains="CanaryMotif").count() >= 6
