"""Pages that anybody may keep for half a minute: a suspension shows everywhere before a minute is over.

They set no cookie and carry no token or nonce.  What was drawn for somebody with a session stays theirs: the frame of
the page names their own pages.  The language is in the address, so that `Vary` names the cookie alone.
"""

from functools import wraps

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

from .limits import too_many_pages

LIFE = 30  # seconds


def public_page(view):
    """The view, within the limits of one network, kept for a while and asked for again by its fingerprint."""
    fingerprinted = conditional_page(view)

    @wraps(view)
    def shown(request, *args, **kwargs):
        if refused := too_many_pages(request):
            return refused
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        return kept(fingerprinted(request, *args, **kwargs))

    return shown


def kept(response, seconds=LIFE):
    """What went well may be kept by anybody for so long."""
    if response.status_code in (200, 304):
        patch_cache_control(response, public=True, max_age=seconds)
    return response
