"""Answers for programs: without a cookie or a language, readable from any site, within limits that say when to come
back; what is wrong is told as RFC 9457 has it, in both languages.
"""

import json
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from .caching import kept
from .limits import wait

TITLES = {
    400: "Demande incorrecte / Bad request",
    404: "Introuvable / Not found",
    405: "Lecture seulement / Read only",
    429: "Trop de demandes / Too many requests",
}


class Problem(Exception):
    """What is asked cannot be answered; `text` says why in both languages."""

    def __init__(self, status: int, text: str):
        super().__init__(text)
        self.status, self.text = status, text


def problem(status: int, text: str) -> HttpResponse:
    told = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": text}
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, content_type="application/problem+json", status=status)


def for_programs(view):
    """The view, for programs of any site; it may raise Problem."""
    fingerprinted = conditional_page(view)

    @csrf_exempt  # nothing is written here: whoever posts is told so, and not that a token is missing
    @login_not_required
    @wraps(view)
    def answer(request, *args, **kwargs):
        return open_to_all(answered(request, fingerprinted, *args, **kwargs))

    return answer


def answered(request, view, *args, **kwargs):
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in ("GET", "HEAD"):
        response = problem(405, "GET, HEAD, OPTIONS")
        response["Allow"] = "GET, HEAD, OPTIONS"
        return response
    if seconds := wait(request, "programs", settings.PUBLIC_RATE):
        response = problem(429, f"Réessayez dans {seconds} s. / Try again in {seconds} s.")
        response["Retry-After"] = seconds
        return response
    try:
        return kept(view(request, *args, **kwargs))
    except Problem as found:
        return problem(found.status, found.text)


def open_to_all(response):
    """Any site may read it: nothing here depends on who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    response["Access-Control-Max-Age"] = "86400"
    response.speaks_every_language = True
    return response
