"""Load what municipalities decided about cannabis stores, from a dated list: docs/import_schools.md."""

import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from licensing.models import MunicipalityStance
from licensing.models.places import LAST_NO

SHIPPED = Path(__file__).resolve().parents[2] / "municipalities.csv"
COLUMNS = ["name", "kind", "stance", "since", "source", "listed_on"]
IN, OUT = MunicipalityStance.Stance.IN, MunicipalityStance.Stance.OUT


class Command(BaseCommand):
    help = "Load the list of municipalities that allow cannabis stores or not; a yes is never taken back by it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", default=SHIPPED)

    @transaction.atomic
    def handle(self, *args, file, **options):
        known = {(one.name, one.kind): one for one in MunicipalityStance.objects.select_for_update().order_by("pk")}
        for line, row in enumerate(rows(file), 2):
            try:
                said = read(row)
            except ValueError as problem:
                raise CommandError(f"{file.name}, line {line}: {problem}. Nothing was loaded.") from problem
            self.keep(line, said, known.get((said.name, said.kind)))
        if options["verbosity"]:
            self.stdout.write(f"{MunicipalityStance.objects.count()} municipalities.")

    def keep(self, line, said, before):
        if before is None:
            said.save()
        elif before.stance == IN and said.stance == OUT:
            self.stderr.write(f"Line {line}: {said} opted in already and cannot opt out. The row is not kept.")
        elif before.listed_on <= said.listed_on:  # what staff wrote since stays
            said.pk = before.pk
            said.save(force_update=True)


def rows(file):
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, strict=True)
            if missing := set(COLUMNS) - set(reader.fieldnames or ()):
                raise CommandError(f"{file.name}: columns missing: {', '.join(sorted(missing))}.")
            return list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise CommandError(f"{file.name} cannot be read as CSV in UTF-8: {problem}") from problem


def read(row):
    """What a row says.  Raises ValueError."""
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    if not all(cells[name] for name in ("name", "kind", "source")):
        raise ValueError("name, kind and source must be given")
    if cells["stance"] not in (IN, OUT):
        raise ValueError(f"stance must be in or out, not “{cells['stance']}”")
    since = date.fromisoformat(cells["since"]) if cells["since"] else None
    if cells["stance"] == OUT and since and since > LAST_NO:
        raise ValueError(f"no municipality could opt out after {LAST_NO}")
    return MunicipalityStance(**cells | {"since": since, "listed_on": date.fromisoformat(cells["listed_on"])})
