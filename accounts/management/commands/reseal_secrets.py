"""Before a former key is taken off SECRET_KEY_FALLBACKS: seal what it sealed under the key of today."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions


class Command(BaseCommand):
    help = "Encrypt the secrets of second steps and typed access codes again under SECRET_KEY; may be repeated."

    def handle(self, *args, **options):
        unread = []
        done = actions.reseal(unread.append)
        self.stdout.write(f"Sealed under SECRET_KEY: {done}.")
        for row in unread:
            self.stderr.write(f"{row}: sealed under a key that is not listed; left as it is.")
        if unread:
            raise CommandError(f"{len(unread)} secrets could not be read: list their key in SECRET_KEY_FALLBACKS.")
