"""The door of a file or an organization, shut for whoever of the staff declared a conflict of interest about it."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from .models.conflicts import organizations_shut_to
from .permissions import stands_aside


def keep_out(request, application):
    """Raises Http404, with a word why, where the person who asks stood aside from this file."""
    if application and stands_aside(request.user, application):
        messages.warning(request, _("You declared a conflict of interest about this file: it is closed to you."))
        raise Http404(application.ref)


def keep_out_of(request, organization):
    """The same for the pages of an organization, where they stood aside from all of its files."""
    if organizations_shut_to(request.user).filter(organization=organization).exists():
        messages.warning(
            request, _("You declared a conflict of interest about this organization: it is closed to you.")
        )
        raise Http404(organization.pk)
