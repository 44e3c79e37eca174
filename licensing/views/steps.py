"""One page of questions: every button saves what was typed, only `Next` judges it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icajo.journey import seen, shown_answers
from icajo.journey.transcript import given_answers

from ..errors import ChangedElsewhere, NotNow
from ..judging import in_the_way
from .filling import OfApplication, find_step
from .rows import rows
from .wizard import (
    BACK,
    LANGUAGE,
    NEXT,
    QUIT,
    asked_action,
    asks_to_fix,
    autosaved,
    find,
    in_other_language,
    is_autosave,
    on_the_way,
    signed_out,
    trail,
    with_places,
)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, ref, slug):
    return step_of(request, OfApplication(find(request, ref), request.user), slug)


def step_of(request, filling, slug):
    """This page of whatever is being filled."""
    page = find_step(filling, slug)
    if not filling.may_edit(slug):
        return redirect(filling.home)
    if page.repeats:
        return rows(request, filling, page)
    if request.method == "POST":
        return save(request, filling, page)
    form = page.form(filling.answers.get(slug), filling.journey.answers)
    return show(request, filling, page, judge(form, filling) if asks_to_fix(request) else form.quietly())


def save(request, filling, page):
    answers = filling.journey.answers
    typed = with_places(request, page, filling.proposed(page, page(request.POST, answers=answers).typed()))
    try:
        filling.save_step(page, typed, request.POST.get("seen", ""))
    except NotNow:
        return redirect(filling.home)
    except ChangedElsewhere as changed:
        filling.refresh()
        form = page.form(typed, filling.journey.answers).quietly()
        return show(request, filling, page, form, theirs=changed.theirs)
    return follow(request, filling, page)


def follow(request, filling, page):
    """Where the button that was pressed leads, now that everything typed is kept."""
    action = asked_action(request)
    here = on_the_way(request, filling.url(page.slug))
    if is_autosave(request):
        return autosaved(filling.saved_at, filling.answers[page.slug])
    if action.startswith(LANGUAGE):
        return in_other_language(here, action)
    if action == BACK:
        return redirect(filling.back_url(page))
    if action == NEXT:
        return go_on(request, filling, page)
    if action == QUIT:
        return signed_out(request, here)
    messages.success(request, _("Your draft is saved."))
    filling.draft_saved(request)
    return redirect(here)


def go_on(request, filling, page):
    problems = in_the_way(filling.problems_on(page))
    if not problems:
        return redirect(filling.review if asks_to_fix(request) else filling.next_url(page))
    if all(problem.explained for problem in problems):
        return redirect(filling.elsewhere())
    form = page.form(filling.answers[page.slug], filling.journey.answers)
    return show(request, filling, page, judge(form, filling))


def judge(form, filling):
    """The form with its own errors and those of the rules that its questions stand for."""
    own = set(form.errors)
    for problem in in_the_way(filling.problems_on(type(form))):
        if problem.question not in own and problem.question in form.fields:
            form.add_error(problem.question, problem.message)
    return form


def show(request, filling, page, form, theirs=None):
    journey = filling.journey
    for question, hints in filling.hints(page).items():
        form.fields[question].hints = hints
    context = filling.context(page) | {
        "filling": filling,
        "step": page,
        "form": form,
        "seen": seen(filling.answers.get(page.slug)),
        "facts": given_answers(page, filling.answers.get(page.slug), journey.answers),
        "figures": page.worked_out(journey.answers),
        "theirs": shown_answers(page, theirs, journey.answers) if theirs is not None else None,
        "trail": trail(filling, journey, page.slug),
    }
    return render(request, "licensing/step.html", context)
