"""Closing the account of somebody who asked for it: what ends, what is erased, what stays."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .. import letters
from ..errors import OnlyMember
from ..models import Membership, Organization, RoleChange, User
from ..permissions import may_help
from .access import end_membership
from .sign_in import sign_out_everywhere


def left_alone(person: User) -> list[Organization]:
    """The organizations for which nobody else may act today: they would keep nobody."""
    mine = Membership.objects.in_force().filter(user=person)
    others = Membership.objects.in_force().whole().exclude(user=person).filter(user__is_active=True)
    kept = others.filter(organization__in=mine.values("organization")).values("organization")
    return list(Organization.objects.filter(pk__in=mine.values("organization")).exclude(pk__in=kept).order_by("name"))


@transaction.atomic
def close_own_account(person: User, *, by: User, why: str, even_alone: bool = False) -> None:
    """Customer service closes the account of somebody who asked: no sign-in, no access, nothing of theirs erased but
    their telephones and date of birth.  What they filed stays in the files of the organizations.

    Raises PermissionDenied, and OnlyMember where an organization would keep nobody, unless `even_alone`.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not may_help(by, person) or not person.is_active:
        raise PermissionDenied("close")
    if (alone := left_alone(person)) and not even_alone:
        raise OnlyMember(alone)
    for membership in person.memberships.filter(ended_at=None):
        end_membership(membership, by=by, why=why)
    letters.account_closed(person)
    person.is_active, person.phone, person.other_phone, person.born_on = False, "", "", None
    person.save(update_fields=["is_active", "phone", "other_phone", "born_on"])
    RoleChange.objects.create(person=person, what=RoleChange.What.CLOSED, by=by, why=why)
    sign_out_everywhere(person)
