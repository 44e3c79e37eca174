"""Writing about a public notice, and following what was written: no account is needed for either."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import captcha

from .. import actions
from ..actions import observations
from ..errors import Closed
from ..observation_forms import Following, Saying
from ..tokens import page_token


@login_not_required
@never_cache
@csp_override(captcha.policy())
@require_http_methods(["GET", "HEAD", "POST"])
def observe(request, file):
    """The form, and its receipt with the code: shown in the answer to the post, since nothing keeps it."""
    at = timezone.now()
    notice = observations.notice_of(file, at)
    if notice is None:
        raise Http404(file)
    if not notice.is_open(timezone.localdate(at)):
        return closed(request, notice)
    rule = notice.application.procedure.notice
    form = Saying(request.POST or None, request.FILES or None, rule=rule, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        if too_many := ratelimit.consume_or_429(request, action="observe"):
            return too_many
        try:
            if kept := keep(request, form, notice, at):
                observation, code = kept
                return render(request, "submissions/observed.html", {"observation": observation, "code": code})
        except Closed as late:
            return closed(request, late.notice)
    context = {"form": form, "notice": notice, "rule": rule, "once": page_token(request)}
    return render(request, "submissions/observe.html", context)


@transaction.atomic
def keep(request, form, notice, at):
    """What was kept, and its code; None where a file is refused, which the form then says."""
    files = form.kept()
    if form.errors:
        transaction.set_rollback(True)  # the good files beside a refused one are sent again with it
        return None
    return actions.observe(
        notice, said=form.said(), files=files, once=page_token(request), language=get_language(), at=at
    )


def closed(request, notice):
    """When it closed, what else can be done, and all that was typed: it is nowhere else any more."""
    typed = {name: request.POST.get(name, "") for name in ("name", "municipality", "text")}
    context = {"notice": notice, "typed": typed if request.method == "POST" else {}}
    return render(request, "submissions/observe_closed.html", context, status=409 if request.method == "POST" else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """How far one observation has come, for whoever has its reference and its code."""
    form = Following(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ref, code = form.cleaned_data["ref"], form.cleaned_data["code"]
        if too_many := ratelimit.consume_or_429(request, action="follow", key="".join(ref.split()).upper()):
            return too_many
        if observation := observations.follow(ref, code):
            return render(request, "submissions/followed.html", {"observation": observation})
        form.add_error("code", _("We know no such reference with such a code. Check both."))
    return render(request, "submissions/follow.html", {"form": form})
