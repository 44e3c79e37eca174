"""Load the register of schools; docs/import_schools.md says what the file must be."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from licensing.register import Unreadable, examine
from licensing.schools import COLUMNS, load

ROWS_REFUSED = 2  # the exit code where the file was read and some of its rows were not kept


class Command(BaseCommand):
    help = "Load schools and where they are, from which a cannabis store must keep away; may be repeated."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="who made the file; the public reads it")
        parser.add_argument(
            "--as-of", required=True, type=date.fromisoformat, help="the day it is right of: 2026-09-30"
        )
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)

    def handle(self, *args, file, source, as_of, language, **options):
        with override(language):
            try:
                report = load(
                    file, examine(file, COLUMNS), source=source, as_of=as_of, refuse=self.refuse, tell=self.tell
                )
            except (Unreadable, OSError) as problem:
                raise CommandError(str(problem)) from problem
            self.stdout.write(summary(report))
            if report.refused:
                said = _("%(count)d rows were refused, each for the reason given above; the others are kept.")
                raise CommandError(said % {"count": report.refused}, returncode=ROWS_REFUSED)

    def refuse(self, line, why):
        self.stderr.write(_("Line %(line)d: %(why)s") % {"line": line, "why": why})

    def tell(self, line, what):
        self.stdout.write(_("Line %(line)d: %(why)s") % {"line": line, "why": what})


def summary(report):
    said = _(
        "Schools: %(added)d added, %(changed)d changed, %(unchanged)d as they were; %(repaired)d repaired. "
        "%(others)d others are kept that the file does not name."
    )
    return said % {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "repaired": report.repaired,
        "others": report.not_in_file,
    }
