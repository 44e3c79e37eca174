"""The pages of a disclosure: those of the wizard, filled by its author; then papers and a last look."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from icajo.journey import transcript
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Tick

from ..actions import disclosed
from ..declarations import disclosure_declaration
from ..errors import Incomplete, NotNow, TooMuch
from ..judging import DOCUMENTS, in_the_way, missing_among
from ..models import DisclosedPaper
from .disclosure_filling import OfDisclosure
from .documents import UPLOAD, Upload
from .invited import only_proved
from .rows import add_to, remove_from, row_of
from .steps import step_of
from .wizard import BACK, LANGUAGE, NEXT, asked_action, in_other_language, today, trail

SEND = "envoyer"


def filled(view):
    """`view(request, filling, ...)`: only once there is a disclosure to fill."""

    def guarded(request, invitation, *args, **kwargs):
        if invitation.disclosure_id is None:
            return redirect("licensing:disclosure")
        return view(request, OfDisclosure(invitation), *args, **kwargs)

    return only_proved(guarded)


@filled
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, filling, slug):
    return step_of(request, filling, slug)


@filled
@require_safe
def add(request, filling, slug):
    return add_to(request, filling, slug)


@filled
@require_http_methods(["GET", "HEAD", "POST"])
def row(request, filling, slug, row):
    return row_of(request, filling, slug, row)


@filled
@require_http_methods(["GET", "HEAD", "POST"])
def remove_row(request, filling, slug, row):
    return remove_from(request, filling, slug, row)


# Papers


@filled
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request, filling):
    required = filling.asked.documents_for(filling.answers)
    form = Upload(documents=required, initial={"code": request.GET.get("code", "")})
    have = {paper.code for paper in filling.invitation.disclosure.papers.all()}
    missing = missing_among(required, have)
    problems = missing if "rectify" in request.GET else []
    if request.method == "POST":
        action = asked_action(request)
        if action == UPLOAD:
            form = Upload(request.POST, request.FILES, documents=required)
            if attached(request, filling, form):
                return redirect(filling.url(DOCUMENTS))
        elif action != NEXT or not missing:
            return after_documents(request, filling, action)
        problems = missing if action == NEXT else []
    context = filling.context(None) | {
        "filling": filling,
        "form": form,
        "problems": problems,
        "required": [{"document": one, "files": files_of(filling, one.code)} for one in required],
        "extras": [file for file in files_of(filling) if file["code"] not in {one.code for one in required}],
        "trail": trail(filling, filling.journey, DOCUMENTS),
    }
    return render(request, "licensing/documents.html", context)


def files_of(filling, code=None):
    """[{pk, code, name, size}] of what is attached, as it was named."""
    return [
        {"pk": paper.pk, "code": paper.code} | filling.known["papers"][str(paper.pk)]
        for paper in filling.invitation.disclosure.papers.all()
        if code in (None, paper.code) and str(paper.pk) in filling.known["papers"]
    ]


def attached(request, filling, form):
    if not form.is_valid():
        return False
    try:
        disclosed.attach_disclosed(
            filling.invitation, form.cleaned_data["code"], form.cleaned_data["file"], at=timezone.now()
        )
    except uploads.Refused as refused:
        form.add_error("file", str(refused))
        return False
    except TooMuch:
        form.add_error("file", _("No more files fit: put together what belongs together"))
        return False
    except NotNow:
        return True
    messages.success(request, _("%(name)s is attached.") % {"name": form.cleaned_data["file"].name})
    return True


def after_documents(request, filling, action):
    here = filling.url(DOCUMENTS)
    if action.startswith(LANGUAGE):
        return in_other_language(here, action)
    if action == NEXT:
        return redirect(filling.review)
    if action == BACK:
        return redirect(filling.url(filling.journey.steps[-1].slug))
    messages.success(request, _("Your draft is saved."))
    filling.draft_saved(request)
    return redirect(here)


@filled
@require_safe
def document(request, filling, pk):
    """The author's own paper, as they sent it."""
    return hand_over(filling.invitation.disclosure, pk)


def hand_over(disclosure, pk):
    try:
        return disclosed.open_paper(disclosure, pk)
    except DisclosedPaper.DoesNotExist as missing:
        raise Http404(pk) from missing


@filled
@require_http_methods(["GET", "HEAD", "POST"])
def remove_document(request, filling, pk):
    file = next((one for one in files_of(filling) if one["pk"] == pk), None)
    if request.method == "POST" and file:
        try:
            disclosed.detach_disclosed(filling.invitation, pk, at=timezone.now())
        except NotNow:
            return redirect(filling.home)
    if request.method == "POST" or file is None:
        return redirect(filling.url(DOCUMENTS))
    return render(request, "disclosures/remove_document.html", {"file": file, "list_url": filling.url(DOCUMENTS)})


# The last look


class Declaration(Drawn, forms.Form):
    agreed = Tick(
        gettext_lazy("I make this declaration"),
        error_messages={"required": gettext_lazy("Tick the declaration to continue")},
    )


@filled
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, filling):
    """Everything as it will be sent, the declaration, and the button that sends it."""
    form = Declaration()
    if request.method == "POST":
        action = asked_action(request)
        if action.startswith(LANGUAGE):
            return in_other_language(filling.review, action)
        if action == BACK:
            return redirect(filling.url(DOCUMENTS))
        form = Declaration(request.POST) if action == SEND else form
        if action == SEND and form.is_valid():
            try:
                disclosed.complete_disclosure(filling.invitation, at=timezone.now())
                return redirect("licensing:disclosure_receipt")
            except Incomplete:
                filling.refresh()
            except NotNow:
                return redirect(filling.home)
    language = "en" if get_language() == "en" else "fr"
    problems = in_the_way(disclosed.problems_of_disclosure(filling.invitation.disclosure, filling.known, today()))
    context = filling.context(None) | {
        "filling": filling,
        "form": form,
        "wrong": [(problem, where(filling, problem)) for problem in problems],
        "sections": [one | {"url": filling.url(one["slug"])} for one in transcript(filling.journey)[language]],
        "files": files_of(filling),
        "documents_url": filling.url(DOCUMENTS),
        "declaration": disclosure_declaration(filling.asked.code)[language],
        "trail": trail(filling, filling.journey, "review"),
    }
    return render(request, "disclosures/review.html", context)


def where(filling, problem):
    """The very field that has to be put right."""
    if problem.step == DOCUMENTS:
        return f"{filling.url(DOCUMENTS)}?rectify=1&code={problem.question}#id_code"
    url = filling.row_url(problem.step, problem.row) if problem.row else filling.url(problem.step)
    return f"{url}?rectify=1#id_{problem.question}"
