"""Read the reports that the mail server sends back about letters that reached nobody."""

import email
import mailbox
import sys

from django.core.management.base import BaseCommand

from icajo import returned


class Command(BaseCommand):
    help = (
        "Marks the letters that came back, so that they are followed up. Reads one report from standard input (as the "
        "mail server pipes it to an alias), or every report of a mailbox file. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("--mbox", help="a mailbox file with many reports, read and left as it is")

    def handle(self, *, mbox, **options):
        reports = mailbox.mbox(mbox, create=False) if mbox else [email.message_from_binary_file(sys.stdin.buffer)]
        self.stdout.write(f"{sum(returned.read(report) for report in reports)} letters came back.")
