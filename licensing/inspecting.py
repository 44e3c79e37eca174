"""How far the inspection of an application has come, and what keeps it from being asked for.  Changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo.words import long_date

from .checks import FEE_DIFFERENCE, INSPECTION
from .inspection_rule import Criterion
from .judging import required_documents
from .models import Finding, FindingPhoto, Inspection, ProposedTime
from .models.conflicts import apart_from_conflicts
from .noticing import columns_of, is_owed, notice_of
from .states import State

LANGUAGES = ("fr", "en")
VISITED = {State.IN_REVIEW, State.INFO_REQUESTED}  # the states in which an inspection can go on
MOST_LISTED = 200
LONGEST_WAIT = 180  # days: a time further away is a slip of the pen
RESULTS = (Inspection.Result.PASSED, Inspection.Result.FAILED)  # of a visit that took place


@dataclass(frozen=True)
class Unmet:
    """One thing that has to be there before an inspection is asked for; `url` leads to where it is done."""

    text: str
    url: str = ""


def inspection_check(application):
    """The check that waits for the inspection; None where none is asked for."""
    if application.procedure.inspection is None:
        return None
    return next((check for check in application.checks.all() if check.code == INSPECTION.code), None)


def is_awaited(application) -> bool:
    check = inspection_check(application)
    return check is not None and check.closed_at is None


def open_inspection(application) -> Inspection | None:
    """The one that goes on; None before it is asked for, and once it has ended."""
    if application.procedure.inspection is None:
        return None
    return application.inspections.filter(ended_at=None).first()


def last_visit(application) -> Inspection | None:
    """The last inspection that led to a result."""
    return application.inspections.filter(result__in=RESULTS).last()


def criteria(application) -> list[Criterion]:
    """What is looked for, by the answers as they were last sent."""
    return application.procedure.inspection.asked_of(application.last_round.journey.answers)


def unmet(application, on: date) -> list[Unmet]:
    """What is missing before the applicant can say that they are ready, in words."""
    return [*of_money(application), *of_the_file(application), *of_the_notice(application, on)]


def of_money(application) -> list[Unmet]:
    found = []
    if application.waits_for_funds:
        found.append(Unmet(_("The transfer that pays the fees has not arrived.")))
    if any(check.code == FEE_DIFFERENCE.code and check.closed_at is None for check in application.checks.all()):
        found.append(Unmet(_("Your corrected answers make another fee: we have to settle it first.")))
    return found


def of_the_file(application) -> list[Unmet]:
    ref = application.ref
    if application.state == State.SUBMITTED and not application.waits_for_funds:
        return [Unmet(_("We have not begun to review the file."))]
    found = []
    if application.state == State.INFO_REQUESTED:
        found.append(Unmet(_("We asked you for information: reply first."), reverse("licensing:reply", args=[ref])))
    have = {document.code for document in application.documents.all()}
    send = reverse("licensing:send_documents", args=[ref])
    missing = [document for document in required_documents(application) if document.code not in have]
    return found + [Unmet(_("Attach this document: %(label)s") % {"label": one.label}, send) for one in missing]


def of_the_notice(application, on: date) -> list[Unmet]:
    """The posting has begun and is confirmed; it need not be over (the published steps say so)."""
    if not is_owed(application):
        return []
    notice, page = notice_of(application), reverse("licensing:notice", args=[application.ref])
    if notice is None:
        return [Unmet(_("The dates of the public notice are not set yet."), page)]
    if on < notice.starts_on:
        day = long_date(notice.starts_on)
        return [Unmet(_("The posting of the public notice begins on %(day)s.") % {"day": day}, page)]
    if notice.posted_on is None:
        return [Unmet(_("Confirm that the public notice is posted."), page)]
    return []


def askable(application) -> bool:
    """Nothing goes on, and a decision waits for it.  What else is missing is told by `unmet`, on a day."""
    return is_awaited(application) and open_inspection(application) is None


def goes_on(application) -> bool:
    return open_inspection(application) is not None


def proposable(application) -> bool:
    inspection = open_inspection(application)
    return inspection is not None and inspection.begun_at is None


def waits_for_answer(application) -> bool:
    return proposable(application) and bool(waiting(open_inspection(application)))


def movable(application) -> bool:
    """Times were proposed, or one was agreed, and nobody has come yet."""
    return proposable(application) and (is_agreed(application) or waits_for_answer(application))


def is_agreed(application) -> bool:
    inspection = open_inspection(application)
    return inspection is not None and inspection.starts_at is not None and inspection.begun_at is None


def is_visited(application) -> bool:
    inspection = open_inspection(application)
    return inspection is not None and inspection.begun_at is not None


def waiting(inspection: Inspection) -> list[ProposedTime]:
    """The times that the applicant may choose from."""
    return list(inspection.times.filter(answer=ProposedTime.Answer.WAITING))


def stands(finding: Finding) -> str:
    """What counts of a criterion: what was seen now, or that it was met before and not looked at again."""
    met = Finding.Seen.PASS
    return finding.seen or (met if finding.before == met else "")


def to_mend(findings) -> list[Finding]:
    """Those that are not met, or that nobody has seen met."""
    return [finding for finding in findings if stands(finding) != Finding.Seen.PASS]


def newly_asked(application) -> list[Finding]:
    """Unsaved findings of a visit that begins: what was not met before comes first, what was met last."""
    last = last_visit(application)
    before = {finding.code: stands(finding) for finding in last.findings.all()} if last else {}
    in_order = sorted(criteria(application), key=lambda one: before.get(one.code) == Finding.Seen.PASS)
    return [
        Finding(
            code=one.code,
            position=position,
            label=in_both(one.label),
            basis=in_both(one.basis),
            before=before.get(one.code, ""),
        )
        for position, one in enumerate(in_order, 1)
    ]


def in_both(text) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(text)
    return found


def place_of(application) -> dict[str, str]:
    """Where the inspector goes: premises, street, municipality, postal code, as far as they are asked."""
    if application.procedure.notice is not None:
        found = columns_of(application)
        return {name: found[name] for name in ("premises", "street", "municipality", "postal_code")}
    return {"municipality": getattr(application.last_round.journey.answers, application.type.municipality, "") or ""}


def photo_of(application, photo: int) -> FindingPhoto | None:
    """A picture of one of the application's inspections, by its key."""
    of_file = FindingPhoto.objects.filter(finding__inspection__application=application, pk=photo)
    return of_file.select_related("file", "finding__inspection").first()


