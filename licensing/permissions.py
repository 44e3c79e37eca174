"""Who may do what to an application: plain predicates, named in the table of transitions."""

from django.conf import settings

from accounts.models import Right, User
from accounts.permissions import may, may_as_agent, staff_may

from .assisting import helps_now
from .definition import Purpose
from .models import Conflict, Licence
from .models.applications import reads_files


def prepares(user, application):
    """Somebody who may prepare applications of the organization, or who wrote a draft that has none yet."""
    return holds(user, application, Right.PREPARE)


def fills_in(user, application):
    """Whoever prepares it, or somebody of the staff who fills in this draft with them."""
    return helps_now(user, application) or prepares(user, application)


def may_assist(user, application):
    """One of the staff who fill in drafts with the people whose they are; nobody helps without a word to them."""
    return staff_may(user, "assist_entry")


def submits(user, application):
    """Somebody who may send, pay and withdraw for the organization."""
    return holds(user, application, Right.SUBMIT)


def holds(user, application, right):
    if application.organization_id is None:
        return application.created_by_id == user.pk
    asked = standing_for(right, application.purpose)
    return may(user, application.organization_id, *asked) or filed(user, application, right)


def standing_for(right, purpose) -> list[Right]:
    """The rights of which any will do: reports have one of their own, and whoever sees applications sees them too."""
    if purpose != Purpose.REPORT:
        return [right]
    return [Right.VIEW, Right.REPORTS] if right == Right.VIEW else [Right.REPORTS]


def acts_for(user, licence, procedure) -> bool:
    """Is the person a member of the holder who may prepare this about its licence, rather than an agent?"""
    return may(user, licence.organization_id, *standing_for(Right.PREPARE, procedure.purpose))


def filed(user, application, right):
    """An agent may act on what they filed themselves, and on nothing else of the organization."""
    theirs = application.by_agent and application.created_by_id == user.pk
    return theirs and may_as_agent(user, application.organization_id, right)


def begins_again(user, licence):
    """May this person apply again from this licence: for its organization, or as the agent who asked for it?"""
    if may(user, licence.organization_id, Right.PREPARE):
        return True
    asked_for = Licence.objects.of(user).filter(pk=licence.pk).exists()
    return asked_for and may_as_agent(user, licence.organization_id, Right.PREPARE)


def may_open(user, application):
    """As `visible_to` says of many applications, asked of one: a tenth of the work, at every page of the wizard."""
    reads = reads_files(user) and not stands_aside(user, application)
    return reads or holds(user, application, Right.VIEW) or helps_now(user, application)


def stands_aside(user, application):
    """Did this one of the staff declare a conflict of interest about the file, or about whoever applies?"""
    if user is None or not user.is_staff:
        return False
    return Conflict.objects.standing().about(application).filter(officer_id=user.pk).exists()


def may_declare(user):
    """One of the staff who see which files there are, whatever their work with them is."""
    return user.is_active and user.is_staff and user.has_perm("licensing.view_application")


def lifts_conflicts(user):
    """One of the staff who may open files again to somebody who stood aside from them."""
    return user.is_active and user.is_staff and user.has_perm("licensing.lift_conflict")


def works_on(user, application):
    """The officer whose file it is."""
    return application.officer_id == user.pk


def may_decide(user, application):
    return decides(user)


def decides(user):
    """One of the staff who decide, about files and about licences."""
    return user.is_active and user.is_staff and user.has_perm("licensing.decide_application")


def may_refuse(user, application):
    """One of the staff who may be the second to decide: about a refusal that somebody else recommended."""
    return decides(user) and user.has_perm("licensing.refuse_application")


def may_inspect(user, application):
    return inspects(user)


def inspects(user):
    """One of the staff who visit premises; those who decide may too."""
    return decides(user) or (user.is_active and user.is_staff and user.has_perm("licensing.inspect_application"))


def may_assign(user, application):
    return assigns(user)


def assigns(user):
    """One of the staff who give files to other officers."""
    return user.is_active and user.is_staff and user.has_perm("licensing.assign_application")


def serves(user):
    """One of the customer service: who may help people, and see which files there are."""
    return staff_may(user, "help_sign_in") and user.has_perm("licensing.view_application")


def takes_lists(user):
    """One of the staff who may take lists of files away."""
    return user.is_active and user.is_staff and user.has_perm("icajo.export_files")


def reads_trail(user):
    """One of the staff who may know who did and who read what."""
    return user.is_active and user.is_staff and user.has_perm("licensing.read_trail")


def deciders():
    """All who may decide about files, in the order of their names."""
    found = User.objects.with_perm("licensing.decide_application", backend=settings.AUTHENTICATION_BACKENDS[-1])
    return found.filter(is_staff=True).order_by("last_name", "first_name", "pk")


def anyone(user, application):
    """The system itself, once money has come: whoever paid, the payment decides."""
    return True


def the_clock(user, application):
    """Nobody: what becomes due by itself is done without being asked."""
    return user is None
