"""The main menu: what to do now, what is under review, what was issued."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Organization, Right

from ..models import Application, Event, InformationRequest, Licence
from ..renewal import offer
from ..reporting import pressing
from ..standing import standings
from ..timeline import timeline

MOST_LICENCES = 50


@require_safe
def menu(request):
    mine = Application.objects.of(request.user).select_related("organization", "created_by")
    context = {
        "drafts": mine.drafts().order_by("-saved_at"),
        "requests": InformationRequest.objects.filter(answered_at=None, application__in=mine)
        .select_related("application")
        .order_by("due_on"),
        "pressing": pressing(request.user, timezone.localdate()),
        "under_review": [
            {"application": application, "timeline": timeline(application, timezone.localdate())}
            for application in mine.under_review().prefetch_related(
                Prefetch("events", Event.objects.order_by("pk")),
                "requests",
                "checks",
                "public_notice",
                "inspections__times",
            )
        ],
        "licences": licences(request.user),
        "reports": Organization.objects.of(request.user, Right.REPORTS).exists(),
        "organizations": Organization.objects.of(request.user).order_by("name"),
    }
    return render(request, "licensing/menu.html", context)


def licences(user):
    """The person's own, newest first, each with what it offers; all of them are on the organizations' pages."""
    found = Licence.objects.of(user).select_related("organization").prefetch_related("obligations__report")
    found = found.order_by("-issued_on", "-pk")[:MOST_LICENCES]
    prepares, today = preparing(user), timezone.localdate()
    stand = standings(found, today)
    return [
        {
            "licence": one,
            "standing": stand[one.pk],
            "offer": offer(one, today, stand[one.pk]) if one.organization_id in prepares else None,
        }
        for one in found
    ]


def preparing(user):
    """The keys of the organizations for which this person prepares applications, as a member or as an agent."""
    member, agent = (held(user, Right.PREPARE) for held in (Organization.objects.of, Organization.objects.of_agent))
    return set(member.union(agent).values_list("pk", flat=True))
