"""Following a complaint: by its code, for which no account is asked, or by the account that sent it.

The code is posted, never part of an address.  The pages after it carry a pass instead, good for some hours.
"""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads

from ..actions import complaints as actions
from ..complaining import enclosing, slowing
from ..complaining.draft import pass_to, passed
from ..complaining.forms import Adding, Following
from ..models import Complaint
from ..tokens import page_number
from .complaints import other_language


@csrf_exempt
@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """The box for the code; the thread once it is right; a message or a file of it."""
    if request.method != "POST":
        return render(request, "submissions/complaint_follow.html", {"form": Following()})
    if (language := other_language(request)) is not None:
        return language
    if "pass" in request.POST:
        complaint = actions.passed(passed(request.POST["pass"]))
        return in_thread(request, complaint) if complaint else over(request)
    return by_code(request)


def by_code(request):
    """A wrong code counts; whoever typed too many is not heard for the rest of the hour, even with a right one."""
    form, status = Following(request.POST), 200
    if slowing.is_too_much("wrong-code", request.slowed_as):
        form.is_valid()
        form.add_error("code", _("Too many wrong codes came from your network. Try again after the hour."))
        status = 429
    elif form.is_valid():
        if complaint := actions.followed(form.cleaned_data["code"]):
            return thread(request, complaint)
        slowing.count("wrong-code", request.slowed_as)
        form.add_error("code", _("We know no complaint with this code. Check it: it has 24 letters and digits."))
    return render(request, "submissions/complaint_follow.html", {"form": form}, status=status)


def over(request):
    """The pass is too old: what was typed is shown, and the code is asked again."""
    context = {"form": Following(), "words": request.POST.get("text", ""), "is_over": True}
    return render(request, "submissions/complaint_follow.html", context, status=409)


def in_thread(request, complaint):
    action, _dash, what = request.POST.get("action", "").partition("-")
    if action == "fichier":
        return download(complaint, what)
    if action != "envoyer":
        return thread(request, complaint, form=Adding(initial={"text": request.POST.get("text", "")}))
    return add(request, complaint)


def download(complaint, key):
    """A file of this complaint, or of its messages."""
    files = {str(one.pk): one for one in complaint.files.all()}
    return uploads.download(get_object_or_404(complaint.files, pk=key if key in files else uuid.UUID(int=0)))


def add(request, complaint):
    """A message of the author, with its files; or the page again, with what is wrong."""
    form = Adding(request.POST)
    if not form.is_valid():
        return thread(request, complaint, form=form)
    if slowing.is_too_much("message", request.slowed_as):
        form.add_error("text", _("Many messages came from your network in this hour. Send it after the hour."))
        return thread(request, complaint, form=form, status=429)
    files, refused = enclosing.loose(request.FILES.getlist("files"), slowed_as=request.slowed_as)
    if refused:
        for text in refused:
            form.add_error("files", text)
        return thread(request, complaint, form=form)
    slowing.count("message", request.slowed_as)
    words = {"text": form.cleaned_data["text"], "files": files}
    actions.write_message(complaint, **words, once=page_number(request), at=timezone.now())
    return thread(request, complaint, is_sent=True)


def thread(request, complaint, *, form=None, is_sent=False, status=200):
    """All of it, and what we wrote is read."""
    messages = list(complaint.messages.prefetch_related("files"))
    context = {
        "complaint": complaint,
        "files": complaint.files.filter(message=None),
        "shown": messages,
        "form": form or Adding(),
        "problems": form.problems if form else [],
        "pass": pass_to(complaint),
        "once": uuid.uuid4(),
        "is_sent": is_sent,
    }
    response = render(request, "submissions/complaint_thread.html", context, status=status)
    if request.method != "HEAD":
        actions.mark_read(complaint, as_staff=False)
    return response


@never_cache
@require_safe
def my_complaint(request, ref):
    """For whoever sent it with their account; what they write goes where the code leads too."""
    return thread(request, get_object_or_404(Complaint.objects.of(request.user), ref=ref))
