"""Somebody who files for another: what they see, before and after staff take the file (facts 2.3)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Membership, Right, Source
from icajo.models import Letter
from licensing import actions
from licensing.fees import assess
from licensing.models import Application, Licence
from payments import actions as payments
from payments.models import Order
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def agent(db):
    return samples.person("agent@example.org", first_name="Ada", last_name="Gent")


@pytest.fixture
def filed(agent, today):
    """An agent's application, sealed."""
    application = samples.complete(agent, on=today)
    Application.objects.filter(pk=application.pk).update(by_agent=True)
    application.refresh_from_db()
    return seal(application, agent, today)


def seal(application, by, today):
    actions.seal(application, by=by, on=today, fee_seen=assess(application, today).total)
    application.refresh_from_db()
    return application


def taken(application, by, officer):
    actions.submit(application, by=by, at=timezone.now())
    actions.take(application, by=officer)
    application.refresh_from_db()
    return application


def seen_by(user):
    return set(Application.objects.visible_to(user))


def posted(typed):
    return {name: value for name, value in typed.items() if value not in (None, False)}


def test_a_person_says_that_they_file_for_somebody_else(client, agent, today):
    client.force_login(agent)
    before = client.get(reverse("licensing:before", args=["raffle"]))
    address = reverse("licensing:first_step", args=["raffle"]) + "?as=agent"
    assert f'href="{address}"' in before.text

    client.post(address, {**posted(samples.raffle_answers(today)["applicant"]), "action": "suivant"})

    assert Application.objects.get().by_agent


def test_whoever_acts_for_somebody_chooses_it_among_them(client, amelie):
    accounts.create_organization(by=amelie, name="Club", kind="non-profit")
    client.force_login(amelie)

    answer = client.get(reverse("licensing:before", args=["raffle"]), {"applicant": "agent"})

    assert answer["Location"] == reverse("licensing:first_step", args=["raffle"]) + "?as=agent"


def test_sealing_makes_the_organization_without_the_agent_among_its_members(filed, agent):
    assert filed.organization is not None and not filed.organization.memberships.exists()
    assert seen_by(agent) == {filed}


def test_until_staff_take_it_the_agent_may_go_back_pay_send_and_withdraw(filed, agent, today):
    actions.unseal(filed, by=agent)
    seal(filed, agent, today)
    order = payments.open_order([filed], by=agent)
    assert list(Order.objects.visible_to(agent)) == [order]

    actions.submit(filed, by=agent, at=timezone.now())
    actions.withdraw(filed, by=agent)

    assert seen_by(agent) == {filed}


def test_when_staff_take_the_file_its_agent_is_linked(filed, agent, officer):
    application = taken(filed, agent, officer)

    membership = application.organization.memberships.get()
    assert (membership.user, membership.source, membership.given_by) == (agent, Source.AGENT, officer)
    assert membership.rights == [Right.VIEW, Right.PREPARE, Right.SUBMIT]
    assert Letter.objects.filter(to=agent.email, body__contains=application.organization.name).exists()
    assert seen_by(agent) == {application}


def test_an_agent_sees_what_they_filed_and_nothing_else_of_the_organization(filed, agent, amelie, officer, today):
    mine = taken(filed, agent, officer)
    accounts.join(amelie, mine.organization, Source.STAFF)
    theirs = samples.complete(amelie, on=today)
    Application.objects.filter(pk=theirs.pk).update(organization=mine.organization)
    theirs = taken(seal(Application.objects.get(pk=theirs.pk), amelie, today), amelie, officer)
    licence = actions.approve(theirs, by=officer, on=today)
    asked_for = actions.approve(mine, by=officer, on=today)

    assert seen_by(agent) == {mine} and seen_by(amelie) == {mine, theirs}
    assert list(Licence.objects.visible_to(agent)) == [asked_for]
    assert set(Licence.objects.visible_to(amelie)) == {licence, asked_for}


def test_the_pages_of_the_organizations_other_files_are_not_there_for_its_agent(
    client, filed, agent, amelie, officer, today
):
    mine = taken(filed, agent, officer)
    accounts.join(amelie, mine.organization, Source.STAFF)
    theirs = samples.complete(amelie, on=today)
    Application.objects.filter(pk=theirs.pk).update(organization=mine.organization)
    client.force_login(agent)

    for name in ("application", "documents", "review"):
        assert client.get(reverse(f"licensing:{name}", args=[theirs.ref])).status_code == 404
    assert client.get(reverse("licensing:application", args=[mine.ref])).status_code == 200
    assert client.get(reverse("accounts:access", args=[mine.organization_id])).status_code == 404


def test_an_agent_files_again_for_the_same_organization_as_its_agent(client, filed, agent, officer, today):
    organization = taken(filed, agent, officer).organization
    client.force_login(agent)
    typed = posted(samples.raffle_answers(today)["applicant"])

    client.post(f"{reverse('licensing:first_step', args=['raffle'])}?for={organization.pk}", typed)

    second = Application.objects.get(organization=organization, officer=None)
    assert second.by_agent and second in seen_by(agent)


def test_an_agent_whose_access_ended_sees_nothing_more_not_even_drafts(client, filed, agent, officer, today):
    organization = taken(filed, agent, officer).organization
    client.force_login(agent)
    typed = posted(samples.raffle_answers(today)["applicant"])
    client.post(f"{reverse('licensing:first_step', args=['raffle'])}?for={organization.pk}", typed)

    clerk = samples.person("clerk@example.org", is_staff=True, is_superuser=True)
    accounts.end_membership(organization.memberships.get(), by=clerk, why="?")

    assert seen_by(agent) == set()


def test_taking_another_of_their_files_does_not_bring_back_an_agent_who_was_removed(filed, agent, officer):
    organization = filed.organization
    Membership.objects.create(user=agent, organization=organization, source=Source.AGENT, ended_at=timezone.now())
    owner = samples.person("owner@example.org")
    accounts.join(owner, organization, Source.STAFF)

    taken(filed, owner, officer)

    assert not organization.memberships.in_force().filter(user=agent).exists()


def test_an_access_code_makes_an_agent_a_member(filed, agent, officer, amelie, today):
    mine = taken(filed, agent, officer)
    code, _plain = accounts.issue_code(
        mine.organization, issued_to="Ada Gent", identity_check="-", by=None, rights=[Right.VIEW], days=90
    )

    accounts.redeem(code, by=agent)

    membership = mine.organization.memberships.get(ended_at=None)
    assert (membership.source, set(membership.rights)) == (Source.ACCESS_CODE, {"view", "prepare", "submit"})
