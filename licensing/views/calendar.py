"""The calendar of an organization: its page, where links are made and revoked, and what a link gives."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organization
from icajo import mail

from .. import calendar_feed
from .wizard import today

SHOWN = "calendar-link"  # in the session, between the page that made a link and the one that shows it


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request, pk):
    """The links of an organization, for every member who sees it.  A new one is shown once."""
    organization = get_object_or_404(Organization.objects.of(request.user), pk=pk)
    if request.method == "POST":
        change(request, organization)
        return redirect("licensing:calendar", pk)
    token = request.session.pop(SHOWN, "") if request.method == "GET" else ""
    context = {
        "organization": organization,
        "feeds": calendar_feed.feeds_of(organization),
        "address": address(token) if token else "",
    }
    return render(request, "licensing/calendar.html", context)


def change(request, organization):
    if revoked := request.POST.get("revoke", ""):
        if revoked.isdecimal() and calendar_feed.revoke(organization, int(revoked[:18])):
            messages.success(request, _("The link is revoked: it gives nothing any more."))
        return
    try:
        request.session[SHOWN] = calendar_feed.make(organization, by=request.user)
    except calendar_feed.TooManyFeeds:
        messages.error(request, _("This organization has many links already. Revoke one first."))


def address(token):
    return mail.absolute(reverse("licensing:calendar_feed", args=[token]), get_language())


@login_not_required
@require_safe
def feed(request, token):
    """What a calendar program reads: no sign-in, the address is the secret."""
    found = calendar_feed.find(token)
    if found is None:
        raise Http404
    content = calendar_feed.written(found, today())
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="icajo.ics"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


# joined by licensing.urls
addresses = [
    path(gettext_lazy("organizations/<int:pk>/calendar/"), calendar, name="calendar"),
    path(gettext_lazy("calendar/<slug:token>/"), feed, name="calendar_feed"),
]
