"""Load the reference data that ships with the portal: fee rates, conditions to choose from, and staff roles."""

import tomllib
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from licensing.models import ConditionText, FeeRate, PublicLicence

LICENSING = Path(__file__).resolve().parents[2]
RATES, CONDITIONS = LICENSING / "fee_rates.toml", LICENSING / "conditions.toml"


class Command(BaseCommand):
    help = "Load fee rates, the library of conditions and staff roles; running it again changes nothing that is there."

    @transaction.atomic
    def handle(self, *args, **options):
        for rate in tomllib.loads(RATES.read_text())["rate"]:
            FeeRate.objects.get_or_create(
                code=rate["code"],
                in_force_from=rate["in_force_from"],
                defaults={**rate, "amount": Decimal(rate["amount"])},
            )
        for text in tomllib.loads(CONDITIONS.read_text(encoding="utf-8"))["condition"]:
            ConditionText.objects.get_or_create(code=text["code"], defaults=text)
        call_command("sync_roles", stdout=self.stdout, stderr=self.stderr)
        if not PublicLicence.objects.exists():  # licences from before there was a public register
            call_command("rebuild_register", stdout=self.stdout)
        self.stdout.write("Reference data loaded.")
