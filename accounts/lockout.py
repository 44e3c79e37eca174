"""Five failures lock an address for 45 minutes, counted from the last.  The record is django-axes' table.

Wrong codes of the second step are counted in the same way but apart: a new password does not forgive them.
"""

from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.shortcuts import render
from django.utils import timezone

from . import letters
from .models import User

LOGIN_FIELDS = ("login", "username", "email")  # the portal's page, the staff page, the activation page
CODES = "code "  # before the address: no address has a space


def address(request, credentials) -> str | None:
    """The address a sign-in is for, in lower case: what the lock is kept under, account or not."""
    given = credentials or {}
    typed = given.get("email") or given.get("username")
    if not typed:
        typed = next((request.POST[name] for name in LOGIN_FIELDS if request.POST.get(name)), "")
    return typed.strip().lower()[:255] or None


def locked_out(request, original_response=None, credentials=None):
    """The page that says until when.  The same for an address nobody registered."""
    whose = address(request, credentials or getattr(request, "axes_credentials", None)) or ""
    attempts = AccessAttempt.objects.filter(username=whose)
    if request.axes_failures_since_start:
        # axes keeps a row for each browser and network and lets each fall away by itself: the lock is from the last
        attempts.update(attempt_time=request.axes_attempt_time)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    until = last and last + settings.AXES_COOLOFF_TIME
    codes = whose.startswith(CODES)
    if request.axes_failures_since_start and until:
        tell_owner(whose.removeprefix(CODES), until, codes)
    return render(request, "account/locked.html", {"until": until, "codes": codes}, status=429)


def tell_owner(email, until, codes) -> None:
    """Once for each lock."""
    if owner := User.objects.filter(email=email, is_active=True).first():
        letters.locked(owner, until=until, codes=codes)


def locked_until(email, *, codes=False) -> datetime | None:
    """Until when nobody signs in with this address, or with its codes; None where it is not locked."""
    whose = CODES + email if codes else email
    recent = AccessAttempt.objects.filter(username=whose, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
    found = recent.aggregate(wrong=Sum("failures_since_start"), last=Max("attempt_time"))
    locked = (found["wrong"] or 0) >= settings.AXES_FAILURE_LIMIT
    return found["last"] + settings.AXES_COOLOFF_TIME if locked else None


def unlock(email) -> None:
    """Forget the wrong passwords of this address."""
    reset(username=email)


def unlock_codes(email) -> None:
    """Forget its wrong codes: staff do, who have recognized the person."""
    reset(username=CODES + email)


# The codes of the second step


def codes_are_locked(request, user) -> bool:
    """Are no more codes looked at?  Then the page that says so takes the place of the answer."""
    whose = {"username": CODES + user.email}
    if AxesProxyHandler.is_allowed(request, whose):
        return False
    request.axes_locked_out, request.axes_credentials = True, whose
    return True


def wrong_code(request, user) -> None:
    """Count one; the fifth locks."""
    AxesProxyHandler.user_login_failed(sender=__name__, credentials={"username": CODES + user.email}, request=request)
