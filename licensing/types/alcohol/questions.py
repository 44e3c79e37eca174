"""What everyone who wants a liquor licence answers about themselves, and the taxes (facts 1.3.1, 2.5, 2.6).

The published guides do not give the wording: it follows from the tests of eligibility.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Choice, LongText, Words, YesNo, only_if
from licensing.definition import Rule

explained = partial(LongText, max_length=2000)


class Questions(Step):
    title = _("Questions and tax attestation")
    intro = _(
        "“You” means the applicant and each of its officers, directors, partners and shareholders of 10% or more."
    )
    all_are_19 = YesNo(_("Is each of you who is a person 19 or older?"))
    offences = YesNo(_("Have you been found guilty of an offence, or is a charge pending?"))
    offences_details = only_if("offences", explained(_("Which offence, when, where, and what was decided?")))
    earlier_sanctions = YesNo(
        _("Was a licence, permit or registration ever refused to you, suspended or revoked, in Ontario or elsewhere?")
    )
    earlier_sanctions_details = only_if(
        "earlier_sanctions", explained(_("Which licence, by whom, when, and for what reason?"))
    )
    insolvency = YesNo(_("Have you been bankrupt or insolvent, or made a proposal to creditors, in the last 7 years?"))
    insolvency_details = only_if("insolvency", explained(_("When, and how does it stand now?")))
    government_debts = YesNo(_("Do you owe money to a government, other than taxes that are not due yet?"))
    government_debts_details = only_if(
        "government_debts", explained(_("How much, to which government, and what was agreed to pay it?"))
    )
    third_parties = YesNo(
        _(
            "Will somebody who is not disclosed share in the profits, lend money on the sales, "
            "or run the business under an agreement?"
        )
    )
    third_parties_details = only_if("third_parties", explained(_("Who, and under which agreement?")))
    trained = YesNo(
        _("Will everyone who serves, sells or handles liquor hold a Smart Serve certificate that is still valid?"),
        help_text=_("A certificate is valid for five years."),
    )
    trained_details = only_if("trained", explained(_("Why not, and from when will they?")), equals=False)
    tcv_number = Words(
        _("Tax compliance verification number"),
        min_length=6,
        max_length=20,
        width=20,
        autocomplete="off",
        help_text=_(
            "From the Ministry of Finance. It is given even where taxes are owed, so the status is asked too."
        ),
    )
    tcv_status = Choice(
        _("Which status does the verification show? I attest that it is:"),
        choices=[("compliant", _("Compliant")), ("not-compliant", _("Not compliant"))],
    )


def number_is_letters_and_digits(a, on):
    number = a.tcv_number.replace(" ", "").replace("-", "")
    return number.isascii() and number.isalnum() and len(number) >= 6


QUESTION_RULES = [
    Rule(
        question="all_are_19",
        needs=("all_are_19",),
        holds=lambda a, on: a.all_are_19,
        message=_("Nobody under 19 may hold a liquor licence or an interest in one."),
    ),
    Rule(
        question="tcv_number",
        needs=("tcv_number",),
        holds=number_is_letters_and_digits,
        message=_("The tax compliance verification number has 6 to 20 letters and digits."),
    ),
    Rule(
        question="tcv_status",
        needs=("tcv_status",),
        holds=lambda a, on: a.tcv_status == "compliant",
        message=_("The status must be “Compliant”: settle the taxes with the Ministry of Finance, then come back."),
    ),
]
