"""« Rapport d'incident »: one page to fill in, kept as a draft at each button; then its receipt and its messages."""

import uuid

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from icajo.words import phone

from .. import actions
from ..conversation import Conversation
from ..incident_forms import Report
from ..models import Incident
from ..permissions import reported_on

FORM = ["GET", "HEAD", "POST"]
# values of the buttons named `action`; any other saves the draft
SEND, DISCARD, REMOVE, LANGUAGE = "envoyer", "jeter", "retirer-", "langue-"


@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM)
def incident(request):
    """A new report; whatever is posted becomes a draft first."""
    licences = list(reported_on(request.user))
    if request.method == "POST":
        return fill(request, actions.begin_draft(request.user, as_uuid(request.POST.get("key", ""))), licences)
    form = Report(licences=licences, initial=known(request))
    return page(request, form, key=uuid.uuid4(), drafts=list(request.user.incident_drafts.all()))


@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM)
def draft(request, key):
    """A report that was begun; one that has been sent leads to its receipt."""
    found = request.user.incident_drafts.filter(key=key).first()
    if found is None:
        sent = get_object_or_404(Incident.objects.of(request.user), once=key.hex, sent_by=request.user)
        return redirect(sent)
    licences = list(reported_on(request.user))
    if request.method == "POST":
        return fill(request, found, licences)
    return page(request, Report(licences=licences, initial=found.typed), key=key, draft=found)


def fill(request, draft, licences):
    """Keep what was typed and the files, then do what the button says: save, take a file away, discard, or send."""
    button = request.POST.get("action", "")
    if button == DISCARD and draft.pk:
        draft.delete()
        messages.success(request, _("The draft is discarded."))
        return redirect("submissions:incident")
    if draft.pk is None and (sent := Incident.objects.of(request.user).filter(once=draft.key.hex).first()):
        return redirect(sent)  # the first page, sent twice
    form = Report(request.POST, request.FILES, licences=licences)
    is_right = form.is_valid()
    actions.save_draft(draft, typed=form.typed(), files=form.kept(), at=timezone.now())
    if button.startswith(REMOVE):
        draft.files.remove(*draft.files.filter(key=as_uuid(button.removeprefix(REMOVE))))
    elif button == SEND and is_right and not form.errors:
        return redirect(actions.report(draft, **form.facts(), language=get_language(), at=timezone.now()))
    if button == SEND or any(name.startswith("file_") for name in form.errors):
        return page(request, form, key=draft.key, draft=draft)
    here = reverse("submissions:incident_draft", args=[draft.key])
    if button.startswith(LANGUAGE):
        return HttpResponseRedirect(translate_url(here, button.removeprefix(LANGUAGE)))
    messages.success(request, _("Your draft is saved."))
    return redirect(here)


def page(request, form, *, key, draft=None, drafts=()):
    context = {"form": form, "key": key, "draft": draft, "drafts": drafts, "licences": form.licences}
    if draft:
        context["files"] = list(draft.files.order_by("pk"))
    return render(request, "submissions/incident.html", context)


def known(request):
    """What the page can fill in by itself."""
    user = request.user
    return {
        "licence": request.GET.get("licence", ""),
        "name": user.get_full_name(),
        "email": user.email,
        "phone": phone(user.phone) if user.phone else "",
    }


def as_uuid(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


@never_cache
@sensitive_post_parameters("text")
@require_http_methods(FORM)
def incident_report(request, ref):
    """What was sent, its reference to keep, and what is written about it since."""
    rows = Incident.objects.of(request.user).select_related("licence", "organization")
    found = get_object_or_404(rows, ref=ref)
    context = {"incident": found, "licence": found.licence, "files": found.files.order_by("pk")}
    talk = Conversation(request, found, as_staff=False)
    return talk.sent() or talk.page("submissions/incident_report.html", context)


@require_safe
def incident_file(request, ref, key):
    """A file of a report, or of a message about it."""
    found = get_object_or_404(Incident.objects.of(request.user), ref=ref)
    return uploads.download(get_object_or_404(found.papers(), key=key))
