"""What each role of the staff may do, made true in the database; and what is there that no role explains."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions
from accounts.errors import NoSuchPermission
from accounts.roles import ROLES


class Command(BaseCommand):
    help = "Give every role of the staff exactly the permissions of accounts/roles.py; may be repeated."

    def add_arguments(self, parser):
        parser.add_argument("--show", action="store_true", help="print what each role may do, and change nothing")

    def handle(self, *args, **options):
        if options["show"]:
            return self.show()
        try:
            strays = actions.sync_roles()
        except NoSuchPermission as error:
            raise CommandError(f"No such permission: {', '.join(error.labels)}. Nothing was changed.") from error
        for name in strays.groups:
            self.stderr.write(f"{name}: a group that is no role. What it allowed is taken away.")
        for email in strays.given_by_hand:
            self.stderr.write(f"{email}: permissions given by hand are taken away.")
        for email in strays.superusers:
            self.stderr.write(f"{email}: a superuser. Nobody should be in daily use: give a role instead.")
        for email in strays.without_role:
            self.stderr.write(f"{email}: of the staff, without a role.")
        self.stdout.write(f"Roles: {len(ROLES)}.")

    def show(self):
        for role in ROLES:
            self.stdout.write(f"{role.code}: {role.does}")
            for label in role.may:
                self.stdout.write(f"    {label}")
