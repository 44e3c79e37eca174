"""Two years at first, two or four at each renewal, and what they cost (facts 4.1)."""

from django.utils.translation import gettext_lazy as _

from icajo.calendar import expiry
from licensing.definition import FeeLine, Term, cents

from ..business import terms

FIRST = 2  # years: a choice is given at the renewal only


class Validity(terms.Validity):
    title = _("Length of the new term")
    intro = _("The fee depends on the term, and is not refunded.")


def first_term(a, on) -> Term:
    return Term(on, expiry(on, FIRST))


def first_fee(rates: str):
    """The fee of a new one, at the rate `<rates>-new-2y`."""
    code = f"{rates}-new-{FIRST}y"
    return lambda purpose, a, rate: [FeeLine(_("New application, 2 years"), cents(rate(code)), code)]
