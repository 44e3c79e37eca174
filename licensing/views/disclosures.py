"""The applicant's board: who was asked and how far each is, with what can be done about it.  Never the content."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, Email, Words
from icajo.words import date_time

from .. import actions
from ..casework import may_edit
from ..disclosing import Status, board, twice
from ..errors import NotNow, TooSoon
from ..models import Invitation
from ..permissions import prepares
from ..states import DECIDED, State
from .invited import remember
from .wizard import find, page_url


class Address(Drawn, forms.Form):
    """Where the link goes, for the same person."""

    email = Email(gettext_lazy("E-mail address"), autocomplete="off")
    language = Choice(gettext_lazy("Language of the letter"), choices=settings.LANGUAGES)


class Somebody(Address):
    """Somebody else, in the place of the person."""

    name = Words(gettext_lazy("Name"), autocomplete="off")
    field_order = ["name", "email", "language"]


def lines(application, user, step=""):
    """[{place, url of each thing that can be done, own, twice}] for the board, of one list or of all."""
    places = board(application, step)
    again = twice(places)
    changes = prepares(user, application) and application.state not in {*DECIDED, State.LAPSED}
    return [
        {
            "place": place,
            "own": place.asked.email.casefold() == user.email and not place.is_done,
            "twice": place.asked.email.casefold() in again,
            "actions": possible(application, place) if changes else (),
        }
        for place in places
    ]


def possible(application, place):
    """What may be done about one line now: the names of the pages, in the order of the buttons."""
    if place.invitation is None or place.is_done or place.status == Status.PREPARED:
        return ("replace",) if place.is_done else ()
    verbs = () if place.status == Status.NOT_ME else ("resend", "correct")
    return (*verbs, "replace", *(("remove",) if may_edit(application, place.asked.step) else ()))


@require_safe
def disclosures(request, ref):
    """Where each disclosure of the file stands."""
    application = find(request, ref)
    shown = lines(application, request.user)
    context = {
        "application": application,
        "lines": shown,
        "unsent": any(one["place"].status == Status.PREPARED for one in shown),
        "changes": prepares(request.user, application),
    }
    return render(request, "disclosures/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request, ref):
    """Names and addresses to look at once more, then « Envoyer la divulgation »."""
    application = find(request, ref)
    step = request.GET.get("list", "")
    places = [one for one in board(application, step) if one.status == Status.PREPARED]
    back = page_url(application, step) if application.journey.step(step) else back_to_board(application)
    if request.method == "POST":
        try:
            sent = actions.send_disclosures(application, by=request.user, at=timezone.now(), step=step)
        except NotNow:
            return redirect(application)
        said = ngettext("%(count)s link is sent.", "%(count)s links are sent.", len(sent)) % {"count": len(sent)}
        messages.success(request, said if sent else _("There was nobody to send a link to."))
        return redirect(back)
    context = {
        "application": application,
        "ready": [one for one in places if one.asked.can_be_sent],
        "incomplete": [one for one in places if not one.asked.can_be_sent],
        "twice": twice(places),
        "back": back,
    }
    return render(request, "disclosures/send.html", context)


def back_to_board(application):
    return reverse("licensing:disclosures", args=[application.ref])


def after(request, application, invitation):
    """Where the person came from: the list while it is filled, the board of the file otherwise."""
    if may_edit(application, invitation.step) and application.journey.step(invitation.step):
        return redirect(page_url(application, invitation.step))
    return redirect(back_to_board(application))


def find_invitation(request, ref, pk):
    application = find(request, ref)
    invitation = get_object_or_404(
        application.invitations.exclude(ended_as=Invitation.End.REMOVED).select_related("disclosure", "sent_by"), pk=pk
    )
    invitation.application = application
    return application, invitation


@require_http_methods(["GET", "HEAD", "POST"])
def resend(request, ref, pk):
    """Another link to the same address; the one before it dies."""
    application, invitation = find_invitation(request, ref, pk)
    if request.method == "POST":
        try:
            actions.resend_disclosure(invitation, by=request.user, at=timezone.now())
            messages.success(request, _("Another link is sent to %(name)s.") % {"name": invitation.name})
        except TooSoon as wait:
            messages.error(request, too_soon(wait))
        except NotNow:
            messages.info(request, _("Nothing was sent: the disclosure is completed, or its link ended."))
        return after(request, application, invitation)
    context = {"application": application, "invitation": invitation, "verb": "resend"}
    return render(request, "disclosures/sure.html", context)


def too_soon(wait):
    said = _("This person was written to several times today. Send again after %(moment)s.")
    return said % {"moment": date_time(wait.until)}


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, ref, pk):
    """The same person at another address."""
    return readdress(request, ref, pk, Address, _("Correct the address"))


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, ref, pk):
    """Somebody else in the place of the person."""
    return readdress(request, ref, pk, Somebody, _("Replace the person"))


def readdress(request, ref, pk, asked, title):
    application, invitation = find_invitation(request, ref, pk)
    known = {"email": invitation.email, "language": invitation.language} if asked is Address else {}
    form = asked(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.readdress_disclosure(invitation, by=request.user, at=timezone.now(), **form.cleaned_data)
        except TooSoon as wait:
            messages.error(request, too_soon(wait))
        except NotNow:
            messages.info(request, _("Nothing was sent: the disclosure is completed, or its link ended."))
        else:
            said = _("A link is sent to %(email)s. The one before it no longer works.")
            messages.success(request, said % {"email": form.cleaned_data["email"]})
        return after(request, application, invitation)
    context = {"application": application, "invitation": invitation, "form": form, "title": title}
    return render(request, "disclosures/readdress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, ref, pk):
    """Off the list, with the link."""
    application, invitation = find_invitation(request, ref, pk)
    if not may_edit(application, invitation.step):
        return redirect(back_to_board(application))
    if request.method == "POST":
        try:
            actions.remove_disclosing(invitation, by=request.user, at=timezone.now())
        except NotNow:
            return redirect(application)
        messages.success(request, _("%(name)s is off the list. The link no longer works.") % {"name": invitation.name})
        return after(request, application, invitation)
    context = {"application": application, "invitation": invitation, "verb": "remove"}
    return render(request, "disclosures/sure.html", context)


@require_POST
def own(request, ref, row):
    """« Remplir la mienne maintenant »: the address on the line is that of the person who is signed in."""
    application = find(request, ref)
    place = next((one for one in board(application) if one.asked.row == row), None)
    if place is None or place.asked.email.casefold() != request.user.email:
        raise Http404(row)
    try:
        if place.status == Status.PREPARED:
            actions.send_disclosures(application, by=request.user, at=timezone.now(), rows=[row])
            place = next(one for one in board(application) if one.asked.row == row)
    except NotNow:
        return redirect(application)
    if place.invitation is None:
        raise Http404(row)
    remember(request, place.invitation)
    return redirect("licensing:disclosure")
