"""How long a session may last: idle (staff less than others), and from the sign-in, whatever is opened."""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

LONGEST, LONGEST_OF_STAFF = 12 * 3600, 8 * 3600  # seconds
IDLE_STAFF = 15 * 60
BEGAN, SEEN = "began", "seen"  # in the session
UNWRITTEN = 10  # seconds that may pass until one of the staff is seen again: not every page of theirs writes a row


def _longest(user):
    return LONGEST_OF_STAFF if user.is_staff else LONGEST


def _idle(user):
    return IDLE_STAFF if user.is_staff else settings.SESSION_COOKIE_AGE


def is_over(request) -> bool:
    """Has this session lasted too long?  The idle time of others than staff is that of its row."""
    session, now = request.session, time.time()
    if now - session.get(BEGAN, now) >= _longest(request.user):
        return True
    return request.user.is_staff and now - session.get(SEEN, now) >= _idle(request.user)


def ends(request):
    """When this session ends if no other page is opened."""
    now = time.time()
    began = request.session.get(BEGAN, now)
    left = min(_idle(request.user), began + _longest(request.user) - now)
    return timezone.now() + timedelta(seconds=left)


def begin(request) -> None:
    """At sign-in: the longest time counts from here."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


class SessionLimits:
    """Stands right after authentication: who comes too late is a visitor from there on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if is_over(request):
                logout(request)
            else:
                self.remember(request)
        return self.get_response(request)

    def remember(self, request):
        if BEGAN not in request.session:
            begin(request)
        if request.user.is_staff and time.time() - request.session.get(SEEN, 0) >= UNWRITTEN:
            request.session[SEEN] = time.time()