TOLD = {  # verbs whose events tell an applicant how an inspection went on
    "ready_for_inspection", "propose_inspection", "accept_inspection", "another_inspection", "begin_inspection",
    "finish_inspection", "cancel_inspection", "waive_inspection",
}  # fmt: skip


def told(application) -> list:
    """What happened about inspections, in order."""
    return list(application.events.filter(verb__in=TOLD))


def is_live(inspection: Inspection) -> bool:
    """Can it go on: neither ended, nor its application withdrawn or decided?"""
    return inspection.is_open and inspection.application.state in VISITED


def agenda(user, *, everyone: bool, now: datetime) -> dict[str, list]:
    """What there is to do for an inspector; with `everyone`, also what others do.

    `to_propose` (nobody's yet are everybody's), `proposed`, `days` [(day, inspections agreed)], `begun`, and
    `called_off`: agreed ones to come whose application is no longer under review.
    """
    mine = Q() if everyone else Q(inspector=user) | Q(inspector=None)
    found = Inspection.objects.filter(mine, ended_at=None).select_related("application__organization", "inspector")
    found = found.filter(apart_from_conflicts(user, "application__"))
    found = found.prefetch_related("times").order_by("starts_at", "asked_at")[:MOST_LISTED]
    lists: dict[str, list] = {"to_propose": [], "proposed": [], "agreed": [], "begun": [], "called_off": []}
    for inspection in found:
        if place := listed_as(inspection, now):
            lists[place].append(inspection)
    by_day = groupby(lists.pop("agreed"), key=lambda one: timezone.localdate(one.starts_at))
    return lists | {"days": [(day, list(some)) for day, some in by_day]}


def listed_as(inspection: Inspection, now: datetime) -> str:
    if inspection.application.state not in VISITED:
        return "called_off" if inspection.starts_at and inspection.starts_at > now else ""
    if inspection.begun_at:
        return "begun"
    if inspection.starts_at:
        return "agreed"
    offered = any(time.answer == ProposedTime.Answer.WAITING for time in inspection.times.all())
    return "proposed" if offered else "to_propose"
