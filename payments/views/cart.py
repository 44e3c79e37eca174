"""« Panier », and the order summary of what was chosen in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licensing.models import Application

from ..cart import sections
from .orders import pay, summary, unsealed


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
    """Take a line out: the application is a draft again."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    return unsealed(request, application, there="payments:cart")
