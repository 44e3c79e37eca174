"""Guessing: one answer, in one time, and so many tries an hour, whatever becomes of the cache."""

import statistics
import threading
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts import actions, codes
from accounts.actions.codes import TRIES_IN_ALL
from accounts.errors import Refused, TooMany
from accounts.models import AccessCode, CodeTry

from . import linked
from .conftest import sign_in

pytestmark = pytest.mark.usefixtures("hashed_well")

PAGE = "/en/access-code/"
HERE, THERE = "a" * 64, "b" * 64


@pytest.fixture
def luc(db):
    return linked.person("luc@example.org")


@pytest.fixture
def club(db):
    return linked.club()


def unknown():
    return codes.in_groups(codes.new_characters(4), codes.new_characters(16))


def guess(luc, network=HERE, times=5):
    for _ in range(times):
        with pytest.raises(Refused):
            actions.look_up(unknown(), by=luc, network=network)


def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(club, luc, time_machine):
    time_machine.move_to("2027-03-10 12:00:00-05:00", tick=False)
    _code, plain = linked.code(club)
    guess(luc)

    with pytest.raises(TooMany) as wait:
        actions.look_up(plain, by=luc, network=THERE)
    assert wait.value.until == timezone.now() + timedelta(hours=1)
    time_machine.shift(timedelta(minutes=59, seconds=59))
    with pytest.raises(TooMany):
        actions.look_up(plain, by=luc, network=THERE)
    time_machine.shift(timedelta(seconds=1))
    assert actions.look_up(plain, by=luc, network=THERE)


def test_trying_while_it_waits_does_not_make_it_longer(club, luc, time_machine):
    time_machine.move_to("2027-03-10 12:00:00-05:00", tick=False)
    guess(luc)
    time_machine.shift(timedelta(minutes=50))
    for _ in range(3):
        with pytest.raises(TooMany):
            actions.look_up(unknown(), by=luc, network=HERE)

    time_machine.shift(timedelta(minutes=10))
    guess(luc, times=1)


def test_right_codes_are_not_counted(club, luc):
    for _ in range(7):
        actions.look_up(linked.code(club)[1], by=luc, network=HERE)

    assert not CodeTry.objects.exists()


def test_twenty_an_hour_from_one_network_whoever_asks(db):
    for i in range(4):
        guess(linked.person(f"p{i}@example.org"))

    with pytest.raises(TooMany):
        actions.look_up(unknown(), by=linked.person("p4@example.org"), network=HERE)
    guess(linked.person("p5@example.org"), network=THERE, times=1)


def test_two_hundred_an_hour_in_all(luc):
    CodeTry.objects.bulk_create(CodeTry(network=f"{i:064}") for i in range(TRIES_IN_ALL))

    with pytest.raises(TooMany):
        actions.look_up(unknown(), by=luc, network=HERE)


def test_the_count_survives_an_emptied_cache(luc):
    guess(luc)
    cache.clear()

    with pytest.raises(TooMany):
        actions.look_up(unknown(), by=luc, network=HERE)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_tries_at_once_five_are_looked_at():
    luc, outcomes = linked.person("luc@example.org"), []

    def press():
        try:
            actions.look_up(unknown(), by=luc, network=HERE)
        except Refused:
            outcomes.append("looked at")
        except TooMany:
            outcomes.append("too many")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("looked at") <= 5
    assert len(outcomes) == 20


@pytest.fixture
def refused(club, marie):
    """One code of each sort that links nothing."""
    used, plain_used = linked.code(club)
    actions.redeem(used, by=marie)
    revoked, plain_revoked = linked.code(club)
    actions.revoke_code(revoked, by=linked.clerk(), why="?")
    expired, plain_expired = linked.code(club)
    AccessCode.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(days=1))
    _other, plain_other = linked.code(linked.club(name="Another"))
    crossed = codes.in_groups(codes.read(linked.code(club)[1])[0], codes.read(plain_other)[1])
    return {
        "unknown": unknown(),
        "not a code": "ABCD-EFGH",
        "used": plain_used,
        "revoked": plain_revoked,
        "expired": plain_expired,
        "crossed": crossed,
    }


def body_of(response, typed):
    lines = response.content.decode().replace(typed, "TYPED").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and "session-end" not in line]


def test_every_wrong_code_gets_one_answer(client, luc, refused):
    client.force_login(luc)
    bodies = {}
    for name, typed in refused.items():
        CodeTry.objects.all().delete()
        answer = client.post(PAGE, {"access_code": typed})
        bodies[name] = (answer.status_code, body_of(answer, typed))

    assert bodies["unknown"][0] == 200 and "This code cannot be used" in "".join(bodies["unknown"][1])
    assert [name for name, body in bodies.items() if body != bodies["unknown"]] == []


def test_every_wrong_code_takes_as_long(luc, refused):
    """Measured in work done, so that a busy machine changes nothing."""
    spent = {name: [] for name in refused}
    for _ in range(20):
        for name, typed in refused.items():
            CodeTry.objects.all().delete()
            start = time.process_time()
            with pytest.raises(Refused):
                actions.look_up(typed, by=luc, network=HERE)
            spent[name].append(time.process_time() - start)

    medians = {name: statistics.median(times) for name, times in spent.items()}
    middle = statistics.median(medians.values())
    assert {name: t for name, t in medians.items() if abs(t - middle) > middle * 0.2} == {}


def test_the_sixth_wrong_code_is_429_and_says_until_when(client, luc, club, time_machine):
    time_machine.move_to("2027-03-10 12:00:00-05:00", tick=False)
    client.force_login(luc)
    answers = [client.post(PAGE, {"access_code": unknown()}).status_code for _ in range(6)]
    right = client.post("/fr/code-d-acces/", {"access_code": linked.code(club)[1]})

    assert answers == [200] * 5 + [429]
    assert right.status_code == 429 and right.headers["Retry-After"] == "3600"
    assert "13 h" in right.text.replace("\xa0", " ")


def test_the_table_of_tries_holds_no_address_and_no_code(client, luc):
    client.force_login(luc)
    typed = unknown()
    client.post(PAGE, {"access_code": typed}, REMOTE_ADDR="203.0.113.9")

    row = CodeTry.objects.values().get()
    assert len(row["network"]) == 64 and "203.0.113" not in str(row) and typed[:9] not in str(row)


def test_the_homes_behind_one_connection_count_as_one_network(client, luc):
    client.force_login(luc)
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
        client.post(PAGE, {"access_code": unknown()}, REMOTE_ADDR=address)

    first, second, third = CodeTry.objects.order_by("pk").values_list("network", flat=True)
    assert first == second != third


def test_a_code_typed_after_the_session_ended_is_kept_nowhere(client, luc):
    sign_in(client, luc.email)
    client.cookies.pop("session")
    client.post(PAGE, {"access_code": "K7QD-SECRET"})

    assert "K7QD" not in str(dict(client.session))
