"""Alerts of new public notices: asked for without an account, confirmed by e-mail, left with one click."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import captcha
from licensing import public

from .. import actions
from ..actions.alerts import wished
from ..alert_forms import Subscription
from ..errors import DeadLink


@login_not_required
@csp_override(captcha.policy())
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request):
    """The wish; what the page answers says nothing of who subscribed already."""
    known = {"language": get_language(), "municipality": request.GET.get("municipality", "")[:100]}
    form = Subscription(request.POST or None, signed_in=request.user.is_authenticated, initial=known)
    if request.method == "POST" and form.is_valid():
        # an address gets so many such letters an hour, whoever asks
        email = form.cleaned_data["email"].lower()
        if too_many := ratelimit.consume_or_429(request, action="confirm_email", key=email):
            return too_many
        actions.subscribe(**form.facts())
        return redirect("submissions:alerts_sent")
    return render(request, "submissions/alerts.html", {"form": form})


@login_not_required
@require_safe
def sent(request):
    return render(request, "submissions/alerts_sent.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Opening the link confirms nothing, since mail scanners open it too: the button does."""
    try:
        if request.method == "POST":
            subscriber = actions.confirm(token, at=timezone.now())
            return render(request, "submissions/alerts_confirmed.html", {"subscriber": subscriber})
        wishes = wished(token)
    except DeadLink:
        return render(request, "submissions/alerts_over.html", status=404)
    kinds = dict(public.kinds_of_notices())
    context = {"wishes": [(wish, kinds.get(wish.type_code, "")) for wish in wishes]}
    return render(request, "submissions/alerts_confirm.html", context)


@csrf_exempt  # a mail program posts here for its reader, without our page: the key in the address is what counts
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, key):
    if request.method == "POST":
        actions.leave(key)
    return render(request, "submissions/alerts_leave.html", {"left": request.method == "POST"})
