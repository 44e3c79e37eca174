"""The messages about a report or a question, on its page of the desk."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import actions
from ..incident_desk import DeskFollowUp
from ..models import FollowUp
from ..tokens import page_token


class Following:
    """For an admin class: what its page shows of the messages, and the message that is posted to it."""

    def messages_of(self, request, about, *, may_write, posted=None):
        """What the template `admin/submissions/messages.html` shows."""
        shown = list(about.follow_ups.as_read())
        new = [
            one
            for one in shown
            if not one.from_staff and all(by.person_id != request.user.pk for by in one.readings.all())
        ]
        return {
            "about": about,
            "shown": shown,
            "new": new,
            "new_keys": [one.pk for one in new],
            "message_form": (posted or DeskFollowUp()) if may_write else None,
            "once": page_token(request),
        }

    def read(self, request, new):
        """What the page showed is read."""
        if request.method != "HEAD":
            actions.mark_followed(new, by=request.user, as_staff=True, at=timezone.now())

    def send(self, request, about, form):
        """The answer after a message; None where it is not right, which the form says."""
        if form.is_valid() and (message := self.sent(request, about, form)):
            messages.success(request, _("Your message is sent."))
            return redirect(f"{request.path}#message-{message.pk}")
        return None

    @transaction.atomic
    def sent(self, request, about, form) -> FollowUp | None:
        files = form.kept()
        if form.errors:
            return None
        who = {"by": request.user, "as_staff": True, "once": page_token(request), "at": timezone.now()}
        return actions.follow_up(about, text=form.cleaned_data["text"], files=files, **who)
