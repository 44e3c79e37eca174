"""A letter to whoever holds a licence reaches somebody, or is on the list of what reached nobody."""

from datetime import date, timedelta

import pytest

from accounts import actions as accounts
from accounts.models import AccessCode, Right
from icajo import mail
from icajo.models import Letter
from licensing import actions
from licensing.actions import register
from tests import samples
from tests.licensing import sanctions

from .clocks import licence, organization

TODAY = date(2026, 11, 21)
LAST = date(2027, 11, 20)
POST = {"street": "12, rue Prince", "city": "Hearst", "postal_code": "P0L 1N0"}


def suspend(held, by):
    sanctions.suspend(held, by=by, since=TODAY, until=None, why="Plaintes.")


def lift(held, by):
    held.suspensions.create(since=TODAY - timedelta(days=3), why="Plaintes.", by=by)
    actions.lift(held, by=by, on=TODAY, why="Réglé.")


def revoke(held, by):
    sanctions.revoke(held, by=by, on=TODAY, why="Motif.")


def add_condition(held, by):
    actions.add_condition(held, by=by, on=TODAY, french="Fermé.", english="Closed.", why="Bruit.")


def remove_condition(held, by):
    condition = held.conditions.create(text_fr="Fermé.", text_en="Closed.", position=1)
    actions.remove_condition(condition, by=by, on=TODAY, why="Réglé.")


DECISIONS = [suspend, lift, revoke, add_condition, remove_condition]


def letter_about(held):
    return Letter.objects.get(subject__contains=held.number)


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_decision_about_a_holder_without_an_address_reaches_its_member(amelie, officer, decide):
    held = licence(LAST, organization(email=""))
    accounts.join(amelie, held.organization, "access-code")

    decide(held, officer)

    letter = letter_about(held)
    assert (letter.to, letter.language, letter.state) == ("amelie@example.org", "fr", Letter.State.QUEUED)


def test_each_member_who_may_submit_reads_it_in_their_own_language(amelie, officer):
    held = licence(LAST, organization(email=""))
    john = samples.person("john@example.org", language="en")
    clerk = samples.person("clerk@example.org")
    root = samples.person("root@example.org", is_staff=True, is_superuser=True)
    for person in (amelie, john):
        accounts.join(person, held.organization, "access-code")
    accounts.grant(clerk, held.organization, rights=[Right.PREPARE], by=root, why="x")

    suspend(held, officer)

    sent = Letter.objects.filter(subject__contains=held.number).values_list("to", "subject")
    assert sorted(sent) == [
        ("amelie@example.org", f"Suspension de {held.number}"),
        ("john@example.org", f"Suspension of {held.number}"),
    ]


def test_an_address_of_its_own_is_the_only_one_written_to(amelie, officer):
    held = licence(LAST)
    accounts.join(amelie, held.organization, "access-code")

    suspend(held, officer)

    assert letter_about(held).to == "chorale@example.org"


def test_where_nobody_reads_e_mail_the_decision_is_a_sheet_to_print(officer):
    held = licence(LAST, organization(email="", **POST))

    suspend(held, officer)

    letter = letter_about(held)
    assert letter.state == Letter.State.TO_PRINT
    assert letter.postal_address == "Chorale de Hearst\n12, rue Prince\nHearst ON  P0L 1N0"


def test_where_no_address_is_known_the_staff_have_the_decision_to_follow_up(officer):
    held = licence(LAST, organization(email=""))

    revoke(held, officer)

    assert Letter.objects.to_follow_up().get().state == Letter.State.NOWHERE


def test_a_buyer_without_e_mail_gets_the_code_on_paper_and_nobody_else_reads_it(db):
    bought = licence(LAST, organization(email="", **POST))

    register.welcome(bought, "2026-100001")

    letter, code = letter_about(bought), AccessCode.objects.get()
    assert letter.state == Letter.State.TO_PRINT
    assert code.selector in mail.opened(letter.body).replace("-", "")
    assert code.selector not in letter.body.replace("-", "")
