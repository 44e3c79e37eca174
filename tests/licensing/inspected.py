"""A file under review whose premises are inspected, and how far its inspection has come."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licensing import actions
from licensing.inspection_rule import Criterion, InspectionRule
from licensing.models import Application, ProposedTime
from licensing.states import State
from licensing.types import LICENCE_TYPES
from tests.licensing.noticed import under_review

CODES = ["place", "cameras", "storage"]
RULE = InspectionRule(
    criteria=[
        Criterion("place", _("Place")),
        Criterion("cameras", _("Photos"), "Norme 2.1"),
        Criterion("storage", _("Documents")),
        Criterion("never", _("Never asked"), when=lambda answers: False),
    ]
)
NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("America/Toronto"))  # a Saturday
AGREED = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("America/Toronto"))


def inspected_type(monkeypatch, code="raffle"):
    """Let a type be inspected for the length of a test, whatever it says of itself."""
    monkeypatch.setitem(LICENCE_TYPES, code, replace(LICENCE_TYPES[code], inspection=RULE))


def file_to_inspect(owner, officer, *, on, type_code="raffle"):
    return under_review(owner, officer, on=on, type_code=type_code)


def ready(file, owner, *, on, **said):
    known = {"confirmed": CODES, "attending": "Amélie Tremblay", "telephone": "+16135550147"}
    return actions.ready_for_inspection(file, by=owner, on=on, **known | said)


def agree(file, owner, inspector, *, times=(AGREED,), now=NOW):
    """The times are proposed and the first accepted; the file has to be ready."""
    offered = actions.propose_inspection(file, by=inspector, now=now, times=list(times))
    return actions.accept_inspection(file, by=owner, now=now, time=offered[0].pk)


def visit(file, owner, inspector, *, on, results=None, finish=True, present=True):
    """From ready to the end of a visit, with {criterion: what is seen}; a criterion that is not named is left."""
    ready(file, owner, on=on)
    agree(file, owner, inspector)
    inspection = actions.begin_inspection(file, by=inspector, on=AGREED.date())
    for code, seen in (results if results is not None else dict.fromkeys(CODES, "pass")).items():
        note = "À corriger" if seen == "fail" else ""
        actions.record_finding(inspection.findings.get(code=code), by=inspector, seen=seen, note=note)
    return actions.finish_inspection(file, by=inspector, present=present) if finish else inspection


def waiting_times(file):
    return ProposedTime.objects.filter(inspection__application=file, answer=ProposedTime.Answer.WAITING)


def doors(world, inspector, file):
    """What the addresses of inspections are filled with: one that ended with a report, and a visit under way."""
    owner, now = world.people["applicant"], timezone.now()
    application = Application.objects.create(
        ref="2026-900001", type_code="cannabis-store", organization=world.sealed.organization, created_by=owner,
        state=State.IN_REVIEW, once="inspected",
    )  # fmt: skip
    application.rounds.create(
        number=1, sealed_by=owner, answers={}, transcript={"fr": [], "en": []}, fee=0, fee_lines=[], documents=[],
        declaration={"fr": "", "en": ""},
    )  # fmt: skip
    application.events.create(verb="take", by=inspector)
    application.checks.create(code="inspection")
    known = {"asked_by": owner, "attending": "A", "telephone": "+16135550147", "inspector": inspector, "begun_at": now}
    application.inspections.create(
        number=1, ended_at=now, result="failed", report_fr=file, report_en=file, **known
    )  # fmt: skip
    visited = application.inspections.create(number=2, starts_at=now, agreed_at=now, **known)
    finding = visited.findings.create(code="address", position=1, label={"fr": "a", "en": "a"})
    photo = finding.photos.create(file=file, added_by=inspector)
    of = {"ref": application.ref}
    names = ("inspection", "inspection_calendar", "inspect", "visit", "finish_visit")
    return {
        **{f"licensing:{name}": of for name in names},
        "licensing:inspection_report": {**of, "number": 1},
        "licensing:criterion": {**of, "code": finding.code},
        **{f"licensing:{name}": {**of, "photo": photo.pk} for name in ("inspection_photo", "remove_visit_photo")},
    }
