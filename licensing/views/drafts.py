from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import actions
from ..errors import NotNow
from .wizard import find, no_longer


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, ref):
    """Delete a draft, once the person has said so twice."""
    application = find(request, ref)
    if not application.is_draft:
        return no_longer(request, application)
    if request.method == "POST":
        try:
            actions.discard(application, by=request.user)
        except NotNow:
            return no_longer(request, application)
        messages.success(request, _("Draft %(ref)s is deleted.") % {"ref": application.ref})
        return redirect("licensing:menu")
    return render(request, "licensing/discard.html", {"application": application})
