"""« Panier », and the order summary of what was chosen in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licensing.errors import NotNow
from licensing.models import Application

from .. import actions
from ..cart import sections
from ..errors import AlreadyPaid, StillUnknown, Unreachable
from .orders import pay, summary


@require_safe
def cart(request):
    """Everything that waits to be paid, in one section an organization; nothing is sent before it is paid."""
    return render(request, "payments/cart.html", {"sections": sections(request.user, timezone.localdate())})


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request):
    """« Résumé de la commande » of the lines that were chosen, then off to pay them."""
    refs = (request.POST if request.method == "POST" else request.GET).getlist("ref")
    chosen = list(Application.objects.visible_to(request.user).filter(ref__in=refs).order_by("ref"))
    if len(chosen) != len(set(refs)):
        raise Http404("ref")
    if not chosen:
        messages.warning(request, _("Choose at least one application to pay."))
        return redirect("payments:cart")
    return pay(request, chosen) if request.method == "POST" else summary(request, chosen)


@require_POST
def remove(request, ref):
    """Take a line out: the application is a draft again, and its payment page is closed first."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    try:
        actions.back_to_draft(application, by=request.user)
    except (AlreadyPaid, StillUnknown) as known:
        messages.warning(request, _("This application cannot be removed: it is paid, or the bank is still checking."))
        return redirect(known.order)
    except NotNow:
        messages.warning(request, _("This application can no longer be changed."))
    except Unreachable:
        messages.error(request, _("We could not close the payment page. Nothing has changed. Try again in a minute."))
    else:
        messages.success(request, _("Application %(ref)s is a draft again.") % {"ref": application.ref})
    return redirect("payments:cart")
