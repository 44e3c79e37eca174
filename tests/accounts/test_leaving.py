"""Roles on the desk: given and taken by the administrator alone, written down, and the end of one's sessions."""

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.actions.staff import roles_of
from accounts.models import RoleChange
from accounts.roles import ROLES
from tests import samples

from .conftest import sign_in

pytestmark = pytest.mark.django_db
DESK = "/en/admin/"
WHY = "New in the team since Monday, asked by the director"
OTHERS = [role.code for role in ROLES if role.code != "administrator"]


@pytest.fixture
def ada(db):
    return samples.staff("administrator", "ada@example.org", first_name="Ada", language="en")


@pytest.fixture
def officer(db):
    return samples.staff("eligibility-officer", "odile@example.org", first_name="Odile", language="en")


@pytest.fixture
def desk(ada):
    return signed_in(ada)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def change(desk, person, verb, **answer):
    return desk.post(reverse("admin:accounts_user_staff", args=[person.pk, verb]), {"why": WHY} | answer)


def codes(person):
    return [role.code for role in roles_of(person)]


def test_the_administrator_gives_a_role_and_it_is_written_who_when_and_why(desk, ada, marie):
    change(desk, marie, "roles", roles=["intake", "complaints"])

    marie.refresh_from_db()
    assert (codes(marie), marie.is_staff) == (["intake", "complaints"], True)
    written = RoleChange.objects.filter(person=marie).order_by("pk")
    assert [(one.what, one.role, one.by, one.why) for one in written] == [
        ("given", "intake", ada, WHY),
        ("given", "complaints", ada, WHY),
    ]


def test_whoever_has_no_role_left_is_not_of_the_staff(desk, officer):
    change(desk, officer, "roles", roles=[])

    officer.refresh_from_db()
    assert (codes(officer), officer.is_staff) == ([], False)


def test_without_a_reason_no_role_is_given(desk, marie):
    change(desk, marie, "roles", roles=["intake"], why=" ")

    assert codes(marie) == [] and not RoleChange.objects.filter(person=marie).exists()


def test_leaving_a_role_ends_every_session_of_the_person(desk, officer, settings):
    settings.STAFF_SECOND_FACTOR = False
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, officer.email, samples.PASSWORD)
        assert browser.get(DESK).status_code == 200

    change(desk, officer, "roles", roles=["complaints"])

    for browser in (here, there):
        assert browser.get("/en/my-profile/")["Location"].startswith("/en/sign-in/")


def test_a_session_that_no_list_knows_of_ends_too(desk, officer):
    browser = signed_in(officer)  # signs in past the list of sessions

    change(desk, officer, "roles", roles=[])

    assert browser.get("/en/my-profile/")["Location"].startswith("/en/sign-in/")


def test_the_sessions_of_others_go_on(desk, officer, marie):
    other = signed_in(marie)

    change(desk, officer, "roles", roles=[])

    assert other.get("/en/my-profile/").status_code == 200 and desk.get(DESK).status_code == 200


def test_a_further_role_ends_nothing(desk, officer):
    browser = signed_in(officer)

    change(desk, officer, "roles", roles=["eligibility-officer", "complaints"])

    assert browser.get(DESK).status_code == 200


def test_a_closed_account_is_at_the_sign_in_page_with_its_next_page(desk, officer):
    browser = signed_in(officer)
    assert browser.get("/session/").status_code == 200

    change(desk, officer, "close")

    assert browser.get(DESK, follow=True).redirect_chain[-1][0].startswith("/en/sign-in/")
    assert browser.get("/session/").status_code == 401


def test_a_closed_account_neither_signs_in_nor_keeps_a_role(client, desk, officer):
    change(desk, officer, "close")
    sign_in(client, officer.email, samples.PASSWORD)

    assert "_auth_user_id" not in client.session
    assert codes(officer) == []
    assert list(RoleChange.objects.filter(person=officer, by__isnull=False).values_list("what", flat=True)) == [
        "closed",
        "taken",
    ]


