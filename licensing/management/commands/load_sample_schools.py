"""The invented schools that ship with the portal, for a demonstration."""

import io
from datetime import date

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from licensing.models import SchoolRegister
from licensing.schools import SOURCE

SAMPLE = settings.BASE_DIR / "licensing" / "sample_schools.csv"
AS_OF = date(2026, 9, 30)


class Command(BaseCommand):
    help = "Load 300 invented schools, unless there is a register already."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Only for a demonstration: these schools do not exist.")
        if not SchoolRegister.objects.exists():
            said = self.stdout if options["verbosity"] else io.StringIO()
            call_command("import_schools", SAMPLE, source=SOURCE, as_of=AS_OF, stdout=said, stderr=self.stderr)
