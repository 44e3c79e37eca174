"""Reports that were begun follow their licence: what it says is brought up to date, what was typed stays."""

from copy import copy
from datetime import date

from ..casework import transition
from ..definition import Procedure, Purpose, Term
from ..due import Due
from ..models import Application, Licence, Obligation
from ..record import prefilled
from ..states import State


def follow_licence(licence: Licence, on: date) -> None:
    """Bring the drafts of reports up to date with the last version of their licence, and note that down on each."""
    last, *before = licence.versions.order_by("-number")[:2]
    if not before or (last.answers == before[0].answers and last.expires_on == before[0].expires_on):
        return
    earlier = copy(licence)
    earlier.answers = before[0].answers
    term = Term(before[0].starts_on, before[0].expires_on or on)
    owed_then = list(licence.type.obligations(earlier.journey.answers, term))
    drafts = licence.follow_ups.filter(purpose=Purpose.REPORT, state=State.DRAFT).select_for_update(of=("self",))
    for draft in drafts:
        owed = Obligation.objects.filter(report=draft).first()
        then = next((due for due in owed_then if owed and is_same(due, owed)), owed)
        was = prefilled(earlier, draft.procedure, on, then)  # type: ignore[arg-type]  # a Due has the same days
        now = prefilled(licence, draft.procedure, on, owed)
        answers = up_to_date(draft.procedure, draft.answers, was, now)
        if answers != draft.answers:
            refresh(draft, answers)


def refresh(draft: Application, answers: dict) -> None:
    """A draft that is locked holds these answers from now on, and says that the licence changed under it."""
    Application.objects.filter(pk=draft.pk).update(answers=answers)
    transition(draft, "refresh", by=None)


def is_same(due: Due, owed: Obligation) -> bool:
    return (due.procedure, due.number) == (owed.procedure_code, owed.number)


def up_to_date(procedure: Procedure, typed: dict, was: dict, now: dict) -> dict:
    """{page: what it holds}: what nobody touched since it `was` filled in is filled in as it would be `now`."""
    pages = {step.slug: step for step in procedure.steps}
    merged = dict(typed)
    for slug, page in now.items():
        step, before = pages[slug], was.get(slug)
        if step.repeats:
            merged[slug] = rows(typed.get(slug) or [], before or [], page)
        else:
            merged[slug] = answers(step, typed.get(slug) or {}, before or {}, page)
    return merged


def answers(step, typed: dict, was: dict, now: dict) -> dict:
    """What was given is given anew; what was proposed is proposed anew where it stands as it was."""
    given = {name for name, field in step.base_fields.items() if hasattr(field, "given")}
    return typed | {name: value for name, value in now.items() if name in given or typed.get(name) == was.get(name)}


def rows(typed: list, was: list, now: list) -> list:
    """A row that somebody wrote on stays as it is, and one that they took off stays away."""
    before, after = ({row["id"]: row for row in some} for some in (was, now))
    kept = [after.get(row["id"]) if is_untouched(row, before.get(row["id"])) else row for row in typed]
    return [row for row in kept if row] + [row for row in now if row["id"] not in before]


def is_untouched(row: dict, before: dict | None) -> bool:
    if before is None:
        return False
    return all(or_nothing(row.get(name)) == or_nothing(before.get(name)) for name in {*row, *before})


def or_nothing(typed):
    """Blank boxes are nothing, one or three of them."""
    return None if not typed or (isinstance(typed, list) and not any(typed)) else typed
