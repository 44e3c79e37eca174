"""The session ended while a page was being filled in: what was typed is kept, for the same person, for 15 minutes.

The browser remembers, in a signed cookie, who last signed in here.  A page posted after the session ended goes into
the session that precedes the sign-in, under that person's number; after the sign-in a page offers to save it as a
draft.  Anybody else who signs in on that browser finds nothing.
"""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "interrupted"
COOKIE = settings.SESSION_COOKIE_NAME.replace("session", "person")
SALT = "accounts.interrupted"
FOR = 15 * 60  # seconds
AT_MOST = 100_000  # characters
BUTTON, DRAFT = "action", "brouillon"  # pages with several buttons have one that only saves
NEVER = {"csrfmiddlewaretoken", "access_code"}  # nor passwords: what opens a file is kept nowhere
OURS = {"csrfmiddlewaretoken", BUTTON, "seen"}  # what the page sends by itself


class KeepWhatWasTyped:
    """Stands after authentication and before the middleware that sends strangers to the sign-in page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not getattr(view, "login_required", True) or request.user.is_authenticated:
            return None
        if "admin" in request.resolver_match.app_names:
            return None
        kept = _keep(request)
        if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return HttpResponse(status=401)  # a script's save: the page must say so aloud, not read a sign-in page
        return redirect_to_login(reverse("accounts:interrupted") if kept else _page_before(request))


def _keep(request):
    """Put what was typed into the session; False where there is nothing to keep, or nobody to keep it for."""
    person = request.get_signed_cookie(COOKIE, default=None, salt=SALT)
    if not person or request.FILES:
        return False
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if name not in NEVER and "password" not in name
        for value in values
    ]
    typed = any(value.strip() for name, value in fields if name not in OURS)
    if not typed or sum(len(name) + len(value) for name, value in fields) > AT_MOST:
        return False
    request.session[KEPT] = {
        "person": person,
        "to": request.get_full_path(),
        "fields": fields,
        "until": time.time() + FOR,
    }
    return True


def _page_before(request):
    """Where the person was, because what only takes a POST cannot be opened after the sign-in."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl()
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def recognize(request, response, user) -> None:
    """At sign-in: remember who it is, and forget what somebody else typed."""
    if request.session.get(KEPT, {}).get("person") != str(user.pk):
        forget(request)
    response.set_signed_cookie(
        COOKIE, str(user.pk), salt=SALT, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def kept(request) -> dict | None:
    """What this person typed before the session ended; None once it is too late.

    `to` is where it goes, `fields` what goes, `typed` what the person reads of it, and `draft` the value of the button
    that only saves, if the page had one.
    """
    found = request.session.get(KEPT)
    if not found or found["person"] != str(request.user.pk) or found["until"] < time.time():
        return None
    names = {name for name, _value in found["fields"]}
    return {
        "to": found["to"],
        "fields": [[name, value] for name, value in found["fields"] if name != BUTTON],
        "typed": [value for name, value in found["fields"] if name not in OURS and value.strip()],
        "draft": DRAFT if BUTTON in names else "",
    }


def forget(request) -> None:
    request.session.pop(KEPT, None)
