"""The messages of one file, for its applicant: all of them, the oldest first, and a box to write in."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Right
from icajo import uploads
from licensing.models import Application
from licensing.permissions import holds

from ..conversation import Conversation


@never_cache
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, ref):
    """Staff who only read the file have the thread on their desk."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    if not holds(request.user, application, Right.VIEW):
        return redirect("admin:submissions_thread", ref)
    talk = Conversation(request, application, as_staff=False)
    return talk.sent() or talk.page("submissions/thread.html", {"application": application})


@require_safe
def file(request, ref, key):
    """A file of a message."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    return uploads.download(get_object_or_404(application.thread.papers(), key=key))
