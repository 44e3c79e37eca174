"""The calendar of an organization: what it says, in which language, to whom, and until when."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from accounts import actions as accounts
from accounts.models import Right
from licensing import calendar_feed
from licensing.models import CalendarFeed, InformationRequest
from licensing.states import State
from tests import samples
from tests.licensing.noticed import STARTS, TORONTO, set_notice, under_review

from .clocks import licence, moment, organization, owed, renewable_raffle, renewal

pytestmark = pytest.mark.django_db
LAST = date(2027, 1, 20)
ADDRESS = re.compile(r'value="(http://testserver/(?:fr|en)/[\w/-]+/)"')


@pytest.fixture(autouse=True)
def renewable(monkeypatch):
    renewable_raffle(monkeypatch)


@pytest.fixture
def holder(amelie):
    made = organization()
    accounts.join(amelie, made, "access-code")
    return made


@pytest.fixture
def member(client, amelie):
    client.force_login(amelie)
    return client


def page(holder):
    with override("en"):
        return reverse("licensing:calendar", args=[holder.pk])


def make(client, holder):
    client.post(page(holder))
    return ADDRESS.search(client.get(page(holder)).text)[1].removeprefix("http://testserver")


def events(content):
    """{summary: day} of a calendar that reads as the standard says."""
    read = Calendar.from_ical(content)
    assert not read.errors
    return {str(event["summary"]): event.start for event in read.events}


def test_it_says_what_is_to_be_done_in_the_language_of_the_organization(client, member, holder, amelie):
    one = licence(LAST, holder)
    owed(one, date(2027, 2, 1))
    file = renewal(licence(date(2030, 1, 1), holder), amelie, State.INFO_REQUESTED, received_at=moment(LAST))
    InformationRequest.objects.create(application=file, asked_by=amelie, text="?", due_on=date(2026, 12, 5))

    answer = client.get(make(member, holder))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    assert found[f"Le permis {one.number} peut être renouvelé"] == LAST - timedelta(days=60)
    assert found[f"Dernier jour pour renouveler le permis {one.number}"] == LAST
    assert found[f"Rapport à remettre, licence {one.number}"] == date(2027, 2, 1)
    assert found[f"Réponse attendue, dossier {file.ref}"] == date(2026, 12, 5)


def test_in_english_too(amelie):
    holder = organization(language="en")
    feed = holder.calendar_feeds.create(token_hash="x", made_by=amelie)
    one = licence(LAST, holder)

    found = events(calendar_feed.written(feed, date(2026, 11, 21)))

    assert set(found) == {f"Licence {one.number} can be renewed", f"Last day to renew licence {one.number}"}


def test_the_days_of_a_notice_and_an_inspection_that_is_agreed(amelie, officer, storage):
    file = under_review(amelie, officer, on=date(2026, 11, 21))
    set_notice(file, officer, on=date(2026, 11, 21))
    starts = datetime(2026, 12, 1, 10, tzinfo=TORONTO)
    file.inspections.create(number=1, asked_at=starts, asked_by=amelie, starts_at=starts)
    feed = file.organization.calendar_feeds.create(token_hash="x", made_by=amelie)

    found = events(calendar_feed.written(feed, STARTS))
    over = events(calendar_feed.written(feed, date(2027, 1, 1)))

    assert found[f"Premier jour de l’avis public, dossier {file.ref}"] == STARTS
    assert found[f"Dernier jour de l’avis public, dossier {file.ref}"] == STARTS + timedelta(days=14)
    assert found[f"Inspection à 10\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}00, dossier {file.ref}"] == starts.date()
    assert over == {}


def test_what_is_over_or_renewed_is_not_asked_for(holder, amelie):
    licence(date(2026, 11, 20), holder)
    licence(LAST, holder, ended_as="revoked", ended_on=date(2026, 6, 1))
    filed = licence(LAST, holder)
    renewal(filed, amelie, State.SUBMITTED, received_at=moment(date(2026, 11, 21)))
    feed = holder.calendar_feeds.create(token_hash="x", made_by=amelie)

    found = events(calendar_feed.written(feed, date(2026, 11, 21)))

    assert found == {f"Dernier jour du permis {filed.number}": LAST}


def test_it_names_nobody(client, member, amelie):
    holder = organization(name="Zoé Quenneville", kind="sole-proprietorship", email="zoe@example.org")
    accounts.join(amelie, holder, "access-code")
    licence(LAST, holder)

    said = client.get(make(member, holder)).text.replace("\r\n ", "")

    for name in ("Zoé", "Quenneville", "zoe@", "Amélie", "Tremblay", "amelie@"):
        assert name not in said


def test_its_link_is_shown_once_and_kept_as_a_digest(member, holder):
    token = make(member, holder).rstrip("/").rpartition("/")[2]

    assert token not in member.get(page(holder)).text
    assert token not in str(CalendarFeed.objects.values_list().get())
    assert len(token) >= 43


def test_a_link_that_is_revoked_gives_nothing(client, member, holder):
    address = make(member, holder)
    assert client.get(address).status_code == 200

    member.post(page(holder), {"revoke": CalendarFeed.objects.get().pk})

    assert client.get(address).status_code == 404
    assert "No link is in use." in member.get(page(holder)).text


def test_another_member_revokes_it_too_and_a_stranger_does_not(client, member, holder):
    make(member, holder)
    feed = CalendarFeed.objects.get()

    client.force_login(samples.person("stranger@example.org"))
    assert client.post(page(holder), {"revoke": feed.pk}).status_code == 404
    assert calendar_feed.feeds_of(holder).exists()

    other = samples.person("other@example.org")
    accounts.join(other, holder, "access-code")
    client.force_login(other)
    client.post(page(holder), {"revoke": feed.pk})
    assert not calendar_feed.feeds_of(holder).exists()


def test_the_link_of_one_organization_is_not_revoked_from_the_page_of_another(member, holder, amelie):
    make(member, holder)
    second = organization(name="Autre")
    accounts.join(amelie, second, "access-code")

    member.post(page(second), {"revoke": CalendarFeed.objects.get().pk})

    assert calendar_feed.feeds_of(holder).exists()


def test_somebody_who_only_reports_has_no_link(client, holder):
    root = samples.person("root@example.org", is_staff=True, is_superuser=True)
    clerk = samples.person("clerk@example.org")
    accounts.grant(clerk, holder, rights=[Right.REPORTS], by=root, why="x")
    client.force_login(clerk)

    assert client.get(page(holder)).status_code == 404
    assert client.post(page(holder)).status_code == 404


def test_the_link_of_somebody_who_left_gives_nothing(client, member, holder, amelie):
    address = make(member, holder)
    root = samples.person("root@example.org", is_staff=True, is_superuser=True)

    accounts.end_membership(amelie.memberships.get(organization=holder), by=root, why="left")

    assert client.get(address).status_code == 404


def test_a_calendar_that_did_not_change_is_not_sent_again(client, member, holder):
    licence(LAST, holder)
    address = make(member, holder)
    first = client.get(address)

    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    licence(LAST, holder)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["ETag"] != first["ETag"]) == (200, True)


def test_an_organization_has_only_so_many_links(member, holder):
    for _ in range(calendar_feed.MOST + 2):
        member.post(page(holder))

    assert calendar_feed.feeds_of(holder).count() == calendar_feed.MOST


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30, "²"])
def test_a_key_that_is_none_revokes_nothing(member, holder, typed):
    make(member, holder)

    assert member.post(page(holder), {"revoke": typed}).status_code == 302
    assert calendar_feed.feeds_of(holder).exists()


def test_a_made_up_address_gives_nothing(client):
    assert client.get(f"/fr/calendrier/{'x' * 43}/").status_code == 404


def test_the_page_of_the_organization_leads_to_it(member, holder):
    with override("en"):
        said = member.get(reverse("accounts:organization", args=[holder.pk])).text

    assert page(holder) in said
