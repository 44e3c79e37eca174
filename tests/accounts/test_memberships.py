import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts import actions
from accounts.errors import LastManager, Refused
from accounts.models import AccessCode, Membership, Organization, Right, Source
from accounts.permissions import may, may_as_agent
from icajo.models import Letter

from . import linked

HERE = "a" * 64


@pytest.fixture
def luc(db):
    return linked.person("luc@example.org")


@pytest.fixture
def club(db, marie):
    return linked.club(by=marie)


def of(user, organization):
    return organization.memberships.get(user=user, ended_at=None)


def test_what_a_membership_does_not_say_it_does_not_allow(club, luc):
    linked.member(luc, club, Right.REPORTS)

    assert may(luc, club.pk, Right.REPORTS)
    assert not any(may(luc, club.pk, right) for right in Right if right != Right.REPORTS)
    assert club not in Organization.objects.of(luc)
    assert club in Organization.objects.of(luc, Right.REPORTS)


def test_a_membership_runs_out_after_its_last_day(club, luc, time_machine):
    time_machine.move_to("2027-03-10 23:59:59-05:00", tick=False)
    membership = linked.member(luc, club)
    Membership.objects.filter(pk=membership.pk).update(until=timezone.localdate())
    assert may(luc, club.pk, Right.VIEW) and club in Organization.objects.of(luc)

    time_machine.shift(timedelta(seconds=1))
    assert not may(luc, club.pk, Right.VIEW) and club not in Organization.objects.of(luc)


def test_a_person_whose_access_ran_out_can_be_linked_again(club, luc):
    membership = linked.member(luc, club)
    Membership.objects.filter(pk=membership.pk).update(until=timezone.localdate() - timedelta(days=1))

    actions.redeem(linked.code(club)[0], by=luc)

    assert may(luc, club.pk, Right.VIEW)


def test_ending_takes_everything_at_once_and_says_who_and_why(club, luc, marie):
    membership = linked.member(luc, club)

    actions.end_membership(membership, by=marie, why="Left in May")

    assert not may(luc, club.pk, Right.VIEW) and not Organization.objects.of(luc).exists()
    membership.refresh_from_db()
    assert (membership.ended_by, membership.ended_why) == (marie, "Left in May")
    letter = Letter.objects.get(to=luc.email)
    assert club.name in letter.subject and "Left in May" not in letter.body


def test_the_other_members_are_told_but_not_whoever_did_it(club, luc, marie):
    nadia = linked.person("nadia@example.org")
    linked.member(nadia, club, Right.VIEW)

    actions.end_membership(linked.member(luc, club), by=marie, why="?")

    assert "luc@example.org" in Letter.objects.get(to=nadia.email).body
    assert not Letter.objects.filter(to=marie.email).exists()


def test_a_former_officer_comes_back_by_no_code_of_theirs(club, luc):
    used, _ = linked.code(club, max_uses=5)
    actions.redeem(used, by=luc)
    named, plain_named = linked.code(club, issued_to="Luc Roy, former treasurer")
    other, _ = linked.code(club, issued_to="Nadia Singh, director")

    actions.end_membership(of(luc, club), by=linked.clerk(), why="2027-200001")

    assert set(AccessCode.objects.usable(timezone.now())) == {other}
    with pytest.raises(Refused):
        actions.redeem(used, by=luc)
    with pytest.raises(Refused):
        actions.look_up(plain_named, by=luc, network=HERE)
    named.refresh_from_db()
    assert named.revoked_why == "2027-200001"


def test_staff_may_revoke_every_code_with_the_person(club, luc):
    linked.code(club, issued_to="Nadia Singh, director")
    elsewhere, _ = linked.code(linked.club(name="Another"))

    actions.end_membership(linked.member(luc, club), by=linked.clerk(), why="?", all_codes=True)

    assert list(AccessCode.objects.usable(timezone.now())) == [elsewhere]


def test_the_last_who_manages_access_does_not_leave_without_staff(club, luc, marie):
    linked.member(luc, club, Right.VIEW, Right.SUBMIT)

    with pytest.raises(LastManager):
        actions.end_membership(of(marie, club), by=marie, why="?")
    with pytest.raises(LastManager):
        actions.change_rights(of(marie, club), rights=[Right.VIEW], by=marie)
    assert may(marie, club.pk, Right.MANAGE)
    actions.end_membership(of(marie, club), by=linked.clerk(), why="?")
    assert not may(marie, club.pk, Right.VIEW)


