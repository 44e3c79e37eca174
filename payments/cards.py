"""The brands of card that are accepted: what they were changed over the years, so they are configuration."""

from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

BRANDS = {
    "visa": "Visa",
    "mastercard": "Mastercard",
    "visa-debit": _("Visa Debit"),
    "mastercard-debit": _("Debit Mastercard"),
    "amex": "American Express",
    "interac": "Interac",
    "prepaid": _("prepaid cards"),
}


def accepted() -> str:
    """« Visa, Mastercard et cartes prépayées », in the language of the page; a brand we have no words for as it is."""
    names = [str(BRANDS.get(code, code)) for code in settings.CARD_BRANDS]
    return format_list(names, locale="en_CA" if get_language() == "en" else "fr_CA")
