"""Agreements with others about the business: lenders, landlords, brands, consultants (facts 4.2, 4.4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep
from icajo.journey.fields import Day, LongText, Select, Words
from licensing.definition import Document


class AgreementKind(TextChoices):
    LOAN = "loan", _("Loan or line of credit")
    BRAND = "brand", _("Use of a name or a brand, franchise")
    SERVICES = "services", _("Management, consulting or other services")
    PROFITS = "profits", _("Share in the profits or the sales")
    LEASE = "lease", _("Lease of premises or equipment")
    OTHER = "other", _("Other agreement")


class Agreements(RepeatingStep):
    title = _("Agreements with third parties")
    intro = _(
        "Add each agreement about the business that the registrar does not know yet. Those that were disclosed with "
        "the operator licence are not told again. If there is none, go on."
    )
    row_name = _("agreement")
    headings = ("agreement_with", "agreement_kind", "agreement_on")
    agreement_with = Words(_("With whom?"), max_length=200, autocomplete="off")
    agreement_kind = Select(_("Kind of agreement"), choices=AgreementKind.choices)
    agreement_on = Day(_("Date of the agreement"))
    agreement_about = LongText(_("What does each side give and receive?"), max_length=2000)


def any_agreement(a) -> bool:
    return bool(a.agreements)


COPIES = Document(
    "agreements",
    _("Copy of each agreement with a third party"),
    when=any_agreement,
    why=_("required because an agreement is on the list"),
)
