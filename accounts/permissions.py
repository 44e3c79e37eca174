"""Who may act for whom, today: the one policy that answers “may open”, “may act” and “is in my list”."""

from . import roles
from .models import AGENT_RIGHTS, Membership, Right, Source


def may(user, organization_id, *rights: Right) -> bool:
    """Does this person hold one of these rights for this organization today, whatever the file?"""
    if not user.is_authenticated:
        return False
    held = Membership.objects.in_force().whole().with_any(rights)
    return held.filter(user_id=user.pk, organization_id=organization_id).exists()


def may_as_agent(user, organization_id, right: Right) -> bool:
    """May this person do this for the organization with what they filed as its agent?

    Until staff link them they may do what agents do; from then on their membership decides, even ended.
    """
    theirs = Membership.objects.filter(user_id=user.pk, organization_id=organization_id)
    if not theirs.exists():
        return right in AGENT_RIGHTS
    return theirs.in_force().with_right(right).filter(source=Source.AGENT).exists()


def may_act_for(user, organization) -> bool:
    """Is the person a member of the organization who may prepare applications?"""
    return may(user, organization.pk, Right.PREPARE)


def staff_may(user, permission: str) -> bool:
    """Is this somebody of the staff with this permission of this app, such as `add_accesscode`?"""
    return user.is_active and user.is_staff and user.has_perm(f"accounts.{permission}")


def may_revoke(user, organization_id) -> bool:
    """Who may revoke an access code of the organization."""
    return may(user, organization_id, Right.MANAGE) or staff_may(user, "change_accesscode")


def may_manage(user, organization_id) -> bool:
    """Who may end a membership of the organization, or change what it allows."""
    return may(user, organization_id, Right.MANAGE) or staff_may(user, "change_membership")


def manages_staff(user, person) -> bool:
    """Who may give this person roles, take them away, and close the account: never oneself, nor one's own better."""
    return may_look_after(user, person) and user.has_perm(roles.MANAGE) and user.is_active and user.is_staff


def may_look_after(user, person) -> bool:
    """Nobody changes their own standing, and only a superuser that of a superuser."""
    return user.pk != person.pk and (user.is_superuser or not person.is_superuser)


def merges(user) -> bool:
    """One of the staff who merge two accounts of a person."""
    return staff_may(user, "merge_accounts")


def may_help(user, person) -> bool:
    """Who helps this person sign in: customer service everybody but staff, and staff those who manage them."""
    if not staff_may(user, "help_sign_in"):
        return False
    return manages_staff(user, person) if person.is_staff or person.is_superuser else True
