"""Load the records of the earlier system; docs/import_register.md says what the file must be."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from licensing.register import Loading, Unreadable, examine

EVERY = 5000  # rows
ROWS_REFUSED = 2  # the exit code where the file was read and some of its rows were not kept


class Command(BaseCommand):
    help = "Load organizations, people, premises and licences from a file of the earlier system; may be repeated."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)

    def handle(self, *args, file, language, **options):
        with override(language):
            try:
                layout = examine(file)
                self.stdout.write(self.described(layout))
                self.load(file, layout)
            except (Unreadable, OSError) as problem:
                raise CommandError(str(problem)) from problem

    def described(self, layout):
        facts = {"rows": layout.rows, "separator": layout.separator, "others": layout.not_read}
        return _("%(rows)d rows, separated by “%(separator)s”; columns not read: %(others)d.") % facts

    def load(self, file, layout):
        started = time.monotonic()

        def refuse(line, why):
            self.stderr.write(_("Line %(line)d: %(why)s") % {"line": line, "why": why})

        def tell(rows):
            if rows % EVERY == 0:
                self.stdout.write(_("%(rows)d of %(all)d rows...") % {"rows": rows, "all": layout.rows})

        loading = Loading(file, layout, refuse=refuse, tell=tell)
        loading.run()
        self.stdout.write(self.summary(loading, time.monotonic() - started))
        if loading.refused:
            said = _("%(count)d rows were refused, each for the reason given above; the others are kept.")
            raise CommandError(said % {"count": loading.refused}, returncode=ROWS_REFUSED)

    def summary(self, loading, seconds):
        labels = {
            "organization": _("organizations"),
            "address": _("addresses"),
            "person": _("roles of people"),
            "premises": _("premises"),
            "licence": _("licences"),
        }
        counts = ", ".join(f"{loading.kept[about]} {label}" for about, label in labels.items())
        return _("Kept: %(counts)s; %(seconds).0f seconds.") % {"counts": counts, "seconds": seconds}
