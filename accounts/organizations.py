"""The page of an organization, and the place that a postal code stands for."""

import re
import time

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from redis.exceptions import RedisError

from icajo.fleeting import cache
from icajo.pages import url_or_nothing

from . import actions
from .kinds import Facts, blanks, kept, lines
from .models import Organization, Right, place_of
from .permissions import may

CODE = re.compile("[A-Z][0-9][A-Z][0-9][A-Z][0-9]")
A_DAY = 24 * 3600  # seconds
MOST_A_MINUTE = 60  # questions from one address


@require_safe
def organization(request, pk):
    """Who the organization is, where, who is in it, and what it holds: read here, changed by asking us."""
    found = get_object_or_404(Organization.objects.of(request.user), pk=pk)
    context = {
        "organization": found,
        "addresses": found.addresses.order_by("kind"),
        "roles": found.roles.select_related("person").order_by("person__last_name", "person__first_name", "since"),
        "licences": found.licences.order_by("-issued_on", "-pk"),
        "question_url": url_or_nothing("submissions:question"),
        "access_url": url_or_nothing("accounts:access", pk=pk),
        "lines": lines(found),
        "completes": bool(blanks(found)) and may(request.user, pk, Right.PREPARE),
    }
    return render(request, "accounts/organization.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request, pk):
    """What its kind is asked and nobody has answered yet; the rest is changed by a request."""
    found = get_object_or_404(Organization.objects.of(request.user, Right.PREPARE), pk=pk)
    form = Facts(request.POST or None, organization=found)
    if not form.fields:
        return redirect("accounts:organization", pk)
    if form.is_valid():
        actions.complete_facts(found, kept(form.cleaned_data))
        messages.success(request, _("The information about %(name)s is saved.") % {"name": found})
        return redirect("accounts:organization", pk)
    return render(request, "accounts/complete.html", {"organization": found, "form": form})


@login_not_required
@require_safe
def postal_code(request):
    """{"city", "province"} of `?code=`; both empty where the table does not know it, for anything may be typed."""
    if too_many(request):
        return JsonResponse({}, status=429)
    code = re.sub(r"[\s-]", "", request.GET.get("code", "")).upper()
    place = place_of(code) if CODE.fullmatch(code) else None
    answer = JsonResponse({"city": place.city if place else "", "province": place.province if place else ""})
    answer["Cache-Control"] = f"public, max-age={A_DAY}"
    return answer


def too_many(request) -> bool:
    """Counted where it may be forgotten: that would only mean more answers."""
    key = f"postal-code:{get_adapter().get_client_ip(request)}:{time.time() // 60:.0f}"
    try:
        cache.add(key, 0, 120)
        return cache.incr(key) > MOST_A_MINUTE
    except (RedisError, ValueError):
        return False
