"""The roles of staff: what the list says is what the database does, and nothing else."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts import actions, roles
from accounts.actions import staff
from accounts.models import User
from accounts.roles import BY_CODE, ROLES, StaffRole
from tests import samples

pytestmark = pytest.mark.django_db
CONTENT = {"licensing.read_application", "licensing.read_disclosure", "licensing.view_event"}
OWN = ("icajo", "accounts", "licensing", "submissions", "payments")


def sync():
    said = StringIO()
    call_command("sync_roles", stdout=StringIO(), stderr=said)
    return said.getvalue()


def allowed(group):
    found = Permission.objects.filter(group__name=group).values_list("content_type__app_label", "codename")
    return {".".join(one) for one in found}


def any_permission():
    return Permission.objects.get(content_type__app_label="payments", codename="delete_payment")


def test_a_role_may_exactly_what_the_list_says():
    sync()

    assert {role.code: allowed(role.group) for role in ROLES} == {role.code: set(role.may) for role in ROLES}


def test_what_was_added_by_hand_is_taken_away():
    sync()
    Group.objects.get(name="Inspectors").permissions.add(any_permission())

    sync()

    assert allowed("Inspectors") == set(BY_CODE["inspector"].may)


def test_a_group_that_is_no_role_is_told_and_allows_nothing():
    sync()
    handmade = Group.objects.create(name="Friends of the house")
    handmade.permissions.add(any_permission())

    assert "Friends of the house" in sync()
    assert allowed("Friends of the house") == set()


def test_what_a_person_was_given_by_hand_is_told_and_taken_away():
    sync()
    clerk = samples.person("clerk@example.org", is_staff=True)
    clerk.user_permissions.add(any_permission())

    assert "clerk@example.org: permissions given by hand" in sync()
    assert not clerk.user_permissions.exists()


def test_superusers_and_staff_without_a_role_are_told():
    sync()
    samples.person("root@example.org", is_staff=True, is_superuser=True)
    samples.person("clerk@example.org", is_staff=True)
    samples.staff("finance", "money@example.org")

    said = sync()

    assert "root@example.org: a superuser" in said and "clerk@example.org: of the staff, without a role" in said
    assert "money@example.org" not in said


def test_a_permission_that_does_not_exist_stops_everything(monkeypatch):
    sync()
    before = allowed("Inspectors")
    misspelt = StaffRole("clown", "Clowns", "Clown", "", ("licensing.view_licence", "licensing.juggle_licence"))
    monkeypatch.setattr(staff, "ROLES", (misspelt, *ROLES))

    with pytest.raises(CommandError, match=r"licensing\.juggle_licence"):
        sync()

    assert not Group.objects.filter(name="Clowns").exists() and allowed("Inspectors") == before


def test_a_role_that_was_renamed_keeps_its_people():
    former = Group.objects.create(name="Licensing officers")
    officer = samples.person("agente@example.org", is_staff=True)
    officer.groups.add(former)

    sync()

    assert [role.code for role in staff.roles_of(officer)] == ["eligibility-officer"]
    assert not Group.objects.filter(name="Licensing officers").exists()


def test_loading_what_every_portal_needs_loads_the_roles():
    call_command("load_reference", stdout=StringIO(), stderr=StringIO())

    assert set(Group.objects.values_list("name", flat=True)) == {role.group for role in ROLES}


def test_every_permission_that_a_model_of_ours_declares_is_somebodys():
    declared = {
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        if model._meta.app_label in OWN
        for codename, _name in model._meta.permissions
    }

    assert declared - {label for role in ROLES for label in role.may} == set()


def test_who_only_needs_to_know_which_files_there_are_reads_none():
    read = {role.code for role in ROLES if CONTENT & set(role.may)}

    assert read == {"intake", "eligibility-officer", "senior-officer", "registrar"}


def test_the_administrator_has_nothing_of_licensing_or_money_but_teams_trails_and_conflicts():
    others = {label for label in BY_CODE["administrator"].may if not label.startswith(("accounts.", "auth."))}

    assert {label.partition("_")[2] for label in others} == {"teammember", "trail", "conflict"}


def test_only_the_administrator_manages_staff():
    assert [role.code for role in ROLES if roles.MANAGE in role.may] == ["administrator"]


def test_nothing_is_deleted_but_a_rate_that_does_not_count_yet():
    deletes = {label for role in ROLES for label in role.may if ".delete_" in label}

    assert deletes == {"licensing.delete_feerate"}


def test_only_those_who_decide_may_decide():
    may = [role.code for role in ROLES if "licensing.decide_application" in role.may]

    assert may == ["eligibility-officer", "senior-officer", "registrar"]


def test_a_role_names_no_permission_twice():
    twice = {role.code: sorted({label for label in role.may if role.may.count(label) > 1}) for role in ROLES}

    assert {code: labels for code, labels in twice.items() if labels} == {}


def test_the_first_administrator_comes_from_the_command_line():
    sync()
    ada = samples.person("ada@example.org")

    call_command("give_role", "Ada@example.org", "administrator", why="First day", stdout=StringIO())

    ada.refresh_from_db()
    change = ada.role_changes.get()
    assert ada.is_staff and not ada.is_superuser
    assert (change.role, change.by, change.why) == ("administrator", None, "First day")


def test_a_role_from_the_command_line_leaves_those_one_has():
    ada = samples.staff("finance", "ada@example.org")

    call_command("give_role", "ada@example.org", "administrator", why="Second hat", stdout=StringIO())

    assert [role.code for role in staff.roles_of(ada)] == ["finance", "administrator"]


def test_nobody_gets_a_role_under_an_address_that_is_not_theirs():
    sync()

    with pytest.raises(CommandError, match="No open account"):
        call_command("give_role", "nobody@example.org", "administrator", why="?")
    assert not User.objects.filter(is_staff=True).exists()


def test_a_closed_account_gets_no_role():
    leaver = samples.staff("finance", "leaver@example.org")
    actions.close_account(leaver, by=None, why="Left")

    with pytest.raises(PermissionDenied):
        actions.change_roles(leaver, roles=["finance"], by=None, why="?")
