"""One page of questions: every button saves what was typed, only `Next` judges it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icajo.journey import seen, shown_answers

from .. import actions
from ..casework import may_edit
from ..errors import ChangedElsewhere, NotNow
from ..judging import in_the_way, problems_on
from .rows import rows
from .wizard import (
    BACK,
    LANGUAGE,
    NEXT,
    asked_action,
    asks_to_fix,
    autosaved,
    back_url,
    find,
    in_other_language,
    is_autosave,
    next_url,
    no_longer,
    page_url,
    today,
    trail,
    with_places,
    with_profile,
)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, ref, slug):
    application = find(request, ref)
    journey = application.journey
    page = journey.step(slug)
    if page is None:
        raise Http404(slug)
    if not may_edit(application, slug):
        return no_longer(request, application)
    if page.repeats:
        return rows(request, application, journey, page)
    if request.method == "POST":
        return save(request, application, journey, page)
    stored = application.answers.get(slug)
    form = page.form(stored, journey.answers)
    return show(
        request,
        application,
        journey,
        page,
        judge(form, application, journey) if asks_to_fix(request) else form.quietly(),
    )


def save(request, application, journey, page):
    form = page(request.POST, answers=journey.answers)
    typed = with_places(request, page, with_profile(page, form.typed(), request.user))
    try:
        application = actions.save_step(
            application, page, typed, by=request.user, started_from=request.POST.get("seen", "")
        )
    except NotNow:
        return no_longer(request, application)
    except ChangedElsewhere as changed:
        application.refresh_from_db()
        return show(
            request, application, journey, page, page.form(typed, journey.answers).quietly(), theirs=changed.theirs
        )
    return follow(request, application, page)


def follow(request, application, page):
    """Where the button that was pressed leads, now that everything typed is kept."""
    action = asked_action(request)
    here = page_url(application, page.slug)
    if is_autosave(request):
        return autosaved(application, application.answers[page.slug])
    if action.startswith(LANGUAGE):
        return in_other_language(here, action)
    journey = application.journey
    if action == BACK:
        return redirect(back_url(application, journey, page))
    if action == NEXT:
        return go_on(request, application, journey, page)
    messages.success(request, _("Your draft is saved."))
    return redirect(here)


def go_on(request, application, journey, page):
    problems = in_the_way(problems_on(application.procedure.rules, journey, page, today()))
    if not problems:
        after = "licensing:review" if asks_to_fix(request) else None
        return redirect(reverse(after, args=[application.ref]) if after else next_url(application, journey, page))
    if all(problem.explained for problem in problems):
        return redirect(f"{reverse('licensing:elsewhere', args=[application.type_code])}?file={application.ref}")
    form = judge(page.form(application.answers[page.slug], journey.answers), application, journey)
    return show(request, application, journey, page, form)


def judge(form, application, journey):
    """The form with its own errors and those of the rules that its questions stand for."""
    own = set(form.errors)
    for problem in in_the_way(problems_on(application.procedure.rules, journey, type(form), today())):
        if problem.question not in own and problem.question in form.fields:
            form.add_error(problem.question, problem.message)
    return form


def show(request, application, journey, page, form, theirs=None):
    stored = application.answers.get(page.slug)
    context = {
        "application": application,
        "step": page,
        "form": form,
        "seen": seen(stored),
        "theirs": shown_answers(page, theirs, journey.answers) if theirs is not None else None,
        "trail": trail(application, journey, page.slug),
    }
    return render(request, "licensing/step.html", context)
