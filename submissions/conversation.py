"""A thread on somebody's screen, in the portal or on the desk: what it shows, and the message that they post to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from . import actions, threads
from .errors import ThreadClosed
from .message_forms import DeskWriting, Writing
from .tokens import page_token


class Conversation:
    """What one person, on one side, has to do with a thread in one request."""

    def __init__(self, request, about, *, as_staff):
        self.request, self.about, self.as_staff = request, about, as_staff
        self.thread = threads.of(about)
        self.form_class = DeskWriting if as_staff else Writing
        self.form, self.unsent = self.form_class(), ""
        self.may_write = self.thread.may_write(request.user, as_staff=as_staff)

    def sent(self):
        """Send what was posted: back to the page; None where nothing is sent, which the page then says."""
        if self.request.method != "POST":
            return None
        if not self.may_write:
            raise PermissionDenied("write")
        self.form = self.form_class(self.request.POST, self.request.FILES)
        if not self.form.is_valid():
            return None
        who = {"by": self.request.user, "as_staff": self.as_staff, "once": page_token(self.request)}
        try:
            message = self.form.send(self.about, **who, at=timezone.now())
        except ThreadClosed:
            self.unsent = self.form.cleaned_data["text"]
            return None
        if message is None:
            return None
        messages.success(self.request, _("Your message is sent."))
        return redirect(f"{self.request.path}#message-{message.pk}")

    def page(self, template, context):
        """The page with its thread; what it shows is read, for whoever looks at it."""
        shown = self.thread.listing(self.request.user, as_staff=self.as_staff)
        new = [one.message for one in shown if one.is_new]
        is_open = self.thread.is_open(timezone.localdate())
        context |= {
            "about": self.about,
            "shown": shown,
            "new": new,
            "form": self.form if self.may_write and is_open else None,
            "is_open": is_open,
            "may_write": self.may_write,
            "last_day": self.thread.last_day,
            "once": page_token(self.request),
            "unsent": self.unsent,
        }
        response = render(self.request, template, context, status=409 if self.unsent else 200)
        if self.request.method != "HEAD":
            actions.mark_read(new, by=self.request.user, as_staff=self.as_staff, at=timezone.now())
        return response
