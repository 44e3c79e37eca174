"""The page of papers to attach: a tick beside each that is there, one file at a time without a script."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Select

from .. import actions, papers
from ..casework import may_edit
from ..document_reviews import reviewed
from ..errors import NotNow
from ..judging import DOCUMENTS, REVIEW, missing_documents, required_documents
from ..models import Document, ItemKind
from ..types import LICENCE_TYPES
from .filling import OfApplication
from .wizard import (
    BACK,
    LANGUAGE,
    NEXT,
    asked_action,
    asks_to_fix,
    find,
    in_other_language,
    neighbour,
    no_longer,
    on_the_way,
    page_url,
    trail,
)

UPLOAD = "televerser"


class Upload(Drawn, forms.Form):
    """One file and what it is."""

    code = Select(gettext_lazy("Document type"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # our own message says what to do
        help_text=gettext_lazy("PDF, JPEG, PNG, GIF, BMP, Word, Excel, CSV or MSG, 20 MB at most. A photo is fine."),
        error_messages={"required": gettext_lazy("Choose a file to upload")},
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [
            ("", gettext_lazy("Choose")),
            *((document.code, document.label) for document in documents),
            (Document.EXTRA, gettext_lazy("Other document")),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request, ref):
    application = find(request, ref)
    if not may_edit(application, DOCUMENTS):
        return no_longer(request, application)
    required = called_for(application)
    form = Upload(documents=required, initial={"code": request.GET.get("code", "")})
    problems = []
    if request.method == "POST":
        action = asked_action(request)
        if action == UPLOAD:
            form = Upload(request.POST, request.FILES, documents=required)
            if attached(request, application, form):
                return redirect(request.get_full_path())
        else:
            problems = missing_documents(application, application.journey) if action == NEXT else []
            if not problems:
                return follow(request, application, action)
    elif asks_to_fix(request):
        problems = missing_documents(application, application.journey)
    return render(request, "licensing/documents.html", page_context(request, application, required, form, problems))


def called_for(application):
    """The papers that the answers call for, and those that an officer asked for besides."""
    required = required_documents(application)
    request = None if application.is_draft else application.open_request
    asked = {item.about for item in request.items.all() if item.kind == ItemKind.DOCUMENT} if request else set()
    return [one for one in application.procedure.documents if one in required or one.code in asked]


def attached(request, application, form):
    """Keep and attach the file of a valid form; say so, or put the reason on the form."""
    if not form.is_valid():
        return False
    try:
        stored = uploads.keep(form.cleaned_data["file"])
        before = application.documents.count()
        document = actions.attach(application, form.cleaned_data["code"], stored, by=request.user)
    except uploads.Refused as refused:
        form.add_error("file", str(refused))
        return False
    except NotNow:
        return True
    if application.documents.count() == before:
        messages.info(request, _("You had already attached this file: %(name)s.") % {"name": document.file.name})
    else:
        messages.success(request, _("%(name)s is attached.") % {"name": document.file.name})
    return True


def follow(request, application, action):
    here = on_the_way(request, page_url(application, DOCUMENTS))
    if action.startswith(LANGUAGE):
        return in_other_language(here, action)
    if action in (NEXT, BACK) and not application.is_draft:
        return redirect("licensing:reply", application.ref)
    if action == NEXT and asks_to_fix(request):
        return redirect(page_url(application, REVIEW))
    if action in (NEXT, BACK):
        return redirect(neighbour(application, DOCUMENTS, 1 if action == NEXT else -1))
    messages.success(request, _("Your draft is saved."))
    return redirect(here)


def page_context(request, application, required, form, problems):
    attached = list(reviewed(application))
    return {
        "application": application,
        "filling": OfApplication(application, request.user),
        "form": form,
        "problems": problems,
        "required": [
            {"document": document, "files": [one for one in attached if one.code == document.code]}
            for document in required
        ],
        "extras": [one for one in attached if one.code not in {document.code for document in required}],
        "trail": trail(application, application.journey, DOCUMENTS),
    }


@require_safe
def blank_form(request, name):
    """A form to download, fill in and sign, in the language of the page."""
    if name not in {document.template for type in LICENCE_TYPES.values() for document in type.documents} - {""}:
        raise Http404(name)
    language = "en" if get_language() == "en" else "fr"
    response = HttpResponse(papers.blank_form(name, language), content_type=papers.PDF)
    response["Content-Disposition"] = f'attachment; filename="{name}-{language}.pdf"'
    return response


def find_document(request, ref, pk):
    application = find(request, ref)
    return application, get_object_or_404(application.documents.select_related("file", "application"), pk=pk)


@require_safe
def download(request, ref, pk):
    """The file itself, byte for byte, to whoever may open the application."""
    return uploads.download(find_document(request, ref, pk)[1].file)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, ref, pk):
    application, document = find_document(request, ref, pk)
    list_url = on_the_way(request, page_url(application, DOCUMENTS))
    if request.method == "POST":
        try:
            actions.detach(application, document, by=request.user)
        except NotNow:
            messages.error(request, _("This document was already sent and stays with the file."))
        return redirect(list_url)
    context = {"application": application, "document": document, "list_url": list_url}
    return render(request, "licensing/remove_document.html", context)
