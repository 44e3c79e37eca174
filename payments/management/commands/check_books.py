"""Do the books balance?  Prints what is wrong, and exits with 1 if anything is."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from payments import books


class Command(BaseCommand):
    help = "Check that money, receipts and applications agree; print what does not, and exit with 1 if anything is."

    def add_arguments(self, parser):
        parser.add_argument("--without-provider", action="store_true", help="do not ask the card provider")

    def handle(self, *args, **options):
        wrongs = books.wrongs(timezone.now(), ask_provider=not options["without_provider"])
        for wrong in wrongs:
            self.stdout.write(str(wrong))
        if wrongs:
            raise CommandError(f"{len(wrongs)} wrong")
        self.stdout.write("The books balance.")
