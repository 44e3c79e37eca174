"""Keep the schools of a file in one transaction: all the rows that are right, or nothing at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import School, SchoolRegister
from ..register.reading import Layout, Line, lines
from .rows import read

BATCH = 1000
FACTS = [
    "name", "kind", "street", "municipality", "main_occupant", "on_reserve", "online_only", "geometry", "opens_on",
    "closes_on",
]  # fmt: skip
type Say = Callable[[int, str], None]  # line, what


@dataclass
class Report:
    """What became of the rows of a file."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    repaired: int = 0
    not_in_file: int = 0  # schools that are kept and that the file does not name
    seen: dict[str, int] = field(default_factory=dict)  # {number: line}


def load(path: Path, layout: Layout, *, source: str, as_of: date, refuse: Say, tell: Say) -> Report:
    """Keep the schools of a file that was examined, known by their number; none is deleted.

    `refuse(line, why)` hears of each row that is not kept, `tell(line, what)` of each that was repaired.
    Raises Unreadable, and whatever the database says: then nothing was kept.
    """
    report = Report()
    schools = []
    for line in lines(path, layout):
        school, problems, repaired = judged(line, report.seen)
        if problems:
            report.refused += 1
            refuse(line.number, "; ".join(problems))
            continue
        report.seen[school.number] = line.number
        schools.append(school)
        if repaired:
            report.repaired += 1
            tell(line.number, _("%(number)s: %(what)s.") % {"number": school.number, "what": repaired})
    keep(schools, report, source=source, as_of=as_of)
    return report


def judged(line: Line, seen: dict[str, int]) -> tuple[School | None, list[str], str]:
    if line.problem:
        return None, [line.problem], ""
    school, problems, repaired = read(line)
    if first := seen.get(school.number):
        said = _("Number %(number)s stands on line %(line)d already.")
        problems = [*problems, said % {"number": school.number, "line": first}]
    return school, problems, repaired


@transaction.atomic
def keep(schools: list[School], report: Report, *, source: str, as_of: date) -> None:
    known = {school.number: school for school in School.objects.select_for_update().order_by("pk")}
    new = [school for school in schools if school.number not in known]
    changed = [school for school in schools if school.number in known and facts(school) != facts(known[school.number])]
    School.objects.bulk_create(new, batch_size=BATCH)
    for school in changed:
        school.pk = known[school.number].pk
    School.objects.bulk_update(changed, FACTS, batch_size=BATCH)
    said = {"source": source, "as_of": as_of, "loaded_at": timezone.now()}
    SchoolRegister.objects.update_or_create(pk=1, defaults={"version": uuid4(), **said})
    report.added, report.changed = len(new), len(changed)
    report.unchanged = len(schools) - len(new) - len(changed)
    report.not_in_file = len(known.keys() - report.seen.keys())


def facts(school: School) -> list:
    kept = [getattr(school, name) for name in FACTS]
    return [bytes(value) if isinstance(value, memoryview) else value for value in kept]
