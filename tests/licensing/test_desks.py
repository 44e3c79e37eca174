"""Each role of the staff has its own desk: its queues, counted in one statement, and nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_roles
from accounts.models import Merge
from accounts.roles import BY_CODE
from licensing.desks import DESKS, desks_of
from tests import samples
from tests.licensing.queued import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(person):
    return signed_in(person).get(reverse("licensing:desk"))


def test_every_role_has_a_desk():
    assert DESKS.keys() == BY_CODE.keys() and all(DESKS.values())


@pytest.mark.parametrize("role", BY_CODE)
def test_a_role_gets_to_each_of_its_queues_and_sees_no_other(role):
    person = samples.staff(role)
    client, answer = signed_in(person), page(person)

    [(its, queues)] = desks_of(person, on=timezone.localdate())

    assert answer.status_code == 200 and its.code == role
    assert {one.url: client.get(one.url).status_code for one in queues} == dict.fromkeys(
        (one.url for one in queues), 200
    )
    others = {str(queue.label) for code in DESKS if code != role for queue in DESKS[code]}
    seen = {name for name in others - {str(one.label) for one in queues} if f">{name}<" in answer.content.decode()}
    assert seen == set()


def test_the_counts_are_right_and_cost_one_statement():
    person, owner = samples.staff("customer-service"), samples.person("owner@example.org")
    change_roles(person, roles=list(BY_CODE), by=None, why="test")
    a_file(owner, 1, officer=person)
    a_file(owner, 2, state="submitted")
    Merge.objects.create(kept=owner, closed=samples.person())

    with CaptureQueriesContext(
        connection,
    ) as asked:
        desks = desks_of(person, on=timezone.localdate())

    found = {(role.code, str(one.label)): one.count for role, queues in desks for one in queues}
    assert len(asked) == 2  # whose roles, and all the counts
    assert found["registrar", "My files"] == 1
    assert found["intake", "Files just received"] == 1
    assert found["customer-service", "Mergers of accounts that wait"] == 1


def test_whoever_loses_a_role_is_signed_out_and_whoever_has_none_has_no_desk():
    person = samples.staff("finance")
    client = signed_in(person)
    assert client.get(reverse("licensing:desk")).status_code == 200

    change_roles(person, roles=[], by=None, why="left")

    assert client.get(reverse("licensing:desk")).status_code == 302
    person.refresh_from_db()
    assert page(person).status_code == 403
