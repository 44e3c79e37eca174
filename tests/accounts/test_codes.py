import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts import actions, codes
from accounts.errors import AlreadyLinked, Refused
from accounts.models import AccessCode, AccessCodeUse, Membership, Organization, Right
from accounts.permissions import may
from icajo.models import Letter

from . import linked

pytestmark = pytest.mark.usefixtures("hashed_well")

HERE = "a" * 64
PLAIN = "K7QD-9XM2-4TRA-B0WE-5ZKQ"


@pytest.fixture
def luc(db):
    return linked.person("luc@example.org")


@pytest.fixture
def club(db, marie):
    return linked.club(by=marie)


def test_a_code_is_twenty_one_characters_in_groups_and_kept_only_as_a_hash(club):
    code, plain = linked.code(club)

    assert [len(group) for group in plain.split("-")] == [4, 4, 4, 4, 5]
    assert plain.startswith(code.selector)
    secret = codes.read(plain)[1]
    assert code.secret.startswith("argon2") and secret not in str(AccessCode.objects.values().get())


def test_a_code_is_read_however_it_is_typed():
    whole = codes.in_groups("K701", "9XM24TRAB0WE5ZK1")
    expected = ("K701", "9XM24TRAB0WE5ZK1")

    for typed in (
        whole,
        whole.lower(),
        whole.replace("-", ""),
        whole.replace("-", " "),
        f"  {whole.replace('-', ' – ')}\n",
        whole.replace("0", "O").replace("1", "l"),
        whole.replace("0", "o").replace("1", "I"),
        whole.replace("-", "\u2011").replace("K", "\uff2b"),
    ):
        assert codes.read(typed) == expected


@given(position=st.integers(0, 20), other=st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_seen(position, other):
    body = codes.in_groups("K7QD", "9XM24TRAB0WE5ZKQ").replace("-", "")
    typed = body[:position] + other + body[position + 1 :]

    assert (codes.read(typed) is None) == (typed != body)


@given(first=st.integers(0, 20), second=st.integers(0, 20))
def test_two_characters_that_changed_places_are_seen(first, second):
    body = list(codes.in_groups("K7QD", "9XM24TRAB0WE5ZKQ").replace("-", ""))
    swapped = body.copy()
    swapped[first], swapped[second] = body[second], body[first]

    assert (codes.read("".join(swapped)) is None) == (swapped != body)


@pytest.mark.parametrize("typed", ["", "K7QD", PLAIN, f"{PLAIN}UU", "é" * 21, "\x00" * 21, "0" * 22])
def test_what_is_no_code_is_refused(typed):
    assert codes.read(typed) is None


def test_only_customer_service_issues_a_code_and_says_whom_it_checked(club, marie):
    facts = {"issued_to": "Lucie", "identity_check": "Born on", "rights": [Right.VIEW]}

    with pytest.raises(PermissionDenied):
        actions.issue_code(club, by=marie, **facts)
    with pytest.raises(ValueError):
        actions.issue_code(club, by=linked.clerk(), **facts | {"identity_check": " "})
    assert not AccessCode.objects.exists()


def test_a_right_code_links_the_person_and_tells_everybody_concerned(club, luc, marie):
    _code, plain = linked.code(club, rights=[Right.PREPARE])

    found = actions.look_up(plain, by=luc, network=HERE)
    membership = actions.redeem(found, by=luc)

    assert membership.rights == [Right.VIEW, Right.PREPARE] and membership.source == Membership.Source.ACCESS_CODE
    assert list(Organization.objects.of(luc)) == [club]
    assert AccessCodeUse.objects.get().membership == membership
    mine, hers = Letter.objects.get(to=luc.email), Letter.objects.get(to=marie.email)
    assert club.name in mine.body and "prepare applications" in mine.body
    assert "luc@example.org" in hers.body and hers.language == "fr"


def test_a_code_links_so_many_accounts_and_no_more(club, luc):
    code, _plain = linked.code(club, max_uses=2)
    actions.redeem(code, by=luc)
    actions.redeem(code, by=linked.person("nadia@example.org"))

    with pytest.raises(Refused):
        actions.redeem(code, by=linked.person("omar@example.org"))


def test_a_second_code_widens_and_never_narrows(club, luc):
    actions.redeem(linked.code(club, rights=[Right.REPORTS])[0], by=luc)
    wider = actions.redeem(linked.code(club, rights=[Right.SUBMIT])[0], by=luc)

    assert wider.rights == [Right.VIEW, Right.SUBMIT, Right.REPORTS]
    assert luc.memberships.filter(ended_at=None).count() == 1


def test_a_code_that_adds_nothing_is_not_used_up(club, marie):
    code, _plain = linked.code(club)

    with pytest.raises(AlreadyLinked):
        actions.redeem(code, by=marie)
    code.refresh_from_db()
    assert code.uses == 0


@pytest.mark.parametrize(("seconds", "usable"), [(-1, True), (1, False)])
def test_a_code_expires_to_the_second(club, luc, time_machine, seconds, usable):
    code, plain = linked.code(club, days=30)
    time_machine.move_to(code.expires_at + timedelta(seconds=seconds), tick=False)

    if usable:
        assert actions.redeem(actions.look_up(plain, by=luc, network=HERE), by=luc)
    else:
        with pytest.raises(Refused):
            actions.look_up(plain, by=luc, network=HERE)
        with pytest.raises(Refused):
            actions.redeem(code, by=luc)


def test_a_code_that_expires_between_the_two_pages_links_nothing(club, luc, time_machine):
    code, plain = linked.code(club)
    found = actions.look_up(plain, by=luc, network=HERE)
    time_machine.move_to(code.expires_at + timedelta(seconds=1))

    with pytest.raises(Refused):
        actions.redeem(found, by=luc)
    assert not may(luc, club.pk, Right.VIEW)


def test_a_revoked_code_links_nobody_and_those_it_linked_stay(club, luc, marie):
    code, plain = linked.code(club, max_uses=3)
    actions.redeem(code, by=luc)

    actions.revoke_code(code, by=marie, why="Lost")

    with pytest.raises(Refused):
        actions.look_up(plain, by=linked.person("nadia@example.org"), network=HERE)
    assert may(luc, club.pk, Right.VIEW)
    code.refresh_from_db()
    assert (code.revoked_by, code.revoked_why) == (marie, "Lost")


def test_a_member_who_may_not_manage_access_revokes_nothing(club, luc):
    linked.member(luc, club, Right.VIEW, Right.SUBMIT)
    code, _plain = linked.code(club)

    with pytest.raises(PermissionDenied):
        actions.revoke_code(code, by=luc, why="?")


@pytest.mark.django_db(transaction=True)
def test_of_twenty_people_at_once_one_wins():
    club = linked.club()
    code, _plain = linked.code(club)
    outcomes, people = [], [linked.person(f"p{i}@example.org") for i in range(20)]
    together = threading.Barrier(20, timeout=60)

    def press(user):
        try:
            together.wait()
            actions.redeem(code, by=user)
            outcomes.append("linked")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["linked"] + ["refused"] * 19
    assert club.memberships.count() == 1
    code.refresh_from_db()
    assert code.uses == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_who_presses_five_times_is_linked_once():
    club, luc = linked.club(), linked.person("luc@example.org")
    code, _plain = linked.code(club, max_uses=5)
    outcomes = []

    def press():
        try:
            actions.redeem(code, by=luc)
            outcomes.append("linked")
        except AlreadyLinked:
            outcomes.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["already"] * 4 + ["linked"]
    assert AccessCodeUse.objects.count() == 1
    assert AccessCode.objects.usable(timezone.now()).get().uses == 1
