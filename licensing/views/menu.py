"""The main menu: what to do now, what is under review, what was issued."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Application, Event, InformationRequest, Licence
from ..timeline import timeline


@require_safe
def menu(request):
    mine = Application.objects.visible_to(request.user).select_related("organization", "created_by")
    context = {
        "drafts": mine.drafts().order_by("-saved_at"),
        "requests": InformationRequest.objects.filter(answered_at=None, application__in=mine)
        .select_related("application")
        .order_by("due_on"),
        "under_review": [
            {"application": application, "timeline": timeline(application)}
            for application in mine.under_review().prefetch_related(
                Prefetch("events", Event.objects.order_by("pk")), "requests"
            )
        ],
        "licences": Licence.objects.visible_to(request.user)
        .select_related("organization")
        .order_by("-issued_on", "-pk"),
    }
    return render(request, "licensing/menu.html", context)
