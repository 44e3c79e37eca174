"""The instructions for a transfer, on the page and on paper.  Bank details stand here and in no letter."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo import pdf

PDF = "application/pdf"


@dataclass(frozen=True)
class Bank:
    """Where transfers go; `demo` where no account was set, and then nothing of it exists."""

    beneficiary: str
    name: str
    address: str
    institution: str
    transit: str
    account: str
    swift: str
    demo: bool = False


NOWHERE = Bank("iCAJO – DEMO", "DEMO BANK / BANQUE DÉMO", "–", "999", "00000", "0000000", "DEMOCATTXXX", demo=True)


def bank() -> Bank:
    if not settings.BANK_ACCOUNT:
        return NOWHERE
    return Bank(
        settings.BANK_BENEFICIARY,
        settings.BANK_NAME,
        settings.BANK_ADDRESS,
        settings.BANK_INSTITUTION,
        settings.BANK_TRANSIT,
        settings.BANK_ACCOUNT,
        settings.BANK_SWIFT,
    )


def kit_pdf(order, language) -> bytes:
    """The payment kit of an order, in `language`."""
    with override(language):
        title = _("Transfer instructions, order %(reference)s") % {"reference": order.reference}
        lines = list(order.lines.select_related("application"))
        context = {"order": order, "lines": lines, "bank": bank(), "notice": settings.SITE_NOTICE}
        return pdf.printed("payments/kit", context, title=title, language=language)
