"""Asking the applicant: what is wanted item by item, the reply, and what an officer makes of each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .. import pace
from ..answering import page_of, points, unsettled
from ..casework import lock, transition
from ..checks import ANSWERS, FEE_DIFFERENCE
from ..errors import Incomplete, Unanswered
from ..fees import assess
from ..judging import DOCUMENTS, in_the_way, problems_of
from ..models import Application, InformationRequest, ItemKind, RequestItem, Round
from .checks import open_check, settle_check
from .disclosures import look_again
from .filing import freeze
from .following import let_follow
from .notices import owe_notice


@dataclass(frozen=True)
class Wanted:
    """One thing to ask for: `about` is a question of the page `step`, or a document; `before`, what was returned."""

    kind: ItemKind
    text: str
    step: str = ""
    about: str = ""
    before: RequestItem | None = None


@transaction.atomic
def ask(
    application: Application,
    *,
    by: User,
    due_on: date,
    text: str = "",
    items: Sequence[Wanted] = (),
    steps: Sequence[str] = (),
) -> InformationRequest:
    """Ask the applicant; the pages that the items are about, and `steps`, open again until they reply.

    With items, `text` stands before them; alone, it is one question.
    """
    application = lock(application, "ask", by=by)
    wanted = list(items) or [Wanted(ItemKind.QUESTION, text)]
    opened = {*steps, *(page_of(one.kind, one.step) for one in wanted)}
    pages = [*(step.slug for step in application.procedure.steps), DOCUMENTS]
    request = application.requests.create(
        asked_by=by, text=text if items else "", steps=[page for page in pages if page in opened], due_on=due_on
    )
    for one in wanted:
        item = request.items.create(kind=one.kind, text=one.text, step=one.step, about=one.about)
        if one.before:
            unsettled(application).filter(pk=one.before.pk).update(again=item)
    open_check(application, ANSWERS)
    transition(
        application, "ask", by=by, note="\n\n".join(filter(None, [request.text, *(one.text for one in wanted)]))
    )
    return request


@transaction.atomic
def keep_answers(application: Application, *, by: User, answers: Mapping[int, str]) -> None:
    """Keep what is typed so far beside the items, {key: words}, without sending it."""
    application = lock(application, "reply", by=by)
    write_answers(application.open_request, answers)


@transaction.atomic
def reply(
    application: Application, *, by: User, on: date, text: str = "", answers: Mapping[int, str] | None = None
) -> Round:
    """Answer an officer's request: a new round, to be compared with the last.

    `answers` are words beside single items, {key: words}; `text` is said of them all.  Raises Incomplete, or
    Unanswered(items) where nothing was done and nothing said about some.  If the corrected answers make another fee,
    a check tells the officer: nothing more is taken or given back here.
    """
    application = lock(application, "reply", by=by)
    request = application.open_request
    write_answers(request, answers or {})
    if problems := in_the_way(problems_of(application, application.received_on or on)):
        raise Incomplete(problems)
    missing = [point.item for point in points(application, request) if not point.is_answered]
    if missing and not text:
        raise Unanswered(missing)
    request.answer, request.answered_at = text, timezone.now()
    assessment = assess(application, application.received_on or on)
    round = freeze(application, assessment, by=by)
    if assessment.total != application.fee:
        application.checks.get_or_create(code=FEE_DIFFERENCE.code)
    transition(application, "reply", by=by, note=text)
    pace.resume(application, since=timezone.localdate(request.asked_at), on=on)
    application.save(update_fields=pace.COLUMNS)
    owe_notice(application)
    let_follow(application)
    look_again(application, at=timezone.now())
    request.save(update_fields=["answer", "answered_at"])
    return round


def write_answers(request: InformationRequest, answers: Mapping[int, str]) -> None:
    """What the applicant answers to items of the request, by their keys; keys of other requests count for nothing."""
    for item in request.items.filter(pk__in=answers):
        item.answer = answers[item.pk]
        item.save(update_fields=["answer"])


@transaction.atomic
def judge_answers(application: Application, *, by: User, outcomes: Mapping[int, tuple[str, str]]) -> None:
    """Accept or return answered items, {key: (outcome, why)}; the check is settled once nothing is left of any."""
    application = lock(application, "judge_answers", by=by)
    for item in unsettled(application).select_for_update(of=("self",)).filter(pk__in=outcomes):
        item.outcome, item.why = outcomes[item.pk]
        item.judged_by, item.judged_at = by, timezone.now()
        item.save(update_fields=["outcome", "why", "judged_by", "judged_at"])
    transition(application, "judge_answers", by=by)
    if not unsettled(application).exists():
        settle_check(application, ANSWERS)
