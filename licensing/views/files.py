"""A file, from its tasks while it is a draft to its licence: status, papers, reply, withdrawal."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from icajo.journey.drawing import Drawn
from icajo.journey.fields import LongText
from icajo.words import date_time

from .. import actions, papers
from ..casework import possible
from ..document_reviews import reviewed
from ..errors import NotNow
from ..inspecting import inspection_check
from ..models import Licence
from ..noticing import notice_check
from ..proposing import standing_proposal
from ..states import OPEN_TO_STAFF, State
from ..tasklist import task_list
from ..timeline import holders, side_by_side, timeline
from .documents import Upload
from .wizard import find, today


class Withdrawal(Drawn, forms.Form):
    reason = LongText("", max_length=1000, required=False)

    def __init__(self, *args, speech, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = speech.withdrawn_why


@require_safe
def application(request, ref):
    """The tasks of a draft; the status of anything else."""
    application = find(request, ref)
    if application.state == State.DRAFT:
        tasks = task_list(application, today())
        return render(request, "licensing/tasks.html", {"application": application, "tasks": tasks})
    asked = application.open_request
    context = {
        "application": application,
        "timeline": timeline(application, today()),
        "checks": side_by_side(application, today()),
        "holders": holders(application, today()),
        "decisions": application.decision_letters.all(),
        "notice_check": notice_check(application),
        "inspection_check": inspection_check(application),
        "proposal": standing_proposal(application) if application.state in OPEN_TO_STAFF else None,
        "request_open": asked,
        "asked": asked.items.select_related("request__application") if asked else [],
        "documents": reviewed(application),
        "verbs": possible(application, by=request.user),
        "licence": Licence.objects.visible_to(request.user).filter(versions__application=application).first(),
    }
    return render(request, "licensing/application.html", context)


@require_safe
def sent(request, ref):
    """« Demande envoyée »: a page that can be kept and opened again."""
    application = find(request, ref)
    if application.received_at is None:
        return redirect(application)
    context = {
        "application": application,
        "title": _("Renewal submitted") if application.send_by else application.speech.sent,
        "received": application.speech.received % {"moment": date_time(application.received_at)},
    }
    return render(request, "licensing/sent.html", context)


@require_safe
def summary(request, ref):
    """The PDF of what was last sealed."""
    application = find(request, ref)
    round = application.last_round
    if round is None:
        return redirect(application)
    language = "en" if get_language() == "en" else "fr"
    response = HttpResponse(papers.summary_pdf(round, language), content_type=papers.PDF)
    response["Content-Disposition"] = f'attachment; filename="{application.ref}-{language}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def send_documents(request, ref):
    """Add documents to a file under review."""
    application = find(request, ref)
    if "send_more" not in possible(application, by=request.user):
        return redirect(application)
    form = Upload(request.POST or None, request.FILES or None, documents=application.procedure.documents)
    if request.method == "POST" and form.is_valid():
        try:
            stored = uploads.keep(form.cleaned_data["file"])
            actions.send_document(application, form.cleaned_data["code"], stored, by=request.user)
        except uploads.Refused as refused:
            form.add_error("file", str(refused))
        except NotNow:
            return redirect(application)
        else:
            messages.success(request, _("%(name)s is sent.") % {"name": stored.name})
            return redirect(request.path)
    context = {"application": application, "form": form, "documents": reviewed(application)}
    return render(request, "licensing/send_documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, ref):
    application = find(request, ref)
    if "withdraw" not in possible(application, by=request.user):
        return redirect(application)
    form = Withdrawal(request.POST or None, speech=application.speech)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(application, by=request.user, reason=form.cleaned_data["reason"])
        except NotNow:
            return redirect(application)
        messages.success(request, application.speech.withdrawn % {"ref": application.ref})
        return redirect(application)
    heading = application.speech.withdraw_this % {"ref": application.ref}
    return render(request, "licensing/withdraw.html", {"application": application, "form": form, "heading": heading})


@require_safe
def certificate(request, number):
    """The licence to print, in the language of the page."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    version = licence.last_version
    if version is None:
        messages.info(request, _("This licence comes from the earlier system: its certificate is the one given then."))
        return redirect(licence)
    if version.certificate is None:
        messages.info(request, _("The certificate is being made: try again in a minute."))
        return redirect(version.application or licence)
    return uploads.download(version.certificate)
