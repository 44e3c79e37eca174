"""Load the reference data that ships with the portal: fee rates and staff roles."""

import tomllib
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from licensing.models import FeeRate

RATES = Path(__file__).resolve().parents[2] / "fee_rates.toml"
# who may do what in the admin; permissions by app and codename
ROLES = {
    "Licensing officers": [
        "licensing.view_application", "licensing.decide_application", "licensing.view_licence", "licensing.view_round",
        "licensing.view_document", "licensing.view_event", "licensing.view_check", "licensing.view_informationrequest",
        "licensing.view_feerate", "licensing.view_condition", "accounts.view_organization", "accounts.view_user",
        "accounts.view_membership", "icajo.view_letter", "accounts.view_address", "accounts.view_person",
        "accounts.view_role", "licensing.view_school", "licensing.change_school", "licensing.view_municipalitystance",
        "licensing.add_municipalitystance", "licensing.change_municipalitystance", "licensing.view_invitation",
        "licensing.view_publicnotice",
        "licensing.read_disclosure",
    ],
    "Finance officers": [
        "licensing.view_application", "licensing.view_feerate", "licensing.add_feerate", "licensing.change_feerate",
        "licensing.delete_feerate", "licensing.approve_feerate", "licensing.view_waiver",
        "licensing.change_waiver", "licensing.grant_waiver", "payments.view_refund", "payments.add_refund",
        "payments.ask_refund", "payments.view_repayment", "payments.view_order", "payments.view_orderline",
        "payments.view_attempt", "payments.view_payment", "payments.view_receipt", "payments.view_providerevent",
        "payments.view_discrepancy", "payments.settle_order", "payments.view_statement", "payments.view_statementline",
        "payments.import_statement",
    ],
    "Customer service": [
        "licensing.view_application", "licensing.view_licence", "accounts.view_user", "accounts.view_organization",
        "accounts.view_membership", "accounts.add_membership", "accounts.change_membership",
        "accounts.view_accesscode", "accounts.add_accesscode", "accounts.change_accesscode",
        "accounts.view_accesscodeuse", "accounts.view_codetry", "icajo.view_letter", "icajo.print_letter",
        "submissions.view_inquiry", "submissions.change_inquiry", "accounts.help_sign_in",
        "accounts.change_organization", "accounts.view_address", "accounts.add_address", "accounts.change_address",
        "accounts.view_person", "accounts.add_person", "accounts.change_person", "accounts.view_role",
        "accounts.add_role", "accounts.change_role",
    ],
}  # fmt: skip


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
        for name, permissions in ROLES.items():
            group, _ = Group.objects.get_or_create(name=name)
            group.permissions.set([permission(label) for label in permissions])
        self.stdout.write("Reference data loaded.")


def permission(label):
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
