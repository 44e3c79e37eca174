"""The door of an invited person: the link, who asks and why, the code sent to their address, « Ce n’est pas moi »."""

from contextlib import suppress

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icajo.journey import fields
from icajo.journey.drawing import Drawn
from icajo.words import time_of_day

from ..actions import disclosed, disclosing
from ..errors import NotNow, TooSoon, WrongCode
from ..types.disclosure import questionnaire
from .disclosure_filling import first_page
from .invited import (
    forget,
    has_proved,
    invited,
    is_for_another,
    only_proved,
    opened,
    proved_now,
    remember,
    without_account,
)

AGAIN = "renvoyer"


class MailedCode(Drawn, forms.Form):
    code = fields.Words(
        gettext_lazy("Six-digit code"),
        max_length=20,
        width="5",
        autocomplete="one-time-code",
        help_text=gettext_lazy("In the letter that we have just sent. It can be used for 10 minutes."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


@without_account
@require_safe
def link(request, token):
    """The address in the letter.  It moves on at once to one without the token; opening it uses nothing up."""
    invitation = disclosing.find_link(token)
    if invitation is None or invitation.completed_at:
        forget(request)
    else:
        remember(request, invitation)
    answer = HttpResponseRedirect(reverse("licensing:disclosure"))
    # here, where the address says it; the pages after it send their own address to us alone, or a form of theirs
    # would come without an origin and be refused
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@without_account
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Who asks, why, until when, and who reads it."""
    invitation = invited(request)
    if invitation is None:
        done = has_proved(request) and (sent := opened(request)) and sent.completed_at
        return redirect("licensing:disclosure_receipt") if done else render(request, "disclosures/over.html")
    if is_for_another(request, invitation):
        return render(request, "disclosures/for_another.html", {"invitation": invitation})
    if request.method == "POST" and not has_proved(request):
        return begin(request, invitation)
    proved = has_proved(request) and invitation.disclosure_id
    context = {
        "invitation": invitation,
        "questionnaire": questionnaire(invitation.is_entity),
        "go_on": first_page(invitation) if proved else "",
    }
    return render(request, "disclosures/start.html", context)


def begin(request, invitation):
    """« Commencer »: a code leaves for the address that the link was sent to."""
    try:
        disclosing.mail_code(invitation, at=timezone.now())
    except TooSoon as wait:
        return too_soon(request, wait.until)
    except NotNow:
        return redirect("licensing:disclosure")
    return redirect("licensing:disclosure_code")


def too_soon(request, until):
    response = render(request, "disclosures/too_soon.html", {"until": time_of_day(until)}, status=429)
    response["Retry-After"] = max(1, int((until - timezone.now()).total_seconds()))
    return response


@without_account
@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    invitation = invited(request)
    if invitation is None or is_for_another(request, invitation):
        return redirect("licensing:disclosure")
    form = MailedCode(request.POST if "code" in request.POST and request.POST.get("action") != AGAIN else None)
    if request.method == "POST" and request.POST.get("action") == AGAIN:
        messages.info(request, _("Another code is on its way. The one before it no longer works."))
        return begin(request, invitation)
    if request.method == "POST" and form.is_valid():
        try:
            disclosing.verify_code(invitation, form.cleaned_data["code"], at=timezone.now())
        except WrongCode:
            form.add_error("code", _("This code is not right, or it is too old: check it, or ask for another"))
        except NotNow:
            return redirect("licensing:disclosure")
        else:
            return let_in(request, invitation)
    return render(request, "disclosures/code.html", {"form": form, "invitation": invitation})


def let_in(request, invitation):
    """The address is proved: an earlier disclosure may serve again; otherwise the pages begin."""
    proved_now(request, invitation)
    if invitation.disclosure_id is None and disclosing.earlier(invitation, timezone.now()):
        return redirect("licensing:disclosure_earlier")
    return redirect(first_page(disclosing.begin_disclosure(invitation, at=timezone.now())))


@only_proved
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request, invitation):
    """What was completed for another file serves for this one, if its author agrees."""
    now = timezone.now()
    found = disclosing.earlier(invitation, now)
    if invitation.disclosure_id or found is None:
        return redirect("licensing:disclosure")
    if request.method == "POST":
        try:
            if request.POST.get("action") == "reprendre":
                disclosed.reuse_disclosure(invitation, at=now)
                return redirect("licensing:disclosure_receipt")
            return redirect(first_page(disclosing.begin_disclosure(invitation, at=now)))
        except NotNow:
            return redirect("licensing:disclosure")
    context = {"invitation": invitation, "earlier": found, "made_for": found.invitations.first()}
    return render(request, "disclosures/earlier.html", context)


@without_account
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request):
    """« Ce n’est pas moi »: ends the link, and tells whoever sent it."""
    invitation = invited(request)
    if invitation is None or is_for_another(request, invitation):
        return redirect("licensing:disclosure")
    if request.method == "POST":
        try:
            disclosing.not_me(invitation, at=timezone.now())
        except NotNow:
            return redirect("licensing:disclosure")
        forget(request)
        return render(request, "disclosures/not_me_done.html")
    return render(request, "disclosures/not_me.html", {"invitation": invitation})


@without_account
@require_POST
def new_link(request):
    """« Demandez un nouveau lien »: the same answer whatever this browser opened."""
    if invitation := opened(request):
        with suppress(NotNow):
            disclosing.ask_new_link(invitation, at=timezone.now())
    return render(request, "disclosures/new_link.html")