def test_one_of_two_who_manage_access_may_leave(club, luc, marie):
    linked.member(luc, club)

    actions.end_membership(of(marie, club), by=marie, why="?")

    assert not may(marie, club.pk, Right.VIEW) and may(luc, club.pk, Right.MANAGE)


def test_an_agent_or_a_closed_account_does_not_count_as_somebody_who_manages(club, luc, marie):
    linked.member(luc, club, source="agent")
    closed = linked.person("closed@example.org", is_active=False)
    linked.member(closed, club)

    with pytest.raises(LastManager):
        actions.end_membership(of(marie, club), by=marie, why="?")


@pytest.mark.parametrize("verb", ["end", "rights"])
def test_strangers_and_members_without_the_right_change_nothing(club, luc, marie, verb):
    nadia = linked.person("nadia@example.org")
    linked.member(nadia, club, Right.VIEW, Right.PREPARE, Right.SUBMIT)

    for somebody in (luc, nadia):
        with pytest.raises(PermissionDenied):
            if verb == "end":
                actions.end_membership(of(marie, club), by=somebody, why="?")
            else:
                actions.change_rights(of(nadia, club), rights=list(Right), by=somebody)


def test_nobody_gives_what_they_do_not_have(club, luc):
    nadia = linked.person("nadia@example.org")
    linked.member(nadia, club, Right.VIEW, Right.MANAGE)
    linked.member(luc, club, Right.VIEW)

    with pytest.raises(PermissionDenied):
        actions.change_rights(of(luc, club), rights=[Right.VIEW, Right.SUBMIT], by=nadia)
    with pytest.raises(PermissionDenied):
        actions.change_rights(of(nadia, club), rights=[Right.VIEW, Right.MANAGE, Right.SUBMIT], by=nadia)
    actions.change_rights(of(luc, club), rights=[Right.MANAGE], by=nadia)
    assert of(luc, club).rights == [Right.VIEW, Right.MANAGE]


def test_each_change_leaves_a_row_that_says_what_was_allowed(club, luc, marie):
    before = linked.member(luc, club, Right.VIEW)

    after = actions.change_rights(before, rights=[Right.VIEW, Right.PREPARE], by=marie)

    before.refresh_from_db()
    assert before.rights == [Right.VIEW] and before.ended_by == marie
    assert (after.since, after.given_by) == (before.since, marie)
    assert "prepare applications" in Letter.objects.get(to=luc.email).body


def test_an_agent_is_not_made_more_than_an_agent_by_a_tick(club, luc, marie):
    agent = linked.member(luc, club, Right.VIEW, source="agent")

    with pytest.raises(PermissionDenied):
        actions.change_rights(agent, rights=[Right.VIEW, Right.MANAGE], by=marie)


def test_staff_give_reports_only_with_a_reason(club, luc, marie):
    with pytest.raises(PermissionDenied):
        actions.grant(luc, club, rights=[Right.REPORTS], by=marie, why="?")

    membership = actions.grant(luc, club, rights=[Right.REPORTS], by=linked.clerk(), why="2027-200002")

    assert (membership.source, membership.given_why) == (Source.STAFF, "2027-200002")
    assert Letter.objects.filter(to=marie.email, body__contains="luc@example.org").exists()


def test_until_staff_link_an_agent_they_may_do_what_agents_do_then_the_membership_says(club, luc, marie):
    assert may_as_agent(luc, club.pk, Right.SUBMIT) and not may_as_agent(luc, club.pk, Right.MANAGE)
    actions.link_agent(luc, club, by=linked.clerk(), why="2027-100001")
    assert may_as_agent(luc, club.pk, Right.SUBMIT) and not may(luc, club.pk, Right.VIEW)

    actions.end_membership(of(luc, club), by=marie, why="?")
    actions.link_agent(luc, club, by=linked.clerk(), why="2027-100002")

    assert not may_as_agent(luc, club.pk, Right.VIEW)


@pytest.mark.django_db(transaction=True)
def test_two_who_end_each_other_at_once_leave_one():
    one, two = linked.person("one@example.org"), linked.person("two@example.org")
    club = linked.club(by=one)
    linked.member(two, club)
    outcomes, pairs = [], [(one, of(two, club)), (two, of(one, club))]

    def press(by, other):
        try:
            actions.end_membership(other, by=by, why="?")
            outcomes.append("ended")
        except PermissionDenied:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ended", "too late"]
    assert club.memberships.in_force().count() == 1
