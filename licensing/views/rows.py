"""A repeating step: a list, and a page of its own for each row."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo.journey import seen, shown_answers
from icajo.journey.transcript import totals

from ..disclosing import Status
from ..errors import ChangedElsewhere, NotNow
from ..judging import in_the_way
from .filling import OfApplication, find_step
from .wizard import (
    BACK,
    LANGUAGE,
    NEXT,
    ON_THE_WAY_BACK,
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
)

SAVE_AND_CLOSE, SAVE_AND_ADD = "fermer", "ajouter"
EACH_PAGE = 100  # rows of a long list
MOST_TOLD = 50  # points to correct: the rest is told once these are right


def rows(request, filling, page):
    """The list of what was added, with the wizard's buttons."""
    problems = []
    if request.method == "POST" or asks_to_fix(request):
        problems = in_the_way(filling.problems_on(page))
    if request.method == "POST":
        action = asked_action(request)
        if action.startswith(LANGUAGE):
            return in_other_language(list_url(request, filling, page), action)
        if action == BACK:
            return redirect(filling.back_url(page))
        if action != NEXT:
            messages.success(request, _("Your draft is saved."))
            filling.draft_saved(request)
            return redirect(list_url(request, filling, page))
        if all(problem.waits for problem in problems):
            return redirect(filling.review if asks_to_fix(request) else filling.next_url(page))
    return render(request, "licensing/rows.html", list_context(request, filling, page, problems))


def list_context(request, filling, page, problems):
    journey, fixing = filling.journey, asks_to_fix(request)
    kept = ON_THE_WAY_BACK if fixing else ""
    stored = filling.answers.get(page.slug) or []
    at = Paginator(stored, EACH_PAGE if page.imported else max(1, len(stored))).get_page(request.GET.get("page"))
    wrong = wrong_rows(page, at.object_list, journey.answers)
    lines = filling.lines(page)
    shown = [
        {
            "id": one["id"],
            "cells": shown_answers(page, one, journey.answers, page.headings),
            "wrong": wrong.get(one["id"]) is True,
            "unfinished": wrong.get(one["id"]) is False,
            "url": filling.row_url(page.slug, one["id"]) + (kept or ("?judge=1" if wrong.get(one["id"]) else "")),
            "remove_url": filling.remove_url(page.slug, one["id"]) + kept,
            "line": lines.get(one["id"]),
        }
        for one in at
    ]
    return filling.context(page) | {
        "filling": filling,
        "step": page,
        "rows": shown,
        "discloses": bool(lines),
        "unsent": any(one["place"].status == Status.PREPARED for one in lines.values()),
        "list_name": page.names()[0],
        "headings": [page.base_fields[name].label for name in page.headings],
        "warnings": filling.warnings(page),
        "totals": totals(journey, page, stored) if shown else [],
        "page": at,
        "import_url": filling.import_url(page.slug) + kept if page.imported else "",
        "problems": [(problem, where(filling, page, problem, fixing)) for problem in problems[:MOST_TOLD]],
        "untold": max(0, len(problems) - MOST_TOLD),
        "add_url": filling.add_url(page.slug) + kept,
        "trail": trail(filling, journey, page.slug),
    }


def wrong_rows(page, rows, answers) -> dict[str, bool]:
    """{row: is something wrong on it?}; False where something is only missing still."""
    stored, found = {one["id"]: one for one in rows}, {}
    for row, name, _message in page.mistakes_in(rows, answers):
        found[row] = found.get(row, False) or not is_blank(stored[row].get(name))
    return found


def is_blank(typed):
    return not any(typed) if isinstance(typed, list) else not typed


def where(filling, page, problem, fixing):
    """What the line of the summary leads to: the question of its row, or a place on the list itself."""
    if problem.row and problem.question in page.base_fields:
        row = filling.row_url(page.slug, problem.row)
        return f"{row}?{'rectify' if fixing else 'judge'}=1#id_{problem.question}"
    return f"#id_{problem.question}"


@require_safe
def add(request, ref, slug):
    return add_to(request, OfApplication(find(request, ref), request.user), slug)


