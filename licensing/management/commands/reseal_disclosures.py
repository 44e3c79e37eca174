"""Before a former key is taken off SECRET_KEY_FALLBACKS: seal what people disclosed under the key of today."""

from django.core.management.base import BaseCommand, CommandError

from licensing.actions.resealing import reseal_disclosures


class Command(BaseCommand):
    help = "Encrypt disclosures, their papers and their links again under SECRET_KEY; may be repeated."

    def handle(self, *args, **options):
        unread = []
        done = reseal_disclosures(unread.append)
        self.stdout.write(f"Sealed under SECRET_KEY: {done}.")
        for row in unread:
            self.stderr.write(f"{row}: sealed under a key that is not listed; left as it is.")
        if unread:
            raise CommandError(f"{len(unread)} rows could not be read: list their key in SECRET_KEY_FALLBACKS.")
