"""Who has which role of the staff, and what the database knows of the roles themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..errors import NoSuchPermission, RolesNotLoaded
from ..models import RoleChange, User
from ..permissions import manages_staff
from ..roles import BY_CODE, BY_GROUP, ROLES, StaffRole
from .sign_in import sign_out_everywhere

What = RoleChange.What


@transaction.atomic
def change_roles(person: User, *, roles: Iterable[str], by: User | None, why: str) -> None:
    """These roles (codes of roles.py) and no other; each one given or taken is written down.

    Losing one ends every session of the person.  `by` is None from the command line.  Raises PermissionDenied, also
    for an account that is closed, and RolesNotLoaded.
    """
    person = _lock(person, by)
    wanted, held = {BY_CODE[code] for code in roles}, set(roles_of(person))
    if wanted and not person.is_active:
        raise PermissionDenied("closed")
    rows = Group.objects.filter(name__in=[role.group for role in wanted])
    if len(rows) < len(wanted):
        raise RolesNotLoaded
    for role in sorted(wanted - held, key=ROLES.index):
        _write(person, What.GIVEN, by, why, role)
    for role in sorted(held - wanted, key=ROLES.index):
        _write(person, What.TAKEN, by, why, role)
    person.groups.set(rows)
    person.is_staff = bool(wanted) or person.is_superuser
    person.save(update_fields=["is_staff"])
    if held - wanted:
        sign_out_everywhere(person)


@transaction.atomic
def close_account(person: User, *, by: User | None, why: str) -> None:
    """Nobody signs in with it any more; its sessions end and its roles go.  Raises PermissionDenied."""
    change_roles(person, roles=[], by=by, why=why)
    person = _lock(person, by)
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        _write(person, What.CLOSED, by, why)
    sign_out_everywhere(person)


@transaction.atomic
def open_account(person: User, *, by: User | None, why: str) -> None:
    """The person may sign in again, without the roles of before.  Raises PermissionDenied."""
    person = _lock(person, by)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        _write(person, What.OPENED, by, why)


def roles_of(person: User) -> list[StaffRole]:
    """The roles that somebody has, in the order of the list."""
    held = set(person.groups.values_list("name", flat=True))
    return [role for role in ROLES if role.group in held]


def _lock(person: User, by: User | None) -> User:
    if by is not None and not manages_staff(by, person):
        raise PermissionDenied("manage_staff")
    return User.objects.select_for_update().get(pk=person.pk)


def _write(person, what, by, why, role=None):
    RoleChange.objects.create(person=person, what=what, role=role.code if role else "", by=by, why=why)


# The roles themselves


@dataclass(frozen=True)
class Strays:
    """What no role explains.  The first two lose what they allow; the others are for somebody to look at."""

    groups: list[str]
    given_by_hand: list[str]
    superusers: list[str]
    without_role: list[str]


@transaction.atomic
def sync_roles() -> Strays:
    """Make the roles in the database what the list says, exactly, and tell what is none of them.

    Raises NoSuchPermission before anything is changed.
    """
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    if unknown := sorted({label for role in ROLES for label in role.may} - known.keys()):
        raise NoSuchPermission(unknown)
    for role in ROLES:
        _row(role).permissions.set([known[label] for label in role.may])
    strays = _strays()
    Group.permissions.through.objects.exclude(group__name__in=BY_GROUP).delete()
    User.user_permissions.through.objects.all().delete()
    return strays


def _row(role: StaffRole) -> Group:
    """The row of a role; the one under its former name goes on, with the people in it."""
    if role.formerly and not Group.objects.filter(name=role.group).exists():
        Group.objects.filter(name=role.formerly).update(name=role.group)
    return Group.objects.get_or_create(name=role.group)[0]


def _strays() -> Strays:
    staff = User.objects.filter(is_staff=True, is_superuser=False, is_active=True)
    return Strays(
        groups=list(Group.objects.exclude(name__in=BY_GROUP).order_by("name").values_list("name", flat=True)),
        given_by_hand=_addresses(User.objects.filter(user_permissions__isnull=False)),
        superusers=_addresses(User.objects.filter(is_superuser=True, is_active=True)),
        without_role=_addresses(staff.exclude(groups__name__in=BY_GROUP)),
    )


def _addresses(people) -> list[str]:
    return list(people.order_by("email").values_list("email", flat=True).distinct())
