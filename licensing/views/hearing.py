"""What an applicant may do about a notice that the application is about to be refused."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from .. import actions
from ..casework import possible
from ..errors import NotNow
from ..proposing import standing_proposal
from .wizard import find


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request, ref):
    """Do without a hearing, so that the decision is made now."""
    application = find(request, ref)
    if "waive_hearing" not in possible(application, by=request.user):
        return redirect(application)
    if request.method == "POST":
        try:
            actions.waive_hearing(application, by=request.user)
        except NotNow:
            return redirect(application)
        messages.success(request, _("We have noted that you do without a hearing."))
        return redirect(application)
    context = {"application": application, "proposal": standing_proposal(application)}
    return render(request, "licensing/waive_hearing.html", context)


addresses = [path(gettext_lazy("applications/<str:ref>/hearing/"), waive, name="waive_hearing")]
