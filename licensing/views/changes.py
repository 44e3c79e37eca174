"""« Demande de modification »: which licence, what to change; and the licence itself, with all that can be printed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organization, Right
from icajo import uploads
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, Select
from icajo.pages import url_or_nothing

from .. import actions, proposing
from ..definition import Purpose
from ..errors import BegunByAnother, NotNow, TooManyDrafts
from ..models import Licence
from ..permissions import begins_again
from ..renewal import offer
from ..standing import standing, standings
from .hearing import may_waive
from .start import new_token, posted_token, too_many_drafts
from .wizard import page_url, today

ASKED_ABOUT = {Purpose.TRANSFER, Purpose.CHANGE}


class ChooseLicence(Drawn, forms.Form):
    licence = Select(gettext_lazy("Select your licence number"))

    def __init__(self, *args, licences, **kwargs):
        super().__init__(*args, **kwargs)
        said = [(one.number, f"{one.number} – {one.type.name}, {one.holder}") for one in licences]
        self.fields["licence"].choices = [("", gettext_lazy("Choose")), *said]


class ChooseChange(Drawn, forms.Form):
    change = Choice(gettext_lazy("What do you want to change?"))

    def __init__(self, *args, procedures, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [(one.code, one.label) for one in procedures]
        self.fields["change"].hints = {one.code: one.summary for one in procedures if one.summary}


@require_safe
def choose_licence(request):
    """Which licence?  Those that live, of the organizations for which this person prepares applications."""
    licences = changeable(request.user)
    form = ChooseLicence(request.GET or None, licences=licences)
    if form.is_bound and form.is_valid():
        return redirect("licensing:change", form.cleaned_data["licence"])
    context = {"form": form, "licences": licences, "title": _("Request a change")}
    return render(request, "licensing/choose_licence.html", context)


def changeable(user):
    theirs = Licence.objects.of(user).filter(organization__in=Organization.objects.of(user, Right.PREPARE))
    licences = list(theirs.select_related("organization").order_by("number")[:200])
    stand = standings(licences, today())
    return [one for one in licences if stand[one.pk].lives]


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, number):
    """What to change: what this licence allows today, what it does not with the reason, and our answer to the rest."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    if not begins_again(request.user, licence):
        raise PermissionDenied("change")
    stands, known = standing(licence, today()), asked_about(licence)
    if not known:
        return redirect(explained_to_us(licence))
    refused = {one.code: str(one.refused(licence, today())) for one in known}
    open_now = [one for one in known if stands.lives and not refused[one.code]]
    form = ChooseChange(request.POST or None, procedures=open_now)
    if request.method == "POST" and form.is_valid():
        return begin(request, licence, licence.type.procedure(form.cleaned_data["change"]))
    context = {
        "licence": licence,
        "standing": stands,
        "form": form if open_now else None,
        "refused": [(one.label, refused[one.code]) for one in known if refused[one.code]],
        "once": new_token(),
        "question_url": explained_to_us(licence),
    }
    return render(request, "licensing/change.html", context)


def asked_about(licence):
    return [one for one in licence.type.procedures if one.purpose in ASKED_ABOUT]


def begin(request, licence, procedure):
    """The draft, at its first page; the one that was begun already is gone on with."""
    try:
        draft = actions.start_procedure(licence, procedure, by=request.user, on=today(), once=posted_token(request))
    except BegunByAnother:
        messages.error(request, _("Somebody else in the organization began this request: ask them to finish it."))
    except TooManyDrafts as quota:
        return too_many_drafts(request, quota.until)
    except NotNow:
        messages.error(request, _("This can no longer be asked about licence %s.") % licence.number)
    else:
        return redirect(page_url(draft, procedure.steps[0].slug) if draft.is_draft else draft)
    return redirect("licensing:change", licence.number)


def explained_to_us(licence):
    """The inquiry that explains a change for which there is no form."""
    query = f"?subject=address-change&organization={licence.organization_id}&licence={licence.number}"
    return url_or_nothing("submissions:question") + query


@require_safe
def licence(request, number):
    """One licence of the person's own: what it is today, its versions to print, and what can be asked about it."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    stands = standing(licence, today())
    prepares = begins_again(request.user, licence)
    notice = proposing.notice_about(licence)
    context = {
        "licence": licence,
        "standing": stands,
        "notice": notice if stands.lives else None,
        "waits": notice is not None and notice.holds(today()),
        "may_waive": may_waive(request.user, licence, notice),
        "suspensions": licence.suspensions.all(),
        "offer": offer(licence, today(), stands) if prepares else None,
        "versions": licence.versions.select_related("application").order_by("-number"),
        "conditions": licence.conditions.all(),
        "decisions": licence.decision_letters.visible_to(request.user).order_by("-pk"),
        "follow_ups": licence.follow_ups.of(request.user).select_related("organization").order_by("-created_at"),
        "change_url": reverse("licensing:change", args=[number]) if prepares and stands.lives else "",
    }
    return render(request, "licensing/licence.html", context)


@require_safe
def version(request, number, version):
    """The certificate of one version, in the language of the page."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    found = get_object_or_404(licence.versions, number=version)
    if found.certificate is None:
        raise Http404(version)
    return uploads.download(found.certificate)