def add_to(request, filling, slug):
    """A page for a new row.  Its id is chosen here, so that a page posted twice adds one row."""
    page = find_list(filling, slug)
    if len(filling.answers.get(slug) or []) >= page.at_most:
        full = _("This list is full: it holds %(most)s lines. Put together what is alike, or attach a list.")
        messages.error(request, full % {"most": page.at_most})
        return redirect(list_url(request, filling, page))
    url = filling.row_url(slug, secrets.token_hex(4))
    return redirect(on_the_way(request, url))


@require_http_methods(["GET", "HEAD", "POST"])
def row(request, ref, slug, row):
    return row_of(request, OfApplication(find(request, ref), request.user), slug, row)


def row_of(request, filling, slug, row):
    """The page of one row of whatever is being filled."""
    page = find_list(filling, slug)
    if not filling.may_edit(slug):
        return redirect(filling.home)
    if request.method == "POST":
        return save(request, filling, page, row)
    stored = stored_row(filling, page, row)
    form = page.form(stored, filling.journey.answers)
    judged = stored is not None and (asks_to_fix(request) or "judge" in request.GET)
    return show(request, filling, page, row, form if judged else form.quietly())


def find_list(filling, slug):
    page = find_step(filling, slug)
    if not page.repeats:
        raise Http404(slug)
    return page


def stored_row(filling, page, row):
    return next((one for one in filling.answers.get(page.slug) or [] if one["id"] == row), None)


def save(request, filling, page, row):
    form = page(request.POST, answers=filling.journey.answers)
    typed = form.typed()
    try:
        filling.save_row(page, row, typed, request.POST.get("seen", ""))
    except NotNow:
        return redirect(filling.home)
    except ChangedElsewhere as changed:
        filling.refresh()
        form = page.form(typed, filling.journey.answers).quietly()
        return show(request, filling, page, row, form, theirs=changed.theirs)
    return follow(request, filling, page, row, form)


def follow(request, filling, page, row, form):
    action = asked_action(request)
    here = on_the_way(request, filling.row_url(page.slug, row))
    if is_autosave(request):
        return autosaved(filling.saved_at, stored_row(filling, page, row))
    if action.startswith(LANGUAGE):
        return in_other_language(here, action)
    if action == QUIT:
        return signed_out(request, here)
    if action in (SAVE_AND_CLOSE, SAVE_AND_ADD, NEXT) and form.errors:
        return show(request, filling, page, row, form)
    if action == SAVE_AND_ADD:
        filling.row_saved(request, page, row)
        messages.success(request, _("Saved. Here is the next line."))
        return redirect(on_the_way(request, filling.add_url(page.slug)))
    if action in (SAVE_AND_CLOSE, NEXT, BACK):
        filling.row_saved(request, page, row)
        return redirect(list_url(request, filling, page))
    messages.success(request, _("Your draft is saved."))
    filling.draft_saved(request)
    return redirect(here)


def list_url(request, filling, page):
    return on_the_way(request, filling.url(page.slug))


def show(request, filling, page, row, form, theirs=None):
    stored = stored_row(filling, page, row)
    journey = filling.journey
    context = filling.context(page) | {
        "filling": filling,
        "list_url": list_url(request, filling, page),
        "step": page,
        "row": row,
        "is_new": stored is None,
        "form": form,
        "seen": seen(stored) if stored else "",
        "theirs": shown_answers(page, theirs, journey.answers) if theirs is not None else None,
        "trail": trail(filling, journey, page.slug),
    }
    return render(request, "licensing/row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, ref, slug, row):
    return remove_from(request, OfApplication(find(request, ref), request.user), slug, row)


def remove_from(request, filling, slug, row):
    page = find_list(filling, slug)
    if request.method == "POST":
        try:
            filling.remove_row(page, row)
        except NotNow:
            return redirect(filling.home)
        return redirect(list_url(request, filling, page))
    stored = stored_row(filling, page, row)
    if stored is None:
        return redirect(list_url(request, filling, page))
    context = {
        "step": page,
        "answers": shown_answers(page, stored, filling.journey.answers),
        "list_url": list_url(request, filling, page),
    }
    return render(request, "licensing/remove_row.html", filling.context(page) | context)
