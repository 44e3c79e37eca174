"""On the pages where somebody complains or follows a complaint, whoever asks is nobody.

This stands before everything else: what a browser says of itself, of its network and of its account is taken off the
request, so that no page, log, session or report after it can keep what it never had.
"""

from functools import cache

from django.urls import reverse
from django.utils import translation

from . import slowing

PAGES = ("submissions:complain_write", "submissions:complaint_follow")
# what the pages need of a request; whatever else a browser or a proxy says is dropped
NEEDED = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_ENCODING"}


class Traceless:
    """Nobody is signed in here, no cookie is read or set, and no line of a log says that somebody came."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info not in addresses():
            return self.get_response(request)
        request.slowed_as = slowing.number_of(request)
        forget(request.META)
        response = self.get_response(request)
        response.cookies.clear()
        response.headers["Referrer-Policy"] = "no-referrer"
        if response.status_code < 500:
            response._has_been_logged = True  # Django writes a line for each refusal
        return response


def forget(told: dict) -> None:
    """Take off what says who asks, and from where."""
    for name in [one for one in told if one.startswith(("HTTP_", "REMOTE_")) and one not in NEEDED]:
        del told[name]
    told["REMOTE_ADDR"] = ""


@cache
def addresses() -> frozenset:
    """Of these pages, in both languages."""
    found = set()
    for language in ("fr", "en"):
        with translation.override(language):
            found |= {reverse(name) for name in PAGES}
    return frozenset(found)
