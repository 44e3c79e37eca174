"""The last page: what is wrong, each with its way back; then the summary, the fee, the declaration."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icajo.journey import transcript
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Tick
from icajo.words import money

from .. import actions
from ..declarations import declaration
from ..errors import FeeChanged, Incomplete, NotNow
from ..fees import assess, explained
from ..judging import DOCUMENTS, REVIEW, in_the_way, problems_of
from ..rounds import as_recorded, untouched
from ..self_check import surroundings
from ..states import State
from .wizard import BACK, LANGUAGE, asked_action, find, in_other_language, neighbour, page_url, today, trail

PAY, CART = "payer", "panier"


class Declaration(Drawn, forms.Form):
    declared = Tick(
        "",
        error_messages={"required": gettext_lazy("Tick the declaration to continue")},
    )

    def __init__(self, *args, speech, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["declared"].label = speech.declared


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, ref):
    application = find(request, ref)
    if application.state == State.AWAITING_PAYMENT:
        return redirect("payments:checkout", application.ref)
    if not application.is_draft:
        return redirect(application)
    if request.method == "POST":
        return send(request, application)
    return show(request, application, Declaration(speech=application.speech))


def send(request, application):
    action = asked_action(request)
    if action.startswith(LANGUAGE):
        return in_other_language(reverse("licensing:review", args=[application.ref]), action)
    if action == BACK:
        return redirect(neighbour(application, REVIEW, -1))
    asked = request.POST if action in (PAY, CART) else None
    form = Declaration(asked, speech=application.speech)
    if not form.is_valid():  # nor is a form that was not asked for
        return show(request, application, form)
    try:
        round = actions.complete(application, by=request.user, at=timezone.now(), fee_seen=fee_seen(request))
    except Incomplete:
        return redirect("licensing:review", application.ref)
    except FeeChanged as changed:
        messages.warning(
            request, _("The fee is now %(fee)s. Please look again and agree.") % {"fee": money(changed.fee)}
        )
        return redirect("licensing:review", application.ref)
    except NotNow:
        return redirect(application)
    if round.fee:
        return redirect("payments:cart") if action == CART else redirect("payments:checkout", application.ref)
    return redirect("licensing:sent", application.ref)


def fee_seen(request):
    """What the page showed, in dollars; a made-up figure only means that the page is shown again."""
    try:
        seen = Decimal(request.POST.get("fee_seen", ""))
    except InvalidOperation:
        return Decimal(-1)
    return seen if seen.is_finite() else Decimal(-1)


def show(request, application, form):
    problems = problems_of(application, today())
    context = {"application": application, "trail": trail(application, application.journey, REVIEW)}
    if in_the_way(problems):
        return render(
            request, "licensing/errors.html", context | {"problems": by_page(application, in_the_way(problems))}
        )
    assessment = assess(application, today())
    language = "en" if get_language() == "en" else "fr"
    shown, before = transcript(application.journey), as_recorded(application)
    context |= {
        "form": form,
        "untouched": untouched(before, shown, language) if before else set(),
        "follows": before is not None,
        "warnings": [problem for problem in problems if problem.warning],
        "sections": [one | {"url": page_url(application, one["slug"])} for one in shown[language]],
        "set_aside": application.journey.set_aside(),
        "documents": application.documents.select_related("file"),
        "fee": assessment.total,
        "fee_lines": explained(assessment.lines, language),
        "surroundings": surroundings(application.type, application.journey.answers, today()),
        "declaration": declaration(application)[language],
    }
    return render(request, "licensing/review.html", context)


def by_page(application, problems):
    """[{title, url, items}]: the problems of each page, each with the address of its own field."""
    pages = {}
    for problem in problems:
        page = pages.setdefault(problem.step, {"title": problem.title, "items": []})
        page["items"].append(
            {"message": problem.message, "url": where(application, problem), "explained": problem.explained}
        )
    return list(pages.values())


def where(application, problem):
    """The very field that has to be put right."""
    if problem.step == DOCUMENTS:
        return f"{page_url(application, DOCUMENTS)}?rectify=1&code={problem.question}#id_code"
    if problem.row:
        row = reverse("licensing:row", args=[application.ref, problem.step, problem.row])
        return f"{row}?rectify=1#id_{problem.question}"
    return f"{page_url(application, problem.step)}?rectify=1#id_{problem.question}"
