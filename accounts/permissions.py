"""Who may act for whom, today."""

from .models import Membership


def may_act_for(user, organization) -> bool:
    """Is the person a member of the organization now?"""
    if not user.is_authenticated:
        return False
    return Membership.objects.in_force().filter(user=user, organization=organization).exists()
