"""The public register follows every change of a licence, in its transaction, and tells nothing else of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from licensing import actions, publishing, tasks
from licensing.models import Licence, Premises, PublicLicence, RegisterWord
from licensing.standing import Standing, standing
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from tests import samples
from tests.licensing import clocks, sanctions

DAY = timedelta(days=1)


@pytest.fixture
def licence(amelie, officer, today, storage):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return actions.approve(application, by=officer, on=today, conditions=[("Une condition.", "One condition.")])


def published(licence):
    return PublicLicence.objects.get(pk=licence.pk)


def test_what_is_issued_is_published(licence):
    row = published(licence)

    assert (row.number, row.holder, row.expires_on) == (licence.number, licence.holder, licence.expires_on)
    assert row.conditions["en"][-1] == "One condition." and row.facts["fr"] and row.version == 1
    assert list(publishing.drifted()) == []


def test_every_decision_about_a_licence_is_published_under_a_later_number(licence, officer, today):
    seen = [published(licence).change]

    def decided(verb, **facts):
        (getattr(sanctions, verb, None) or getattr(actions, verb))(licence, by=officer, why="Motif.", **facts)
        seen.append(published(licence).change)
        assert list(publishing.drifted()) == []

    decided("suspend", since=today, until=today + 9 * DAY)
    assert published(licence).suspensions == [(today, today + 10 * DAY)]
    decided("lift", on=today + DAY)
    decided("add_condition", on=today, french="Sans bruit.", english="No noise.")
    decided("revoke", on=today)
    actions_removed = sorted(set(seen)) == seen
    assert actions_removed and published(licence).ended_as == "revoked"


def test_what_is_not_changed_keeps_its_number(licence):
    before = published(licence).change

    assert publishing.publish([licence.pk]) == 0
    assert published(licence).change == before


@pytest.mark.parametrize("days", [-1, 0, 3, 5, 9, 10, 11, 30, 31, 45])
def test_the_database_says_of_every_day_what_standing_says(days, officer, db):
    first = date(2026, 11, 1)
    facts = {"starts_on": first}
    plain = clocks.licence(first + 30 * DAY, **facts)
    endless = clocks.licence(None, **facts)
    revoked = clocks.licence(first + 30 * DAY, ended_as="revoked", ended_on=first + 9 * DAY, **facts)
    halted = clocks.licence(first + 30 * DAY, **facts)
    halted.suspensions.create(since=first + 3 * DAY, until=first + 5 * DAY, why="-", by=officer)
    halted.suspensions.create(since=first + 9 * DAY, why="-", by=officer, lifted_on=first + 11 * DAY)
    renewed = clocks.licence(first + 30 * DAY, **facts)
    clocks.renewal(renewed, officer, "in-review", received_at=clocks.moment(first + 30 * DAY))
    every = [plain, endless, revoked, halted, renewed]
    publishing.publish([one.pk for one in every])
    on = first + days * DAY

    rows = PublicLicence.objects.with_standing(on).in_bulk()
    told = [Standing(rows[one.pk].standing_code) for one in every]

    assert told == [standing(one, on) for one in every]
    for code in Standing.values:
        wanted = {pk for pk, row in rows.items() if row.standing_code == code}
        wanted |= {pk for pk, row in rows.items() if code == "in-force" and row.standing_code == "continued"}
        assert set(PublicLicence.objects.standing(code, on).values_list("pk", flat=True)) == wanted


def test_premises_of_the_earlier_system_are_told_and_a_home_is_not(db):
    holder = clocks.organization()
    where = {"organization": holder, "name": "Écurie", "street": "12, rue Secrète", "city": "Hearst"}
    place = Premises.objects.create(**where, phone="+14165550199")
    bar = clocks.licence(date(2030, 1, 1), holder, type_code="liquor-sales", premises=place)
    groom = clocks.licence(date(2030, 1, 1), holder, type_code="horseperson", premises=place)
    publishing.publish([bar.pk, groom.pk])

    assert published(bar).street == "12, rue Secrète" and "12" in published(bar).around
    row = published(groom)
    assert "Secrète" not in str(publishing.told(row)) and "secrete" not in str(publishing.told(row))
    assert "5550199" not in str(publishing.told(published(bar)))
    assert RegisterWord.objects.filter(word="ecurie").exists()


def test_the_nightly_look_mends_what_drifted_and_says_so(licence, caplog):
    Licence.objects.filter(pk=licence.pk).update(holder="Autre nom")

    tasks.mend_register()
    tasks.mend_register()

    assert published(licence).holder == "Autre nom"
    assert [record.getMessage() for record in caplog.records if licence.number in record.getMessage()] == [
        f"The public register had drifted: {licence.number}"
    ]


def test_what_drifted_is_found_and_written_again(licence):
    Licence.objects.filter(pk=licence.pk).update(holder="Autre nom")
    assert list(publishing.drifted()) == [licence.number]

    assert list(publishing.rebuild()) == [1]

    assert published(licence).sort_key == "autre nom" and list(publishing.drifted()) == []


@pytest.mark.parametrize("code", LICENCE_TYPES)
def test_what_the_register_tells_of_a_place_is_among_the_public_facts(code):
    place = LICENCE_TYPES[code].place

    told = [*place.names, *filter(None, (place.street, place.postal_code))] if place else []

    assert set(told) <= set(LICENCE_TYPES[code].public_facts)


def test_every_kind_of_licence_says_whether_it_has_premises():
    assert [code for code, type in REGISTER_TYPES.items() if type.has_premises is None] == []
