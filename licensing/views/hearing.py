"""What may be done about a notice that an application is about to be refused, a licence suspended or revoked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import Right
from accounts.permissions import may

from .. import actions, proposing
from ..casework import possible
from ..errors import NotNow
from ..models import Licence
from ..proposing import standing_proposal
from .wizard import find, today


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
    back = _("File %(ref)s") % {"ref": application.ref}
    return asked(request, standing_proposal(application), application.get_absolute_url(), back)


@require_http_methods(["GET", "HEAD", "POST"])
def waive_about_licence(request, number):
    """The same about a licence, for whoever may send and pay for its holder."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    notice, page = proposing.notice_about(licence), reverse("licensing:licence", args=[number])
    if not may_waive(request.user, licence, notice):
        return redirect(page)
    if request.method == "POST":
        try:
            actions.waive_hearing_about(licence, by=request.user, on=today())
            messages.success(request, _("We have noted that you do without a hearing."))
        except NotNow:  # settled while the page was open
            pass
        return redirect(page)
    return asked(request, notice, page, _("Licence %(number)s") % {"number": number})


def may_waive(user, licence, notice) -> bool:
    waits = notice is not None and not notice.outcome and notice.holds(today())
    return waits and may(user, licence.organization_id, Right.SUBMIT)


def asked(request, proposal, back_url, back):
    context = {"proposal": proposal, "back_url": back_url, "back": back}
    return render(request, "licensing/waive_hearing.html", context)


addresses = [
    path(gettext_lazy("applications/<str:ref>/hearing/"), waive, name="waive_hearing"),
    path(gettext_lazy("my-licences/<str:number>/hearing/"), waive_about_licence, name="waive_hearing_about"),
]
