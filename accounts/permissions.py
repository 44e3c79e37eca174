"""Who may act for whom, today: the one policy that answers “may open”, “may act” and “is in my list”."""

from .models import Membership, Right


def may(user, organization_id, right: Right) -> bool:
    """Does this person hold this right for this organization today?"""
    if not user.is_authenticated:
        return False
    held = Membership.objects.in_force().with_right(right)
    return held.filter(user_id=user.pk, organization_id=organization_id).exists()


def may_act_for(user, organization) -> bool:
    """Is the person a member of the organization who may prepare applications?"""
    return may(user, organization.pk, Right.PREPARE)
