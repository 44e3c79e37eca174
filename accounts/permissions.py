"""Who may act for whom, today: the one policy that answers “may open”, “may act” and “is in my list”."""

from .models import AGENT_RIGHTS, Membership, Right, Source


def may(user, organization_id, right: Right) -> bool:
    """Does this person hold this right for this organization today, whatever the file?"""
    if not user.is_authenticated:
        return False
    held = Membership.objects.in_force().whole().with_right(right)
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
