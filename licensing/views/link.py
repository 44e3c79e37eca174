"""An access code was typed: what it links and what it allows, before anything is linked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import actions as accounts
from accounts.access import one_answer
from accounts.confirming import confirm_first, recently_confirmed
from accounts.errors import AlreadyLinked, Refused
from accounts.linking import forget, remembered

ENOUGH = 20  # licences that the page names


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request):
    code = remembered(request)
    if code is None:
        messages.info(request, _("Type your access code: it is asked again after 15 minutes."))
        return redirect("accounts:add_code")
    if not recently_confirmed(request):
        return confirm_first(request)
    if request.method == "POST":
        return linked(request, code)
    licences = code.organization.licences.select_related("premises").order_by("-issued_on", "-pk")
    context = {
        "code": code,
        "licences": licences[:ENOUGH],
        "more": max(0, licences.count() - ENOUGH),
    }
    return render(request, "licensing/link.html", context)


def linked(request, code):
    forget(request)
    if "link" not in request.POST:
        messages.info(request, _("Nothing was linked. The access code can still be used."))
        return redirect("accounts:profile")
    try:
        accounts.redeem(code, by=request.user)
    except AlreadyLinked:
        messages.info(
            request, _("%(organization)s is linked to your account already.") % {"organization": code.organization}
        )
    except Refused:
        messages.error(request, one_answer())
        return redirect("accounts:add_code")
    else:
        messages.success(request, what_was_linked(code.organization))
    return redirect("accounts:profile")


def what_was_linked(organization):
    numbers = list(organization.licences.order_by("-issued_on", "-pk").values_list("number", flat=True)[: ENOUGH + 1])
    if not numbers or len(numbers) > ENOUGH:
        return _("%(organization)s is linked to your account.") % {"organization": organization}
    text = ngettext(
        "Licence %(numbers)s is linked to your account.",
        "Licences %(numbers)s are linked to your account.",
        len(numbers),
    )
    return text % {"numbers": ", ".join(numbers)}
