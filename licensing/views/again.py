"""From a licence to the next application: what is known is shown first, and starts nothing by being looked at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icajo.journey import Journey
from icajo.journey.transcript import section

from .. import actions
from ..definition import Purpose
from ..errors import BegunByAnother, NotNow, TooManyDrafts
from ..models import Licence
from ..permissions import begins_again
from ..record import known_again
from ..renewal import offer
from ..standing import standing
from .start import new_token, posted_token, too_many_drafts
from .wizard import page_url, today


@require_http_methods(["GET", "HEAD", "POST"])
def again(request, number):
    """« Renouveler » or « Demander une licence semblable »: the page to check, then the draft."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    if not begins_again(request.user, licence):
        raise PermissionDenied("again")
    offered = offer(licence, today(), standing(licence, today()))
    if offered is None or not offered.url:
        return redirect("licensing:menu")
    if request.method == "POST":
        try:
            draft = actions.start_again(licence, by=request.user, on=today(), once=posted_token(request))
            return redirect(first_page(draft))
        except TooManyDrafts as wait:
            return too_many_drafts(request, wait.until)
        except NotNow:  # the day changed while the page was open
            return redirect("licensing:menu")
        except BegunByAnother:
            messages.error(request, begun_by_another(licence))
            return redirect("licensing:menu")
    context = {
        "licence": licence,
        "offer": offered,
        "renews": licence.type.procedure(licence.type.again.procedure).purpose == Purpose.RENEWAL,
        "sections": known_sections(licence),
        "once": new_token(),
    }
    return render(request, "licensing/again.html", context)


def first_page(draft):
    """A renewal is looked through from its first page on; of anything else the list of pages says what is missing."""
    if draft.purpose == Purpose.RENEWAL and draft.is_draft:
        return page_url(draft, draft.journey.steps[0].slug)
    return draft


def begun_by_another(licence):
    return _(
        "The renewal of licence %(number)s was begun by somebody else in the organization. Ask them to finish it or "
        "to discard their draft: a licence has one renewal at a time."
    ) % {"number": licence.number}


def known_sections(licence):
    """What the draft will hold, in the words of its pages; blanks are left to the draft."""
    procedure = licence.type.procedure(licence.type.again.procedure)
    journey = Journey(procedure.steps, known_again(licence, today()))
    shown = [section(journey, step) for step in journey.steps if journey.stored.get(step.slug)]
    return [one | {"lines": [line for line in one["lines"] if line["answer"]]} for one in shown]
