"""The messages about one incident report or question, for whoever sent it: all of them, and a box to write in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import actions
from ..incident_forms import FollowingUp
from ..models import FollowUp
from ..permissions import may_follow_up
from ..tokens import page_token


def conversation(request, about, template, context):
    """The page of what was sent, with its messages; a message posted to it goes, or is shown again."""
    may_write = may_follow_up(request.user, about)
    form = FollowingUp(request.POST or None, request.FILES or None) if may_write else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("follow_up")
        if form.is_valid() and (message := sent(request, about, form)):
            messages.success(request, _("Your message is sent."))
            return redirect(f"{request.path}#message-{message.pk}")
    shown = list(about.follow_ups.as_read())
    new = [
        one for one in shown if one.from_staff and all(by.person_id != request.user.pk for by in one.readings.all())
    ]
    context |= {"form": form, "shown": shown, "new": [one.pk for one in new], "once": page_token(request)}
    response = render(request, template, context)
    if request.method != "HEAD":
        actions.mark_followed(new, by=request.user, as_staff=False, at=timezone.now())
    return response


@transaction.atomic
def sent(request, about, form) -> FollowUp | None:
    """The message; None where its file is refused, which the form then says."""
    files = form.kept()
    if form.errors:
        return None
    who = {"by": request.user, "as_staff": False, "once": page_token(request), "at": timezone.now()}
    return actions.follow_up(about, text=form.cleaned_data["text"], files=files, **who)
