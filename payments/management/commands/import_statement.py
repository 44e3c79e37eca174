"""Import a bank statement by hand, or from a timetable of the machine's."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from payments import actions, tasks
from payments.statements import Unreadable


class Command(BaseCommand):
    help = "Import a bank statement (camt.053, or CSV as the settings declare) and settle what it pays."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        path = options["file"]
        try:
            with path.open("rb") as file:
                statement = actions.import_statement(file, name=path.name)
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from error
        tasks.sweep_statements()
        self.stdout.write(f"{statement.lines_read} lines read, {statement.lines_new} new.")
