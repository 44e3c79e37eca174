"""From a sealed application to its receipt.  Each view finds, asks one action, answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icajo.words import money
from licensing import actions as licensing
from licensing.errors import FeeChanged, Incomplete, NotNow
from licensing.models import Application
from licensing.states import State

from .. import actions, cards, papers
from ..errors import AlreadyPaid, Forged, StillUnknown, Unreachable
from ..models import Method, Order

LARGEST_EVENT = 256 * 1024


class SeeOther(HttpResponseRedirect):
    """A POST is done; the rest is read there."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request, ref):
    """« Résumé de la commande » of one application, then off to pay it."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    return pay(request, [application]) if request.method == "POST" else summary(request, [application])


def summary(request, applications):
    """What is about to be paid, and how: the method follows from the total."""
    if not all(application.is_awaiting_payment for application in applications):
        return _not_to_pay(applications)
    lines = [
        {"application": application, "amount": application.fee, "fee_lines": application.last_round.fee_lines}
        for application in applications
    ]
    total = sum(application.fee for application in applications)
    context = {
        "lines": lines,
        "order": {"total": total},
        "by_wire": Method.of(total) == Method.WIRE,
        "brands": cards.accepted(),
        "application": applications[0] if len(applications) == 1 else None,
    }
    return render(request, "payments/summary.html", context)


def pay(request, applications):
    """Place the order; then the hosted page, or the instructions for the transfer."""
    try:
        for application in applications:
            _reassess(application, request.user)
        order = actions.open_order(applications, by=request.user)
        if order.method == Method.WIRE:
            return redirect(order)
        return SeeOther(actions.start_attempt(order, by=request.user, language=get_language()))
    except FeeChanged as changed:
        if len(applications) == 1:
            return _show_new_fee(request, applications[0], changed.fee)
        return _say_in_cart(request)
    except Incomplete:
        return _say_in_cart(request)
    except (AlreadyPaid, StillUnknown) as known:
        return redirect(known.order)
    except NotNow:
        return _not_to_pay(applications)
    except Unreachable:
        return _unreachable(request, applications)


def _reassess(application, user):
    if application.state == State.AWAITING_PAYMENT:
        licensing.reassess(application, by=user, on=timezone.localdate())


def _say_in_cart(request):
    messages.warning(request, _("Something has changed since. Nothing was paid: look at your cart again."))
    return redirect("payments:cart")


def _not_to_pay(applications):
    return redirect(applications[0]) if len(applications) == 1 else redirect("payments:cart")


def _unreachable(request, applications):
    return render(request, "payments/unreachable.html", {"applications": applications}, status=503)


def _show_new_fee(request, application, fee):
    """The fee changed since it was agreed to: the applicant sees it and agrees again."""
    try:
        actions.back_to_draft(application, by=request.user)
    except (AlreadyPaid, StillUnknown) as known:
        return redirect(known.order)
    except Unreachable:
        return _unreachable(request, [application])
    text = _("The fee has changed. It is now %(fee)s. Please check it and agree again.")
    messages.warning(request, text % {"fee": money(fee)})
    return redirect("licensing:review", application.ref)


@require_POST
def back_to_draft(request, ref):
    """Change a sealed application."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    return unsealed(request, application, there=application)


def unsealed(request, application, *, there):
    """It is a draft again: its payment page is closed first."""
    try:
        actions.back_to_draft(application, by=request.user)
    except (AlreadyPaid, StillUnknown) as known:
        messages.warning(request, _("This application cannot be changed: it is paid, or the bank is still checking."))
        return redirect(known.order)
    except NotNow:
        messages.warning(request, _("This application can no longer be changed."))
    except Unreachable:
        messages.error(request, _("We could not close the payment page. Nothing has changed. Try again in a minute."))
    else:
        messages.success(request, _("Application %(ref)s is a draft again.") % {"ref": application.ref})
    return redirect(there)


@require_safe
def order(request, uuid):
    """The permanent page of an order: what is owed, what was paid, or what we do not know yet."""
    order = get_object_or_404(Order.objects.visible_to(request.user), uuid=uuid)
    known = actions.look(order)
    order.refresh_from_db()
    context = {
        "order": order,
        "lines": order.lines.select_related("application", "round"),
        "payment": order.payment,
        "attempt": order.attempts.last(),
        "problems": order.discrepancies.filter(closed_at=None).select_related("payment"),
        "known": known,
        "bank": papers.bank(),
    }
    return render(request, _page(order), context)


def _page(order):
    if order.payment:
        return "payments/confirmation.html"
    if order.state == Order.State.CANCELLED:
        return "payments/cancelled.html"
    if order.state == Order.State.ATTENTION:
        return "payments/attention.html"
    return "payments/wire.html" if order.method == Method.WIRE else "payments/to_pay.html"


@require_safe
def kit(request, uuid):
    """The instructions for the transfer, on paper.  Only here: bank details are never sent."""
    order = get_object_or_404(Order.objects.visible_to(request.user), uuid=uuid)
    if not order.is_by_wire:
        raise Http404
    language = "en" if get_language() == "en" else "fr"
    response = HttpResponse(papers.kit_pdf(order, language), content_type=papers.PDF)
    response["Content-Disposition"] = f'attachment; filename="{order.reference}-{language}.pdf"'
    return response


@require_safe
def come_back(request, uuid):
    """Where the provider sends a payer who is done.  Nothing is believed: the order page asks the provider."""
    order = get_object_or_404(Order.objects.visible_to(request.user), uuid=uuid)
    if not order.attempts.filter(session_id=request.GET.get("session_id", "")).exists():
        raise Http404
    actions.look(order, returning=True)
    return redirect(order)


@require_safe
def cancel(request, uuid):
    """Where the provider sends a payer who gave up.  The page stays open: the same click continues it."""
    order = get_object_or_404(Order.objects.visible_to(request.user), uuid=uuid)
    actions.look(order, returning=True)
    return redirect(order)


@csrf_exempt
@login_not_required
@require_POST
def webhook(request):
    """The provider tells us something: keep it, say so, act later."""
    if len(request.body) > LARGEST_EVENT:
        return HttpResponse(status=413)
    try:
        actions.record_event(request.body, request.headers.get("Stripe-Signature", ""))
    except Forged:
        return HttpResponse(status=400)
    return HttpResponse(status=200)
