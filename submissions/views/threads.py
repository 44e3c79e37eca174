"""The messages of one file, for its applicant: all of them, the oldest first, and a box to write in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from licensing.models import Application

from .. import actions, threads
from ..actions.messages import may_write
from ..errors import ThreadClosed
from ..message_forms import Writing
from ..models import MessageFile
from ..tokens import page_token


@never_cache
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, ref):
    """Staff who only read the file have the thread on their desk."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    if not threads.is_applicants(request.user, application):
        return redirect("admin:submissions_thread", ref)
    if request.method == "POST":
        return write(request, application)
    return page(request, application, Writing())


def write(request, application):
    """Send what was typed; where it cannot go, the page shows it again."""
    if not may_write(request.user, application, as_staff=False):
        raise PermissionDenied("write")
    form = Writing(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, application, form)
    who = {"by": request.user, "as_staff": False, "once": page_token(request), "at": timezone.now()}
    try:
        message = form.send(application, **who)
    except ThreadClosed:
        return page(request, application, None, unsent=form.cleaned_data["text"], status=409)
    if message is None:
        return page(request, application, form)
    messages.success(request, _("Your message is sent."))
    return redirect(f"{request.path}#message-{message.pk}")


def page(request, application, form, *, unsent="", status=200):
    """The thread; what it shows is read, for whoever looks at it."""
    shown = threads.listing(application, request.user, as_staff=False)
    may = may_write(request.user, application, as_staff=False)
    is_open = threads.is_open(application, timezone.localdate())
    context = {
        "application": application,
        "shown": shown,
        "new": [one.message.pk for one in shown if one.is_new],
        "form": form if may and is_open else None,
        "is_open": is_open,
        "may_write": may,
        "last_day": threads.last_day(application),
        "once": page_token(request),
        "unsent": unsent,
    }
    response = render(request, "submissions/thread.html", context, status=status)
    if request.method != "HEAD":
        new = [one.message for one in shown if one.is_new]
        actions.mark_read(new, by=request.user, as_staff=False, at=timezone.now())
    return response


@require_safe
def file(request, ref, pk):
    """A file of a message."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    found = get_object_or_404(MessageFile.objects.of(application).select_related("file"), pk=pk)
    return uploads.download(found.file)
