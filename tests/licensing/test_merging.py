"""Two accounts of one person become one: both agree, what one held is in the other, and nobody else learns of it."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, belongings
from accounts.errors import NotMergeable
from accounts.models import Membership, Merge, MergeStep, Source, User
from icajo.models import Letter
from licensing.models import Application
from licensing.trail import of_person, page_of
from tests import samples
from tests.accounts.codes_of import give_app
from tests.accounts.conftest import sign_in as asked_to_sign_in
from tests.licensing.queued import a_file

pytestmark = pytest.mark.django_db
WHY = "Date of birth and last receipt, by telephone, S. Haddad"
TWO_DAYS = timedelta(days=2, minutes=1)


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def salma():
    return samples.staff("customer-service", "salma@example.org")


@pytest.fixture
def old():
    """An account that filed for a club, and has a draft."""
    person = samples.person("old@example.org")
    actions.join(person, a_file(person, 1).organization, Source.ACCESS_CODE)
    Application.objects.create(ref="2026-000002", once="d", type_code="raffle", created_by=person)
    return person


@pytest.fixture
def new():
    return samples.person("new@example.org")


def asked(old, new, salma):
    return actions.ask_merge(kept=new, closed=old, by=salma, why=WHY)


def merged(old, new, salma):
    merge = asked(old, new, salma)
    actions.confirm_merge(merge, by=old)
    return actions.confirm_merge(merge, by=new)


def signed_in(person, **facts):
    client = Client()
    asked_to_sign_in(client, person.email, samples.PASSWORD, **facts)
    return client


def letters(template):
    return {letter.to for letter in Letter.objects.filter(key__startswith=f"{template}-")}


def test_once_both_agree_all_that_one_held_is_in_the_other(old, new, salma):
    club = old.memberships.get().organization

    merged(old, new, salma)

    assert set(Application.objects.of(new).values_list("ref", flat=True)) == {"2026-000001", "2026-000002"}
    assert not Application.objects.of(old).exists()
    assert [one.organization for one in new.memberships.in_force()] == [club]
    assert letters("accounts_merged") == {old.email, new.email}


def test_nothing_moves_before_both_agree_and_one_may_say_no(old, new, salma):
    merge = asked(old, new, salma)
    actions.confirm_merge(merge, by=new)
    actions.confirm_merge(merge, by=new)

    actions.stop_merge(merge, by=old)

    assert Application.objects.filter(created_by=old).count() == 2
    assert old.memberships.in_force().count() == 1
    with pytest.raises(NotMergeable):
        actions.confirm_merge(merge, by=old)


def test_the_closed_account_signs_in_no_more_and_its_sessions_end(old, new, salma):
    client = signed_in(old)
    assert client.get("/en/my-profile/").status_code == 200

    merged(old, new, salma)

    assert client.get("/en/my-profile/").status_code == 302
    assert signed_in(old).get("/en/my-profile/").status_code == 302
    assert signed_in(new).get("/en/my-profile/").status_code == 200


def test_its_address_cannot_be_registered_again(old, new, salma):
    old.emailaddress_set.update(verified=False)  # even where it was never activated
    merged(old, new, salma)

    actions.register(email=old.email, password="Another-Tombola-7", first_name="Eve", last_name="Eve")

    old.refresh_from_db()
    assert not old.is_active and old.first_name == "Amélie" and not old.has_usable_password()
    assert letters("account_already_registered") == {old.email}


def test_a_second_step_is_never_lost(old, new, salma):
    give_app(old)
    merge = asked(old, new, salma)

    with pytest.raises(NotMergeable):
        actions.confirm_merge(merge, by=new)
    give_app(new)
    actions.confirm_merge(merge, by=new)
    actions.confirm_merge(merge, by=old)

    assert [one.user for one in Authenticator.objects.all()] == [new]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((["view"], Source.STAFF, None), (["submit"], Source.STAFF, None), (["view", "submit"], Source.STAFF, None)),
        ((["view"], Source.STAFF, None), (["submit"], Source.STAFF, date(2027, 1, 1)), (["view"], Source.STAFF, None)),
        ((["view"], Source.AGENT, None), (["view"], Source.STAFF, date(2027, 1, 1)),
         (["view"], Source.STAFF, date(2027, 1, 1))),
    ],
)  # fmt: skip
def test_two_memberships_as_one_never_allow_more_than_one_of_them_did(one, other, expected):
    held = [Membership(rights=rights, source=source, until=until) for rights, source, until in (one, other)]

    rights, source, until = actions.merging.together(held)

    assert (sorted(rights), source, until) == (sorted(expected[0]), *expected[1:])


def test_access_that_was_taken_away_does_not_come_back(old, new, salma):
    file = a_file(old, 7, by_agent=True)
    actions.join(old, file.organization, Source.AGENT, ended_at=timezone.now(), ended_why="they asked")
    assert not Application.objects.of(old).filter(pk=file.pk).exists()

    merged(old, new, salma)

    assert not Application.objects.of(new).filter(pk=file.pk).exists()


def test_who_did_what_stays_as_it_was(old, new, salma):
    event = Application.objects.get(ref="2026-000001").events.create(verb="start", by=old)

    merged(old, new, salma)

    event.refresh_from_db()
    assert event.by == old
    assert MergeStep.objects.get(what="done").moved["licensing.Application.created_by"] != []
    lines = [line.why for line in page_of(of_person(new), 1).lines]
    assert WHY in lines


def test_a_second_person_answers_for_an_account_nobody_gets_into_after_two_days(old, new, salma, monkeypatch):
    other = samples.staff("customer-service", "other@example.org")
    merge = asked(old, new, salma)
    actions.confirm_merge(merge, by=new)
    with pytest.raises(NotMergeable):
        actions.vouch_for_merge(merge, by=other, why=WHY)
    later = timezone.now() + TWO_DAYS
    monkeypatch.setattr(timezone, "now", lambda: later)

    with pytest.raises(PermissionDenied):
        actions.vouch_for_merge(merge, by=salma, why=WHY)
    actions.vouch_for_merge(merge, by=other, why=WHY)

    assert not User.objects.get(pk=old.pk).is_active
    assert set(actions.steps_of(merge)) == {"asked", "kept", "vouched", "done"}


def test_staff_and_closed_accounts_are_not_merged(old, new, salma):
    officer = samples.officer()
    User.objects.filter(pk=new.pk).update(is_active=False)

    for kept, closed in ((officer, old), (old, officer), (new, old), (old, old)):
        with pytest.raises(NotMergeable):
            asked(closed, User.objects.get(pk=kept.pk), salma)
    with pytest.raises(PermissionDenied):
        actions.ask_merge(kept=old, closed=officer, by=officer, why=WHY)


def test_customer_service_sees_both_side_by_side_and_asks(old, new, salma):
    desk = Client()
    desk.force_login(salma)
    person = reverse("licensing:service_person", args=[new.pk])
    other = reverse("licensing:merge_other", args=[new.pk])
    assert other in desk.get(person).content.decode()

    unknown = desk.post(other, {"email": "nobody@example.org"}).content.decode()
    page = desk.post(other, {"email": "OLD@example.org"}, follow=True)
    seen = page.content.decode()
    nothing = desk.post(page.redirect_chain[-1][0], {"why": ""}).content.decode()
    done = desk.post(page.redirect_chain[-1][0], {"why": WHY}, follow=True)

    assert "nobody@example.org" in unknown and "error-summary" in unknown and "error-summary" in nothing
    assert "Club 1" in seen and "2026-000001" in seen and old.email in seen and new.email in seen
    assert done.status_code == 200 and letters("merge_asked") == {old.email, new.email}
    assert Merge.objects.get().kept == new


def test_the_person_agrees_on_both_pages_and_a_stranger_finds_none(old, new, salma):
    merge = asked(old, new, salma)
    page = f"/en/my-profile/merger/{merge.pk}/"
    assert signed_in(samples.person("eve@example.org")).get(page).status_code == 404
    staying, closing = signed_in(new), signed_in(old)

    shown = staying.get(page).content.decode()
    staying.post(page, {"answer": "yes"})
    closing.post(page, {"answer": "yes"})

    assert old.email not in shown and "o…@example.org" in shown
    assert not User.objects.get(pk=old.pk).is_active
    assert staying.get(page).status_code == 404


def test_every_column_that_leads_to_a_person_says_what_becomes_of_it():
    ours = {"accounts", "icajo", "licensing", "payments", "submissions"}
    columns = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model._meta.app_label in ours
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    decided = {(label, name) for of in (belongings.MOVES, belongings.STAYS) for label in of for name in of[label]}

    assert {one for one in columns - decided if one[1] not in belongings.WHO_DID_IT} == set()
    assert decided - columns == set()


def test_a_merger_is_never_changed_nor_deleted(old, new, salma):
    merge = merged(old, new, salma)

    for statement in ("delete from accounts_merge", f"update accounts_merge set kept_id = closed_id, id = {merge.pk}"):
        refused = pytest.raises(DatabaseError, match="pgtrigger: Cannot")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
