"""The first page of the staff: what waits for each role that they have, and nothing of any other."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ..desks import desks_of
from ..permissions import deciders


@require_safe
def desk(request):
    if not request.user.is_staff:
        raise PermissionDenied
    desks = desks_of(request.user, on=timezone.localdate(), officers=list(deciders()))
    return render(request, "licensing/desk.html", {"desks": desks})


addresses = [path(gettext_lazy("staff/"), desk, name="desk")]
