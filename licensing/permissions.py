"""Who may do what to an application: plain predicates, named in the table of transitions."""

from accounts.models import Membership

from .states import State


def owns(user, application):
    """Somebody of the organization, or the creator of a draft that has no organization yet."""
    if application.organization_id is None:
        return application.created_by_id == user.pk
    return Membership.objects.in_force().filter(user_id=user.pk, organization_id=application.organization_id).exists()


def may_decide(user, application):
    return user.is_active and user.is_staff and user.has_perm("licensing.decide_application")


def owns_and_is_asked(user, application):
    """A sealed application opens again only where an officer asked for it."""
    return owns(user, application) and (application.state == State.DRAFT or application.open_request is not None)


def anyone(user, application):
    """The system itself, once money has come: whoever paid, the payment decides."""
    return True
