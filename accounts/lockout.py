"""Five failures lock an address for 45 minutes, counted from the last.  The record is django-axes' table."""

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.shortcuts import render

LOGIN_FIELDS = ("login", "username", "email")  # the portal's page, the staff page, the activation page


def address(request, credentials) -> str | None:
    """The address a sign-in is for, in lower case: what the lock is kept under, account or not."""
    given = credentials or {}
    typed = given.get("email") or given.get("username")
    if not typed:
        typed = next((request.POST[name] for name in LOGIN_FIELDS if request.POST.get(name)), "")
    return typed.strip().lower()[:255] or None


def locked_out(request, original_response=None, credentials=None):
    """The page that says until when.  The same for an address nobody registered."""
    whose = address(request, credentials or getattr(request, "axes_credentials", None))
    attempts = AccessAttempt.objects.filter(username=whose)
    if request.axes_failures_since_start:
        # axes keeps a row for each browser and network and lets each fall away by itself: the lock is from the last
        attempts.update(attempt_time=request.axes_attempt_time)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    until = last and last + settings.AXES_COOLOFF_TIME
    return render(request, "account/locked.html", {"until": until}, status=429)


def unlock(email) -> None:
    """Forget the failures of this address."""
    reset(username=email)
