"""Load the reference data that ships with the portal: fee rates and staff roles."""

import tomllib
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from licensing.models import FeeRate

RATES = Path(__file__).resolve().parents[2] / "fee_rates.toml"


class Command(BaseCommand):
    help = "Load fee rates and staff roles; running it again changes nothing that is in force."

    @transaction.atomic
    def handle(self, *args, **options):
        for rate in tomllib.loads(RATES.read_text())["rate"]:
            FeeRate.objects.get_or_create(
                code=rate["code"],
                in_force_from=rate["in_force_from"],
                defaults={**rate, "amount": Decimal(rate["amount"])},
            )
        call_command("sync_roles", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write("Reference data loaded.")
