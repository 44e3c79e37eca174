"""The first administrator, who then gives roles to the others on the desk: no superuser is needed for it."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions
from accounts.actions.staff import roles_of
from accounts.models import User
from accounts.roles import BY_CODE


class Command(BaseCommand):
    help = "Give a role of the staff to somebody who has an account; it is written down as done from the command line."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("role", choices=list(BY_CODE))
        parser.add_argument("--why", required=True)

    def handle(self, *args, email, role, why, **options):
        person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if person is None:
            raise CommandError("No open account has this address.")
        held = [one.code for one in roles_of(person)]
        actions.change_roles(person, roles=[*held, role], by=None, why=why)
        self.stdout.write(f"{person.email}: {', '.join(one.code for one in roles_of(person))}")
