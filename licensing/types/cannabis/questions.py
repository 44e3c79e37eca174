"""What everyone who wants a cannabis licence answers about themselves (facts 4.2, 4.3).

The published guides do not give the wording: it follows from the tests of eligibility.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from icajo.calendar import anniversary
from icajo.journey import Step
from icajo.journey.fields import Day, LongText, Tick, YesNo, only_if
from licensing.definition import Rule

WAIT = 2  # years after a refusal or a revocation
explained = partial(LongText, max_length=2000)


class Questions(Step):
    title = _("Questions and tax attestation")
    intro = _("“You” means the applicant and each of its officers, directors, partners and shareholders.")
    all_are_19 = YesNo(_("Is each of you who is a person 19 or older?"))
    cannabis_offences = YesNo(
        _(
            "Have you been charged with or convicted of an offence under the Cannabis Licence Act, 2018, the Cannabis "
            "Control Act, 2017 or the Cannabis Act (Canada)?"
        )
    )
    cannabis_offences_details = only_if("cannabis_offences", explained(_("Which offence, when, and what came of it?")))
    breach = YesNo(_("Do you sell, grow or distribute cannabis against the law today?"))
    criminal_ties = YesNo(
        _("Is or was any of you a member of a criminal organization, or involved in one, or does one benefit?")
    )
    criminal_ties_details = only_if("criminal_ties", explained(_("Who, which organization, and when?")))
    refused_or_revoked = YesNo(
        _("Was a cannabis licence or authorization refused to you or revoked?"),
        help_text=_("A new application is possible two years later."),
    )
    refused_on = only_if("refused_or_revoked", Day(_("Day of the refusal or revocation")))
    taxes_attested = Tick(_("I attest that every tax return is filed and that no tax, penalty or interest is owed"))


def nobody_waits(a, on):
    return anniversary(a.refused_on, WAIT) <= on


WAIT_RULE = Rule(
    question="refused_on",
    needs=("refused_on",),
    holds=nobody_waits,
    message=_("After a refusal or a revocation, a new application is possible two years later, not before."),
)
QUESTION_RULES = [
    Rule(
        question="all_are_19",
        needs=("all_are_19",),
        holds=lambda a, on: a.all_are_19,
        message=_("Nobody under 19 may hold a cannabis licence or an interest in one."),
    ),
    Rule(
        question="cannabis_offences",
        needs=("cannabis_offences",),
        holds=lambda a, on: not a.cannabis_offences,
        message=_("The registrar may have to refuse because of such an offence, and the fee is not refunded."),
        warning=True,
    ),
    Rule(
        question="breach",
        needs=("breach",),
        holds=lambda a, on: not a.breach,
        message=_("Whoever sells, grows or distributes cannabis against the law cannot be licensed: stop first."),
    ),
    WAIT_RULE,
]
