"""The page where a person says that two accounts are theirs, signed in to either of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import actions
from .confirming import confirm_first, recently_confirmed
from .errors import NotMergeable
from .models import Merge

REASONS = {  # why accounts cannot be merged, or not now
    "same": gettext_lazy("This is the same account twice."),
    "staff": gettext_lazy("Accounts of the staff are not merged."),
    "closed": gettext_lazy("One of the two accounts is closed."),
    "waiting": gettext_lazy("A merger of one of the two accounts is waiting already."),
    "second-step": gettext_lazy(
        "The account to close has a second step at sign-in, and the one that stays has none: set one up there first."
    ),
    "early": gettext_lazy("The other address has two days to answer before somebody else does."),
    "over": gettext_lazy("This merger is over: it was done, stopped, or asked for more than thirty days ago."),
}


def masked(email: str) -> str:
    """« a…@example.org »: enough to know one's own address, and not enough to learn somebody else's."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk):
    """What is asked, and yes or no.  Nobody but the two accounts knows that the page exists."""
    found = get_object_or_404(Merge.objects.waiting().of(request.user).select_related("kept", "closed"), pk=pk)
    if not recently_confirmed(request):
        return confirm_first(request)
    if request.method == "POST":
        return answered(request, found)
    stays = found.kept_id == request.user.pk
    steps = actions.steps_of(found)
    if not steps:
        raise Http404(pk)
    context = {
        "stays": stays,
        "other": masked((found.closed if stays else found.kept).email),
        "agreed": ("kept" if stays else "closed") in steps,
        "needs_second_step": actions.lowers_guard(found),
    }
    return render(request, "accounts/merge.html", context)


def answered(request, found):
    try:
        if request.POST.get("answer") == "no":
            actions.stop_merge(found, by=request.user)
            messages.success(request, _("Nothing is merged: both accounts stay as they are."))
            return redirect("accounts:profile")
        if request.POST.get("answer") != "yes":
            return redirect("accounts:merge", found.pk)
        found = actions.confirm_merge(found, by=request.user)
    except NotMergeable as refused:
        messages.warning(request, REASONS[refused.problems[0]])
        return redirect("mfa_index" if refused.problems == ["second-step"] else "accounts:profile")
    if not found.ended_at:
        messages.success(request, _("Thank you. Now confirm it from the other account: its address has a letter."))
        return redirect("accounts:merge", found.pk)
    if found.closed_id == request.user.pk:
        return redirect("account_login")  # this account has just been closed, and this session with it
    messages.success(request, _("Your two accounts are one: everything is here."))
    return redirect("accounts:access_list")
