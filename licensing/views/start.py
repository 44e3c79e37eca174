"""Before there is a draft: which licence, what to have at hand, whether it is for us."""

import re
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organization, Right
from accounts.permissions import may_act_for
from icajo.journey import Answers
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice

from .. import actions
from ..asking import Asking
from ..definition import Sector
from ..errors import NotNow, TooManyDrafts
from ..models import Application, stance_of
from ..types import LICENCE_TYPES
from .filling import OfApplication
from .steps import follow
from .wizard import today, trail, with_places

NEW, AGENT = "new", "agent"  # who applies, where it is nobody that the person acts for already


class ChooseSector(Drawn, forms.Form):
    sector = Choice(_("What do you want to apply for?"), choices=Sector.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = {type.sector for type in LICENCE_TYPES.values()}
        self.fields["sector"].choices = [choice for choice in Sector.choices if choice[0] in offered]


class ChooseType(Drawn, forms.Form):
    type = Choice(_("Which licence?"))

    def __init__(self, *args, sector, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [type for type in LICENCE_TYPES.values() if type.sector == sector]
        self.fields["type"].choices = [(type.code, type.name) for type in offered]
        self.fields["type"].hints = {type.code: type.summary for type in offered}


class ChooseApplicant(Drawn, forms.Form):
    applicant = Choice(_("Who is applying?"))

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applicant"].choices = [
            *((str(one.pk), one.name) for one in organizations),
            (NEW, _("A new applicant")),
            (AGENT, _("A new applicant, for whom I file as an agent or representative")),
        ]
        self.fields["applicant"].hints = {
            AGENT: _("You see this application, and nothing else of the applicant’s file."),
        }


@require_safe
def sector(request):
    form = ChooseSector(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("licensing:type", form.cleaned_data["sector"])
    return render(request, "licensing/choose.html", {"form": form, "title": _("Start a new application")})


@require_safe
def type(request, sector):
    if sector not in Sector.values:
        raise Http404(sector)
    form = ChooseType(request.GET or None, sector=sector)
    if form.is_bound and form.is_valid():
        return redirect("licensing:before", form.cleaned_data["type"])
    return render(request, "licensing/choose.html", {"form": form, "title": Sector(sector).label})


def find_type(code):
    try:
        return LICENCE_TYPES[code]
    except KeyError:
        raise Http404(code) from None


@require_safe
def before(request, type):
    """What to have at hand, the drafts there are already, and who applies."""
    licence_type = find_type(type)
    organizations = list(acted_for(request.user).order_by("name"))
    form = ChooseApplicant(request.GET or None, organizations=organizations) if organizations else None
    if form and form.is_bound and form.is_valid():
        return redirect(first_page(type, form.cleaned_data["applicant"]))
    drafts = (
        Application.objects.visible_to(request.user).drafts().filter(type_code=type).select_related("organization")
    )
    context = {
        "type": licence_type,
        "form": form,
        "as_agent": first_page(type, AGENT),
        "drafts": drafts.order_by("-saved_at")[:5],
        "documents": licence_type.documents,
        "prose": f"{licence_type.page('before')}.{request.LANGUAGE_CODE}.html",
    }
    return render(request, "licensing/before.html", context)


def acted_for(user):
    """Those for whom this person may prepare an application, as a member or as an agent."""
    return Organization.objects.of(user, Right.PREPARE) | Organization.objects.of_agent(user, Right.PREPARE)


def first_page(type, chosen):
    """The address of the first page for whoever applies; it says so to the end of that page."""
    query = {NEW: "", AGENT: f"?as={AGENT}"}.get(chosen, f"?for={chosen}")
    return reverse("licensing:first_step", args=[type]) + query


@require_safe
def screening(request, type):
    """Is it for us?  A few questions whose answers are kept nowhere."""
    licence_type = find_type(type)
    if licence_type.screening is None:
        raise Http404(type)
    questions = licence_type.screening.questions
    form = questions(request.GET or None)
    ours, start = None, ""
    if form.is_bound and form.is_valid():
        answers = Answers(questions.names()).then(form.cleaned_data, lambda: form.cleaned_data)
        asking = Asking(Application(created_by=request.user), today())
        ours = licence_type.screening.ours(answers, asking)
        if not ours:
            return redirect(not_for_us(licence_type, form.cleaned_data))
        start = where_to_start(licence_type, answers, asking)
    context = {"type": licence_type, "form": form, "ours": ours, "start": start}
    return render(request, "licensing/screening.html", context)


def where_to_start(licence_type, answers, asking) -> str:
    """The first page, for the holder that the answers name; else the page that asks who applies."""
    number = licence_type.applies_as(answers)
    if holder := asking.holder_of(number) if number else None:
        return first_page(licence_type.code, holder.pk)
    if acted_for(asking.application.created_by).exists():
        return reverse("licensing:before", args=[licence_type.code])
    return first_page(licence_type.code, NEW)


def not_for_us(licence_type, said):
    """The address of the page that says what to do instead, with the municipality where it was asked."""
    place = said.get(licence_type.municipality)
    query = "?" + urlencode({"place": place}) if place else ""
    return reverse("licensing:elsewhere", args=[licence_type.code]) + query


@require_safe
def elsewhere(request, type):
    """Somebody else issues this licence: who, and what to do.  A draft that led here is kept and can be changed."""
    licence_type = find_type(type)
    if licence_type.screening is None:
        raise Http404(type)
    draft = Application.objects.visible_to(request.user).filter(ref=request.GET.get("file", "")).first()
    prose = f"{licence_type.screening.explained}.{request.LANGUAGE_CODE}.html"
    place = request.GET.get("place", "")
    if draft and draft.type is licence_type:
        place = getattr(draft.journey.answers, licence_type.municipality) or ""
    stance = stance_of(place)
    context = {"type": licence_type, "draft": draft, "prose": prose}
    context["stance"] = stance if stance and stance.forbids(today()) else None
    return render(request, "licensing/elsewhere.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def first_step(request, type):
    """The first page.  The draft and its file number are made at the first save, not at the first look."""
    licence_type = find_type(type)
    page = licence_type.steps[0]
    organization = chosen_organization(request)
    if request.method == "POST":
        blank = OfApplication(Application(type_code=type, organization=organization), request.user)
        typed = with_places(request, page, blank.proposed(page, page(request.POST).typed()))
        try:
            application = actions.start(
                licence_type,
                by=request.user,
                organization=organization,
                by_agent=is_agent(request, organization),
                step=page,
                typed=typed,
                once=posted_token(request),
            )
        except TooManyDrafts as wait:
            return too_many_drafts(request, wait.until)
        except NotNow:  # a page kept open since: what it started was completed meanwhile
            messages.error(request, _("This page started an application that can no longer be changed."))
            return redirect("licensing:menu")
        return follow(request, OfApplication(application, request.user), page)
    blank = Application(type_code=type, organization=organization)
    stored = licence_type.holder.typed(organization) if organization else None
    context = {
        "application": blank,
        "filling": OfApplication(blank, request.user),
        "step": page,
        "form": page.form(stored).quietly(),
        "once": new_token(),  # a page posted twice starts one draft
        "trail": trail(blank, blank.journey, page.slug),
    }
    return render(request, "licensing/step.html", context)


def too_many_drafts(request, until):
    """What was typed is still in the page before this one: the browser's own button goes back to it."""
    response = render(request, "licensing/too_many_drafts.html", {"until": until}, status=429)
    response["Retry-After"] = max(1, -(-(until - timezone.now()) // timedelta(seconds=1)))
    return response


def new_token():
    return secrets.token_hex(8)


def posted_token(request):
    """The page's own token.  A post without one of ours starts a draft of its own."""
    token = request.POST.get("once", "")
    return token if re.fullmatch("[0-9a-f]{16}", token) else new_token()


def chosen_organization(request):
    chosen = request.GET.get("for")
    if not chosen:
        return None
    mine = acted_for(request.user)
    return get_object_or_404(mine, pk=chosen if re.fullmatch("[0-9]{1,18}", chosen) else 0)


def is_agent(request, organization):
    """Is this somebody else's application: they say so, or they are this organization's agent and no more?"""
    if organization is None:
        return request.GET.get("as") == AGENT
    return not may_act_for(request.user, organization)
