"""Who may act for an organization: given, changed and taken away, one person at a time."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .. import letters
from ..errors import LastManager
from ..models import AGENT_RIGHTS, AccessCode, Membership, Organization, Right, Source, User, complete
from ..permissions import may_manage, staff_may
from .people import join


def lock(organization_id) -> Organization:
    """The organization, held so that its access changes one at a time.  Needs a transaction."""
    return Organization.objects.select_for_update(no_key=True).get(pk=organization_id)


def replace(user, organization, source, *, rights, by=None, why="", since=None, until=None) -> Membership:
    """End what the person has and give this instead: each row says what was allowed, from when to when."""
    now = timezone.now()
    organization.memberships.filter(user=user, ended_at=None).update(ended_at=now, ended_by=by, ended_why=why)
    return join(user, organization, source, rights=rights, since=since or now, until=until, given_by=by, given_why=why)


@transaction.atomic
def grant(
    user: User, organization: Organization, *, rights: Sequence[str], by: User, why: str, until: date | None = None
) -> Membership:
    """Staff give a person access.  Takes the place of what they had.  Raises PermissionDenied."""
    if not staff_may(by, "add_membership"):
        raise PermissionDenied("grant")
    lock(organization.pk)
    membership = replace(user, organization, Source.STAFF, rights=complete(rights), by=by, why=why, until=until)
    letters.linked(membership)
    return membership


@transaction.atomic
def link_agent(user: User, organization: Organization, *, by: User, why: str) -> None:
    """Staff took a file that this person sent as an agent: from now on a membership says what they may do.

    Nothing changes for somebody who has a membership already, or had one that was ended.
    """
    lock(organization.pk)
    if organization.memberships.filter(user=user).exists():
        return
    membership = join(user, organization, Source.AGENT, rights=list(AGENT_RIGHTS), given_by=by, given_why=why)
    letters.linked(membership)


@transaction.atomic
def change_rights(membership: Membership, *, rights: Sequence[str], by: User) -> Membership:
    """Allow more or less; returns the membership that takes its place.

    Members give only what they have themselves, and nobody who manages access alone gives that up.
    Raises LastManager; PermissionDenied, also where it has ended meanwhile.
    """
    organization, held = _theirs_to_manage(membership, by)
    wanted = complete(rights)
    if not wanted or (held.source == Source.AGENT and set(wanted) - set(AGENT_RIGHTS)):
        raise PermissionDenied("rights")
    if set(wanted) == set(held.rights):
        return held
    if not staff_may(by, "change_membership"):
        if set(wanted) - set(held.rights) - set(_rights_of(by, organization)):
            raise PermissionDenied("rights")
        if Right.MANAGE not in wanted:
            _leave_a_manager(held, by)
    changed = replace(held.user, organization, held.source, rights=wanted, by=by, since=held.since, until=held.until)
    letters.rights_changed(changed)
    return changed


@transaction.atomic
def end_membership(membership: Membership, *, by: User, why: str, all_codes: bool = False) -> None:
    """End what the person may do for the organization, at once, with the codes that could let them in again.

    Their codes are those issued to them, by them, or used by them; `all_codes` revokes every one outstanding.
    Raises LastManager; PermissionDenied, also where it has ended meanwhile.
    """
    organization, held = _theirs_to_manage(membership, by)
    if not staff_may(by, "change_membership"):
        _leave_a_manager(held, by)
    now = timezone.now()
    held.ended_at, held.ended_by, held.ended_why = now, by, why
    held.save(update_fields=["ended_at", "ended_by", "ended_why"])
    codes = AccessCode.objects.filter(organization=organization, revoked_at=None)
    if not all_codes:
        codes = codes.filter(pk__in=_codes_of(held.user, codes))
    codes.update(revoked_at=now, revoked_by=by, revoked_why=why)
    letters.access_ended(held, by)


def _theirs_to_manage(membership, by):
    """The organization and the membership, held and fresh, if `by` may change it."""
    organization = lock(membership.organization_id)
    if not may_manage(by, organization.pk):
        raise PermissionDenied("manage")
    held = organization.memberships.select_related("user").filter(pk=membership.pk, ended_at=None).first()
    if held is None:
        raise PermissionDenied("ended")
    return organization, held


def _leave_a_manager(held, by):
    """Somebody who manages access themselves may not be the last who does."""
    if held.user_id != by.pk or Right.MANAGE not in held.rights:
        return
    managers = held.organization.memberships.in_force().whole().with_right(Right.MANAGE)
    if not managers.exclude(user=by).filter(user__is_active=True).exists():
        raise LastManager


def _rights_of(user, organization):
    held = organization.memberships.in_force().whole().filter(user=user).first()
    return held.rights if held else []


def _codes_of(user, codes):
    """Those that this person used, issued, or was given."""
    names = Q(issued_to__icontains=user.email)
    if user.get_full_name():
        names |= Q(issued_to__icontains=user.get_full_name())
    return codes.filter(names | Q(issued_by=user) | Q(used__membership__user=user)).values("pk")
