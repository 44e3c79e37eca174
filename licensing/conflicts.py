"""The door of a file, shut for whoever of the staff declared a conflict of interest about it."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from .permissions import stands_aside


def keep_out(request, application):
    """Raises Http404, with a word why, where the person who asks stood aside from this file."""
    if application and stands_aside(request.user, application):
        messages.warning(request, _("You declared a conflict of interest about this file: it is closed to you."))
        raise Http404(application.ref)
