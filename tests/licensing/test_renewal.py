"""From a licence to the next application, prefilled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import AGENT_RIGHTS, Organization, Right, Source
from licensing import actions
from licensing.actions.renewals import start_again
from licensing.definition import Again, Effect, Purpose
from licensing.errors import NotNow
from licensing.models import Application, Licence, Premises
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from licensing.types.raffle import raffle
from tests import samples


@pytest.fixture
def issued(amelie, officer, today):
    """A raffle licence that the portal issued."""
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return actions.approve(application, by=officer, on=today)


@pytest.fixture
def agent(issued):
    """Who asked for the licence on behalf of its organization, and was linked by staff."""
    agent = samples.person("agent@example.org", first_name="Ada", last_name="Gent")
    Application.objects.filter(pk=issued.application_id).update(by_agent=True, created_by=agent)
    accounts.join(agent, issued.organization, Source.AGENT, rights=[*AGENT_RIGHTS])
    Licence.objects.update(expires_on=timezone.localdate() + timedelta(days=30))
    issued.refresh_from_db()
    return agent


@pytest.fixture
def imported(amelie):
    """A raffle licence of the earlier system, its organization linked to Amélie."""
    organization = accounts.keep_organization(
        "55", name="Chorale de Hearst", kind="community-group", email="chorale@example.org", phone="+17055550101",
        street="12, rue Prince", city="Hearst", postal_code="P0L1N0",
    )  # fmt: skip
    accounts.keep_addresses(
        organization,
        {"physical": {"street": "40, rue George", "city": "Hearst", "province": "ON", "postal_code": "P0L1N0"}},
    )
    people = accounts.keep_people({"7": {"first_name": "Lise", "last_name": "Côté", "email": "lise@example.org"}})
    accounts.keep_roles(organization, [accounts.Held(people["7"], "officer", date(2019, 1, 1))])
    hall = Premises.objects.create(organization=organization, name="Salle Prince", city="Hearst")
    accounts.join(amelie, organization, "access-code")
    return licence_of(organization, premises=hall)


def licence_of(organization, *, type_code="raffle", expires_on=date(2027, 1, 20), **facts):
    return Licence.objects.create(
        number="RAF0812345", external_number="812345", type_code=type_code, organization=organization,
        holder=organization.name, municipality="Hearst",
        issued_on=date(2025, 1, 20), starts_on=date(2025, 1, 21), expires_on=expires_on, **facts,
    )  # fmt: skip


@pytest.fixture
def renewing(monkeypatch):
    """The raffle, as a type whose term renews."""
    renewal = replace(raffle.new, code="renewal", purpose=Purpose.RENEWAL, effect=Effect.RENEW)
    again = Again(label="Renew", procedure="renewal", prefill=raffle.again.prefill)
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", replace(raffle, again=again, procedures=[renewal]))


def test_a_similar_licence_takes_over_the_people_and_the_place_and_leaves_the_raffle_to_be_told(issued, amelie, today):
    draft = start_again(issued, by=amelie, on=today, once="a")

    earlier = issued.round.answers
    assert draft.about == issued
    assert draft.purpose == Purpose.NEW
    assert set(draft.answers) == {"applicant", "premises", "eligibility", "responsible-members"}
    assert draft.answers["premises"] == earlier["premises"]
    assert draft.answers["responsible-members"] == earlier["responsible-members"]


def test_what_is_known_of_the_organization_today_comes_before_the_earlier_file(issued, amelie, today):
    Organization.objects.filter(pk=issued.organization_id).update(name="Fondation du Perroquet vert", city="Gatineau")

    draft = start_again(Licence.objects.get(pk=issued.pk), by=amelie, on=today, once="a")

    assert draft.answers["applicant"]["legal_name"] == "Fondation du Perroquet vert"
    assert draft.answers["applicant"]["mailing_city"] == "Gatineau"
    assert draft.answers["applicant"]["contact_first_name"] == "Amélie"


def test_a_step_prefilled_whole_is_done(issued, amelie, today):
    draft = start_again(issued, by=amelie, on=today, once="a")

    journey = draft.journey
    assert [journey.problems(step) for step in journey.steps[:4]] == [[], [], [], []]


def test_an_imported_licence_gives_what_the_earlier_system_knew(imported, amelie, today):
    draft = start_again(imported, by=amelie, on=today, once="a")

    applicant, members = draft.answers["applicant"], draft.answers["responsible-members"]
    assert applicant["legal_name"] == "Chorale de Hearst"
    assert (applicant["physical_differs"], applicant["physical_street"]) == ("yes", "40, rue George")
    assert draft.journey.problems(draft.journey.steps[0]) == []
    assert draft.answers["premises"]["premises_name"] == "Salle Prince"
    assert [(one["member_name"], one["member_email"]) for one in members] == [("Lise Côté", "lise@example.org")]


def test_somebody_who_left_is_not_taken_over(imported, amelie, today):
    imported.organization.roles.update(until=today - timedelta(days=1))

    draft = start_again(imported, by=amelie, on=today, once="a")

    assert draft.answers["responsible-members"] == []


def test_a_page_posted_twice_starts_one_draft(imported, amelie, today):
    first = start_again(imported, by=amelie, on=today, once="a")

    again = start_again(imported, by=amelie, on=today, once="a")

    assert again == first


@pytest.mark.parametrize(
    ("days", "note"),
    [(61, "Can be renewed from November 22, 2026"), (60, "60 days left"), (1, "1 day left"), (0, "Last day"),
     (-1, "Expired: apply for a new licence")],
)  # fmt: skip
def test_the_button_opens_sixty_days_before_the_expiry(client, imported, renewing, amelie, today, days, note):
    Licence.objects.update(expires_on=today + timedelta(days=days))
    client.force_login(amelie)

    menu = client.get(reverse("licensing:menu")).content.decode()

    assert note in menu
    assert (reverse("licensing:again", args=[imported.number]) in menu) is (0 <= days <= 60)


def test_before_that_day_an_address_guessed_starts_nothing(client, imported, renewing, amelie, today):
    Licence.objects.update(expires_on=today + timedelta(days=61))
    client.force_login(amelie)

    client.post(reverse("licensing:again", args=[imported.number]))

    assert not Application.objects.exists()
    with pytest.raises(NotNow):
        start_again(imported, by=amelie, on=today, once="a")


def test_a_licence_has_one_renewal_at_a_time(imported, renewing, amelie, today):
    first = start_again(imported, by=amelie, on=today, once="a")
    assert first.purpose == Purpose.RENEWAL

    assert start_again(imported, by=amelie, on=today, once="b") == first

    actions.discard(first, by=amelie)
    assert start_again(imported, by=amelie, on=today, once="c") != first


def test_the_agent_who_asked_for_a_licence_renews_it_as_its_agent(client, issued, agent, renewing):
    client.force_login(agent)
    address = reverse("licensing:again", args=[issued.number])

    assert address in client.get(reverse("licensing:menu")).content.decode()
    answer = client.post(address, {"once": "0123456789abcdef"})

    assert client.get(answer["Location"]).status_code == 200
    assert Application.objects.get(about=issued).by_agent


def test_an_agent_is_told_that_the_holder_began_the_renewal(client, issued, agent, amelie, renewing, today):
    begun = start_again(issued, by=amelie, on=today, once="a")
    client.force_login(agent)

    answer = client.post(reverse("licensing:again", args=[issued.number]), {"once": "0123456789abcdef"}, follow=True)

    assert answer.redirect_chain == [(reverse("licensing:menu"), 302)]
    assert "was begun by somebody else" in answer.content.decode()
    assert list(Application.objects.filter(about=issued)) == [begun]


def test_the_holder_is_led_to_the_renewal_that_an_agent_began(issued, agent, amelie, renewing, today):
    begun = start_again(issued, by=agent, on=today, once="a")

    assert start_again(issued, by=amelie, on=today, once="b") == begun


def test_the_page_shows_what_is_known_and_its_button_starts_the_draft(client, imported, amelie):
    client.force_login(amelie)
    address = reverse("licensing:again", args=[imported.number])

    page = client.get(address).content.decode()
    assert "Chorale de Hearst" in page and "Salle Prince" in page and "Lise Côté" in page
    assert not Application.objects.exists()

    answer = client.post(address, {"once": "0123456789abcdef"})

    assert answer["Location"] == Application.objects.get().get_absolute_url()


def test_a_renewal_is_looked_through_page_by_page(client, imported, amelie, renewing):
    client.force_login(amelie)
    address = reverse("licensing:again", args=[imported.number])

    page = client.get(address).content.decode()
    answer = client.post(address, {"once": "0123456789abcdef"})

    draft = Application.objects.get()
    assert "Suivant" in page or "Next" in page
    assert answer["Location"] == reverse("licensing:step", args=[draft.ref, draft.journey.steps[0].slug])


def test_who_may_only_look_is_not_offered_it(client, imported, amelie):
    amelie.memberships.update(rights=[Right.VIEW])
    client.force_login(amelie)

    menu = client.get(reverse("licensing:menu")).content.decode()

    assert imported.number in menu
    assert reverse("licensing:again", args=[imported.number]) not in menu
    assert client.post(reverse("licensing:again", args=[imported.number])).status_code == 403


def test_to_a_stranger_the_licence_is_not_there(client, imported):
    client.force_login(samples.person("etrangere@example.org"))

    assert client.get(reverse("licensing:again", args=[imported.number])).status_code == 404


def test_a_type_without_applications_offers_nothing(client, imported, amelie):
    Licence.objects.update(type_code="mini-bar")
    client.force_login(amelie)

    menu = client.get(reverse("licensing:menu")).content.decode()

    assert "Mini bar licence" in menu
    assert reverse("licensing:again", args=[imported.number]) not in menu


def test_from_an_access_code_to_a_prefilled_draft_in_three_pages(client, imported):
    newcomer = samples.person("lise@example.org", first_name="Lise")
    _code, typed = accounts.issue_code(
        imported.organization, issued_to="Lise Côté", identity_check="notice", by=None, rights=[*Right]
    )
    client.force_login(newcomer)
    again = reverse("licensing:again", args=[imported.number])
    assert client.get(again).status_code == 404

    accounts.redeem(accounts.look_up(typed, by=newcomer, network="n"), by=newcomer)
    menu = client.get(reverse("licensing:menu")).content.decode()
    client.post(again, {"once": "0123456789abcdef"})

    assert again in menu
    draft = Application.objects.get()
    assert (draft.created_by, draft.organization) == (newcomer, imported.organization)
    assert draft.journey.problems(draft.journey.steps[0]) == []
