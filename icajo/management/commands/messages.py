"""`manage.py messages`: gather the English messages into locale/fr; with --check, only say what is not in order."""

import os
import sys
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import makemessages

NOT_OURS = ["node_modules", ".venv", ".tools", "var", "tests"]


class Command(makemessages.Command):
    help = "Gathers the messages of code and templates into locale/fr, or checks that this was done."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail on anything missing or left over"
        )
        parser.set_defaults(
            locale=["fr"], extensions=["html,txt,py"], ignore_patterns=NOT_OURS, no_location=True, no_wrap=True
        )
        parser.set_defaults(no_obsolete=True)

    def handle(self, *args, check, **options):
        # the gettext programs come with the packages, not with the machine
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        os.chdir(settings.BASE_DIR)
        self.check_only = check
        if check:
            options["verbosity"] = 0
        return super().handle(*args, **options)

    def write_po_file(self, potfile, locale):
        if not self.check_only:
            return super().write_po_file(potfile, locale)
        kept = polib.pofile(str(Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"))
        problems = _problems({_key(entry) for entry in polib.pofile(potfile)}, kept)
        if problems:
            raise CommandError("\n".join(["The French messages are not in order; run make messages.", *problems]))
        return None


def _problems(used, kept):
    known = {_key(entry) for entry in kept if not entry.obsolete}
    yet_to_write = {_key(entry) for entry in kept if not entry.obsolete and (not entry.translated() or entry.fuzzy)}
    return [
        f"  {what}: {words!r}"
        for what, group in (("new", used - known), ("left over", known - used), ("no French", yet_to_write & used))
        for _, words in sorted(group)
    ]


def _key(entry):
    return entry.msgctxt or "", entry.msgid
