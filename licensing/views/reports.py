"""« Présentation de soumissions et d’avis réglementaires »: what is due, what may be sent, and what was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from icajo.pages import url_or_nothing

from .. import actions
from ..errors import NotNow, TooManyDrafts
from ..models import Licence
from ..reporting import reported_by, reports_of, told
from .start import new_token, posted_token, too_many_drafts
from .wizard import today

EACH_PAGE = 20


@require_safe
def reports(request):
    """Every licence of which this person sends reports, the next day first."""
    page = Paginator(reported_by(request.user), EACH_PAGE).get_page(request.GET.get("page"))
    licences = told(list(page), today())
    context = {
        "licences": licences,
        "owes": any(one.due for one in licences) or page.number > 1,
        "page": page,
        "once": new_token(),
        "incident_url": url_or_nothing("submissions:incident"),
    }
    return render(request, "licensing/reports.html", context)


@require_POST
def start_report(request, number, code):
    """The draft of a report, at its list of pages; one that was begun already is gone on with."""
    licence = get_object_or_404(Licence.objects.reported_by(request.user), number=number)
    procedure = next((one for one in reports_of(licence.type) if one.code == code), None)
    if procedure is None:
        raise Http404(code)
    owed = None
    if asked := request.POST.get("owed"):
        theirs = licence.obligations.filter(procedure_code=code)
        owed = get_object_or_404(theirs, pk=asked if asked.isdecimal() and len(asked) < 19 else 0)
    once = posted_token(request)
    try:
        return redirect(actions.start_procedure(licence, procedure, by=request.user, on=today(), once=once, owed=owed))
    except TooManyDrafts as quota:
        return too_many_drafts(request, quota.until)
    except NotNow:
        messages.error(request, _("This report can no longer be begun: it was sent, or is not owed any more."))
        return redirect("licensing:reports")


addresses = [
    path(gettext_lazy("regulatory-submissions/"), reports, name="reports"),
    path(gettext_lazy("regulatory-submissions/<str:number>/<slug:code>/"), start_report, name="start_report"),
]
