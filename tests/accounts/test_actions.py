import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts import actions
from accounts.models import Membership, Organization, OrganizationKind, User
from accounts.permissions import may_act_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(marie):
    return actions.create_organization(by=marie, name="Club nautique", kind=OrganizationKind.NON_PROFIT, city="Hearst")


def test_whoever_creates_an_organization_may_act_for_it(club, marie):
    membership = club.memberships.get()

    assert (membership.user, membership.source) == (marie, Membership.Source.CREATOR)
    assert club.city == "Hearst"
    assert may_act_for(marie, club) and list(Organization.objects.of(marie)) == [club]


def test_joining_twice_is_joining_once(club, marie):
    first = club.memberships.get()

    assert actions.join(marie, club, Membership.Source.STAFF) == first


def test_a_stranger_may_not_act(club):
    stranger = User.objects.create_user("stranger@example.org", "x")

    assert not may_act_for(stranger, club)
    assert not Organization.objects.of(stranger).exists()


def test_a_membership_that_ended_grants_nothing_and_can_begin_again(club, marie):
    club.memberships.update(ended_at=timezone.now())
    assert not may_act_for(marie, club)

    actions.join(marie, club, Membership.Source.STAFF)
    assert may_act_for(marie, club) and club.memberships.count() == 2


def test_the_database_refuses_two_accounts_that_differ_by_capitals(marie):
    with pytest.raises(IntegrityError):
        User.objects.create(email="Marie@example.org")


def test_people_are_found_whatever_the_capitals(marie):
    assert User.objects.get_by_natural_key("MARIE@example.org") == marie
    assert User.objects.create_user(" Jean@Example.ORG ", "x").email == "jean@example.org"
