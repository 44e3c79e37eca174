"""The reply to an officer: each item with the way to what it is about, words beside it, and what is still missing."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from icajo.journey.drawing import Drawn
from icajo.journey.fields import LongText

from .. import actions
from ..answering import points
from ..casework import may_edit, possible
from ..errors import Incomplete, NotNow, Unanswered
from ..judging import DOCUMENTS, in_the_way, problems_of
from ..models import ItemKind
from .wizard import asked_action, find, page_url, today

SAVE = "brouillon"
EXPLAIN = gettext_lazy("In words, if you cannot do this or want to explain it")


class Reply(Drawn, forms.Form):
    """Words beside each item, and about them all.  A request of one question has one box."""

    text = LongText(gettext_lazy("Your reply"), max_length=4000)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        self.is_one_question = len(items) == 1 and items[0].kind == ItemKind.QUESTION
        if self.is_one_question:
            self.fields["text"].initial = items[0].answer
            return
        for item in items:
            label = gettext_lazy("Your answer") if item.kind == ItemKind.QUESTION else EXPLAIN
            self.fields[box(item)] = LongText(label, max_length=4000, required=False, initial=item.answer)
        self.fields["text"] = LongText(gettext_lazy("Anything to add"), max_length=4000, required=False)

    def answers(self) -> dict[int, str]:
        if self.is_one_question:
            return {self.items[0].pk: self.cleaned_data.get("text", "")}
        return {item.pk: self.cleaned_data.get(box(item), "") for item in self.items}

    def general(self) -> str:
        return "" if self.is_one_question else self.cleaned_data["text"]


def box(item) -> str:
    return f"answer_{item.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, ref):
    """Every button keeps what was typed; only the one that sends judges it."""
    application = find(request, ref)
    asked = application.open_request
    if asked is None or "reply" not in possible(application, by=request.user):
        return redirect(application)
    items = list(asked.items.all())
    form, problems = Reply(request.POST if request.method == "POST" else None, items=items), []
    if request.method == "POST":
        try:
            if asked_action(request) == SAVE:
                form.is_valid()
                actions.keep_answers(application, by=request.user, answers=form.answers())
                messages.success(request, _("Your answers are kept. They are not sent yet."))
                return redirect(request.path)
            if form.is_valid():
                answers = form.answers()
                actions.reply(application, by=request.user, on=today(), text=form.general(), answers=answers)
                messages.success(request, _("Your reply is sent."))
                return redirect(application)
        except Incomplete:
            problems = in_the_way(problems_of(application, application.received_on))
        except Unanswered as left:
            for item in left.items:
                form.add_error(box(item), _("Do what is asked here, or say why you cannot"))
        except NotNow:
            return redirect(application)
    return render(request, "licensing/reply.html", context(application, asked, form, problems))


def context(application, asked, form, problems):
    named = {item.step for item in form.items if item.step}
    pages = [step for step in application.journey.steps if step.slug in asked.steps and step.slug not in named]
    found = points(application, asked)
    return {
        "application": application,
        "asked": asked,
        "form": form,
        "points": [(point, where(application, point.item), drawn(form, point.item)) for point in found],
        "general": form["text"],
        "steps": pages,
        "problems": [(problem, corrected_at(application, problem)) for problem in problems],
    }


def corrected_at(application, problem) -> str:
    """Where it is set right; "" on a page that is not open."""
    if not may_edit(application, problem.step):
        return ""
    if problem.row:
        return f"{reverse('licensing:row', args=[application.ref, problem.step, problem.row])}?judge=1"
    return f"{page_url(application, problem.step)}#id_{problem.question}"


def drawn(form, item):
    return None if form.is_one_question else form[box(item)]


def where(application, item) -> str:
    """The address of the very question, paper or list; "" of a plain question."""
    if item.kind == ItemKind.QUESTION:
        return ""
    if item.kind == ItemKind.DOCUMENT:
        return f"{page_url(application, DOCUMENTS)}?code={item.about}#id_code"
    page = reverse("licensing:step", args=[application.ref, item.step])
    return f"{page}#id_{item.about}" if item.kind == ItemKind.CORRECTION else page
