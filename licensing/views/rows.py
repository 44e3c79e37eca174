"""A repeating step: a list, and a page of its own for each row."""

import secrets

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo.journey import seen, shown_answers

from .. import actions
from ..casework import may_edit
from ..errors import ChangedElsewhere, NotNow
from ..judging import in_the_way, problems_on
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
)

SAVE_AND_CLOSE = "fermer"
ON_THE_WAY_BACK = "?rectify=1"  # carried from the list to its rows and back, so that Next leads to the review again


def rows(request, application, journey, page):
    """The list of what was added, with the wizard's buttons."""
    problems = []
    if request.method == "POST" or asks_to_fix(request):
        problems = in_the_way(problems_on(application.procedure.rules, journey, page, today()))
    if request.method == "POST":
        action = asked_action(request)
        if action.startswith(LANGUAGE):
            return in_other_language(page_url(application, page.slug), action)
        if action == BACK:
            return redirect(back_url(application, journey, page))
        if action != NEXT:
            messages.success(request, _("Your draft is saved."))
            return redirect(page_url(application, page.slug))
        if not problems:
            to_review = reverse("licensing:review", args=[application.ref])
            return redirect(to_review if asks_to_fix(request) else next_url(application, journey, page))
    context = list_context(application, journey, page, problems)
    return render(request, "licensing/rows.html", context | {"fixing": asks_to_fix(request)})


def list_context(application, journey, page, problems):
    wrong = {row for row, _name, _message in journey.problems(page)}
    stored = application.answers.get(page.slug) or []
    shown = [
        {
            "id": one["id"],
            "cells": shown_answers(page, one, journey.answers, page.headings),
            "wrong": one["id"] in wrong,
        }
        for one in stored
    ]
    return {
        "application": application,
        "step": page,
        "rows": shown,
        "list_name": page.names()[0],
        "headings": [page.base_fields[name].label for name in page.headings],
        "problems": problems,
        "trail": trail(application, journey, page.slug),
    }


@require_safe
def add(request, ref, slug):
    """A page for a new row.  Its id is chosen here, so that a page posted twice adds one row."""
    application, _journey, page = find_rows(request, ref, slug)
    if len(application.answers.get(slug) or []) >= page.at_most:
        full = _("This list is full: it holds %(most)s lines. Put together what is alike, or attach a list.")
        messages.error(request, full % {"most": page.at_most})
        return redirect(list_url(request, application, page))
    url = reverse("licensing:row", args=[application.ref, slug, secrets.token_hex(4)])
    return redirect(url + ON_THE_WAY_BACK if asks_to_fix(request) else url)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request, ref, slug, row):
    application, journey, page = find_rows(request, ref, slug)
    if not may_edit(application, slug):
        return no_longer(request, application)
    stored = stored_row(application, page, row)
    if request.method == "POST":
        return save(request, application, journey, page, row)
    form = page.form(stored, journey.answers)
    judged = stored is not None and (asks_to_fix(request) or "judge" in request.GET)
    return show(request, application, journey, page, row, form if judged else form.quietly())


def find_rows(request, ref, slug):
    application = find(request, ref)
    journey = application.journey
    page = journey.step(slug)
    if page is None or not page.repeats:
        raise Http404(slug)
    return application, journey, page


def stored_row(application, page, row):
    return next((one for one in application.answers.get(page.slug) or [] if one["id"] == row), None)


def save(request, application, journey, page, row):
    form = page(request.POST, answers=journey.answers)
    typed = form.typed()
    try:
        application = actions.save_row(
            application, page, row, typed, by=request.user, started_from=request.POST.get("seen", "")
        )
    except NotNow:
        return no_longer(request, application)
    except ChangedElsewhere as changed:
        application.refresh_from_db()
        form = page.form(typed, journey.answers).quietly()
        return show(request, application, journey, page, row, form, theirs=changed.theirs)
    return follow(request, application, journey, page, row, form)


def follow(request, application, journey, page, row, form):
    action = asked_action(request)
    here = reverse("licensing:row", args=[application.ref, page.slug, row])
    if is_autosave(request):
        return autosaved(application, stored_row(application, page, row))
    if action.startswith(LANGUAGE):
        return in_other_language(here, action)
    if action in (SAVE_AND_CLOSE, NEXT) and form.errors:
        return show(request, application, journey, page, row, form)
    if action in (SAVE_AND_CLOSE, NEXT, BACK):
        return redirect(list_url(request, application, page))
    messages.success(request, _("Your draft is saved."))
    return redirect(here)


def list_url(request, application, page):
    url = page_url(application, page.slug)
    return url + ON_THE_WAY_BACK if asks_to_fix(request) else url


def show(request, application, journey, page, row, form, theirs=None):
    stored = stored_row(application, page, row)
    context = {
        "application": application,
        "step": page,
        "row": row,
        "is_new": stored is None,
        "form": form,
        "seen": seen(stored) if stored else "",
        "theirs": shown_answers(page, theirs, journey.answers) if theirs is not None else None,
        "trail": trail(application, journey, page.slug),
    }
    return render(request, "licensing/row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, ref, slug, row):
    application, journey, page = find_rows(request, ref, slug)
    stored = stored_row(application, page, row)
    if request.method == "POST":
        try:
            actions.remove_row(application, page, row, by=request.user)
        except NotNow:
            return no_longer(request, application)
        return redirect(list_url(request, application, page))
    if stored is None:
        return redirect(list_url(request, application, page))
    answers = shown_answers(page, stored, journey.answers)
    return render(request, "licensing/remove_row.html", {"application": application, "step": page, "answers": answers})
