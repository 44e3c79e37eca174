"""What the browser of an invited person remembers: which link it opened, and whether the address was proved.

The token itself is kept nowhere: the session holds its digest, so that a new link ends what an old one opened.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import disclosing
from ..permissions import may_open

KEPT = "disclosing"


def without_account(view):
    """A page for somebody who has a link and no account.  Nothing of it is kept in between or in a report."""
    return login_not_required(never_cache(sensitive_post_parameters()(view)))


def remember(request, invitation) -> None:
    """This browser opened the link; what it had proved of this very link stays proved."""
    if request.session.get(KEPT, {}).get("link") != invitation.token_hash:
        request.session[KEPT] = {"invitation": invitation.pk, "link": invitation.token_hash}


def proved_now(request, invitation) -> None:
    """The code was right: from here on this browser may read and write."""
    request.session.cycle_key()
    request.session[KEPT] = {"invitation": invitation.pk, "link": invitation.token_hash, "proved": True}


def forget(request) -> None:
    request.session.pop(KEPT, None)


def opened(request):
    """The invitation whose link this browser opened, ended or not; None where it opened none, or an old one."""
    kept = request.session.get(KEPT)
    return disclosing.by_key(kept["invitation"], kept["link"]) if kept else None


def invited(request):
    """The same, while the link still opens something."""
    invitation = opened(request)
    return invitation if invitation and invitation.is_usable(timezone.now()) else None


def has_proved(request) -> bool:
    return bool(request.session.get(KEPT, {}).get("proved"))


def is_for_another(request, invitation) -> bool:
    """Is somebody who sees the application signed in here, at another address than the invited one?"""
    user = request.user
    if not user.is_authenticated or user.email == invitation.email.lower():
        return False
    return may_open(user, invitation.application)


def only_proved(view):
    """`view(request, invitation, ...)`: 302 to the first page for whoever has not proved the address."""

    @without_account
    @wraps(view)
    def guarded(request, *args, **kwargs):
        invitation = invited(request)
        if invitation is None or not has_proved(request) or is_for_another(request, invitation):
            return redirect("licensing:disclosure")
        return view(request, invitation, *args, **kwargs)

    return guarded