def test_an_account_opened_again_has_no_session_and_no_role_of_before(desk, officer):
    browser = signed_in(officer)
    change(desk, officer, "close")
    change(desk, officer, "open")

    officer.refresh_from_db()
    assert officer.is_active and not officer.is_staff and codes(officer) == []
    assert browser.get("/en/my-profile/")["Location"].startswith("/en/sign-in/")
    assert not any(one.get_decoded().get("_auth_user_id") == str(officer.pk) for one in Session.objects.all())


def test_nobody_else_of_the_staff_changes_anything(marie):
    colleagues = {role: signed_in(samples.staff(role)) for role in OTHERS}

    answers = {
        role: {change(desk, marie, verb, roles=["registrar"]).status_code for verb in ("roles", "close", "open")}
        for role, desk in colleagues.items()
    }

    assert answers == {role: {403} for role in OTHERS}
    assert not RoleChange.objects.filter(person=marie).exists()


def test_nobody_changes_their_own_roles(desk, ada):
    for verb in ("roles", "close", "open"):
        assert change(desk, ada, verb, roles=["administrator", "registrar"]).status_code == 403
    assert codes(ada) == ["administrator"]


def test_the_administrator_does_not_touch_a_superuser(desk):
    root = samples.person("root@example.org", is_staff=True, is_superuser=True)

    assert change(desk, root, "close").status_code == 403


def test_the_verb_asks_too_who_it_is_done_by(officer, marie):
    with pytest.raises(PermissionDenied):
        actions.change_roles(marie, roles=["registrar"], by=officer, why="?")
    with pytest.raises(PermissionDenied):
        actions.close_account(marie, by=officer, why="?")


def test_no_right_and_no_password_is_typed_on_the_page_of_a_person(desk, marie):
    page = desk.get(reverse("admin:accounts_user_change", args=[marie.pk]))

    typed = {"first_name", "last_name", "phone", "other_phone", "born_on", "language"}
    assert set(page.context["adminform"].form.fields) == typed
    assert marie.password not in page.text


def test_the_administrator_corrects_a_name_and_nothing_else_changes(desk, marie):
    facts = {"first_name": "Marie-Ève", "last_name": "Roy", "language": "fr", "is_superuser": "on", "is_staff": "on"}
    empty = {f"{name}-{part}_FORMS": "0" for name in ("memberships", "role_changes") for part in ("TOTAL", "INITIAL")}
    desk.post(reverse("admin:accounts_user_change", args=[marie.pk]), facts | empty)

    marie.refresh_from_db()
    assert (marie.first_name, marie.is_superuser, marie.is_staff) == ("Marie-Ève", False, False)


def test_nobody_sets_the_password_of_somebody_else(desk, officer):
    page = reverse("admin:auth_user_password_change", args=[officer.pk])

    assert desk.post(page, {"password1": "Perroquet-8-vert", "password2": "Perroquet-8-vert"}).status_code == 403


def test_the_page_of_a_person_tells_the_roles_and_what_became_of_them(desk, officer):
    change(desk, officer, "roles", roles=["eligibility-officer", "registrar"])

    page = desk.get(reverse("admin:accounts_user_change", args=[officer.pk])).text

    assert "Eligibility officer, Registrar" in page and WHY in page and "staff/roles/" in page


def test_what_each_role_may_and_who_has_it_can_be_read_and_not_changed(desk, officer):
    row = officer.groups.get()
    page = desk.get(reverse("admin:auth_group_change", args=[row.pk]))

    assert "licensing.decide_application" in page.text and "odile@example.org" in page.text
    assert desk.post(reverse("admin:auth_group_change", args=[row.pk]), {"name": "x"}).status_code == 403
    assert desk.get(reverse("admin:auth_group_add")).status_code == 403


def test_what_was_written_stays(officer):
    written = RoleChange.objects.filter(person=officer)

    for attempt in (written.delete, lambda: written.update(why="never")):
        with pytest.raises(Error), transaction.atomic():
            attempt()
    assert written.get().why == "test"


def test_the_administrator_reads_no_file(desk, marie):
    for page in (
        "admin:licensing_application_changelist",
        "admin:licensing_licence_changelist",
        "admin:payments_desk",
    ):
        assert desk.get(reverse(page)).status_code == 403
