"""The register of an earlier system, invented, for a demonstration; and codes to link two of its organizations."""

import io
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import codes
from accounts.models import AccessCode, Organization
from licensing import publishing
from licensing.models import Licence

SAMPLE = settings.BASE_DIR / "licensing" / "sample_register.csv.xz"
SECRET = "0" * codes.SECRET
# first four characters of a code: the organization it links, and the licence of it that is made to end soon
LINKED = {"DEM1": ("1000269", "RAF1000274"), "DEM2": ("1001449", "LIQ1001455")}
ENDS_IN = 45  # days: its holder can renew it where its type renews
USES = 1000


class Command(BaseCommand):
    help = "Load the invented register of 2,000 rows, once, with two access codes that everybody knows."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Only for a demonstration: these access codes are known to everybody.")
        if AccessCode.objects.filter(selector__in=LINKED).count() == len(LINKED):
            return
        said = self.stdout if options["verbosity"] else io.StringIO()
        call_command("import_register", SAMPLE, stdout=said, stderr=self.stderr)
        with transaction.atomic():  # last: until they are there, the next start loads again
            for selector, (organization, licence) in LINKED.items():
                self.link(selector, Organization.objects.get(external_number=organization), licence)

    def link(self, selector, organization, licence):
        now = timezone.now()
        AccessCode.objects.update_or_create(
            selector=selector,
            defaults={
                "organization": organization,
                "secret": make_password(SECRET),
                "issued_to": "démonstration / demonstration",
                "identity_check": "démonstration / demonstration",
                "expires_at": now + timedelta(days=3650),
                "max_uses": USES,
            },
        )
        made_to_end = Licence.objects.filter(number=licence)
        made_to_end.update(expires_on=timezone.localdate() + timedelta(days=ENDS_IN))
        publishing.publish(list(made_to_end.values_list("pk", flat=True)))


def code(selector: str) -> str:
    """The whole code as it is typed."""
    return codes.in_groups(selector, SECRET)
