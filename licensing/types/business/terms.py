"""Two or four years, and what they cost (facts 1.2)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from icajo.calendar import expiry
from icajo.journey import Step
from icajo.journey.fields import Choice
from licensing.definition import FeeLine, Purpose, Term, cents

YEARS = {"2": _("2 years"), "4": _("4 years")}
FOR = {
    (Purpose.NEW, "2"): _("New licence, 2 years"),
    (Purpose.NEW, "4"): _("New licence, 4 years"),
    (Purpose.RENEWAL, "2"): _("Renewal, 2 years"),
    (Purpose.RENEWAL, "4"): _("Renewal, 4 years"),
}


class Validity(Step):
    title = _("Term of the licence")
    intro = _("The fee depends on the term, and is not refunded.")
    term_years = Choice(_("Length of the term"), choices=list(YEARS.items()))
    after_papers = True  # in the order of the published guides
    term_years.priced = True  # the page shows beside each answer what it costs


def term(a, on) -> Term:
    """To the day before the anniversary of its first day, which 29 February finds on 1 March (dangers 3.6)."""
    return Term(on, expiry(on, int(a.term_years)))


def by_term(rates: str):
    """The fee of a new licence or a renewal at the rates `<rates>-new-2y`, `-new-4y`, `-renewal-2y`, `-renewal-4y`."""

    def fee(purpose, a, rate):
        if a.term_years is None:
            return []
        code = f"{rates}-{purpose}-{a.term_years}y"
        return [FeeLine(FOR[Purpose(purpose), a.term_years], cents(rate(code)), code)]

    return fee


def flat(code: str, label):
    """One amount, whatever the answers."""
    return lambda purpose, a, rate: [FeeLine(label, cents(rate(code)), code)]


def free(purpose, a, rate):
    return [FeeLine(_("No fee for this request"), Decimal("0.00"), "")]
