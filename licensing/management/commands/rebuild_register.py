"""Make the public register what the licences say: after an upgrade, or to see that nothing has drifted."""

from itertools import islice

from django.core.management.base import BaseCommand, CommandError

from licensing import publishing

SHOWN = 20  # numbers of licences


class Command(BaseCommand):
    help = "Write the public register again from the licences; only rows that differ are written."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail where a row differs")

    def handle(self, *args, check, **options):
        if check:
            if drifted := list(islice(publishing.drifted(), SHOWN)):
                raise CommandError(f"Not as they should be: {', '.join(drifted)}")
            return
        looked_at = 0
        for looked_at in publishing.rebuild():
            if options["verbosity"] > 1:
                self.stdout.write(f"{looked_at}...")
        self.stdout.write(f"{looked_at} licences published.")
