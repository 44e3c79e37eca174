"""To renew, to transfer and to give back a liquor licence (facts 1.7, 1.8, 2.9).  Each function makes a Procedure."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Choice, Day, LongText, Tick, Words, YesNo, only_if
from licensing.definition import Check, Document, Effect, Procedure, Purpose, Rule

from ..business.applicant import Applicant
from ..business.associates import ASSOCIATE_RULES, OWNERSHIP_CHART, Associates
from ..business.terms import Validity, free, term
from .people import LEAVING, MANAGER_RULES, Managers, ManagersToRemove
from .questions import QUESTION_RULES, Questions

RENEW_FIRST = timedelta(weeks=6)  # before the expiry: a transfer would not be decided in time
SIGNATURE = Document("signatures", _("Signature form"), template="liquor-signature")


class SinceLastTime(Step):
    """What a renewal asks beside the pages that it shows again."""

    title = _("Since the licence was last issued")
    ownership_changed = YesNo(
        _("Have shares, officers, directors or partners changed?"),
        help_text=_("A renewal is not processed while such a change was not reported."),
    )
    ownership_reported = only_if(
        "ownership_changed", YesNo(_("Was the change reported, or is the request under way?"))
    )
    areas_are_the_same = YesNo(_("Are the premises and the licensed areas as on the licence?"))
    areas_explained = only_if(
        "areas_are_the_same",
        LongText(_("What is different, and when will you ask for the change?"), max_length=2000),
        equals=False,
    )


RENEWAL_RULES = [
    Rule(
        question="ownership_reported",
        needs=("ownership_reported",),
        holds=lambda a, on: a.ownership_reported,
        message=_("Report the change of ownership first: choose “Request a change” beside the licence."),
    ),
]


def renewal(*, fee, steps=(), documents=(), checks=()) -> Procedure:
    """Everything known is looked at again, and every disclosure is completed before it goes in."""
    return Procedure(
        code="renewal",
        purpose=Purpose.RENEWAL,
        effect=Effect.RENEW,
        label=_("Renewal"),
        summary=_("For a further term of 2 or 4 years, from 60 days before the licence expires to its last day."),
        steps=[Applicant, Associates, Managers, ManagersToRemove, SinceLastTime, *steps, Questions, Validity],
        documents=[SIGNATURE, OWNERSHIP_CHART, *documents],
        rules=[*ASSOCIATE_RULES, *MANAGER_RULES, *RENEWAL_RULES, *QUESTION_RULES],
        checks=checks,
        leaving=LEAVING,
        fee=fee,
        term=term,
        disclosed=True,
    )


class Sale(Step):
    """What ties the buyer to the licence; the holder consents on paper."""

    title = _("Sale of the business")
    sale_whole = Choice(
        _("What is transferred?"),
        choices=[("whole", _("The whole business")), ("part", _("A part of the ownership"))],
    )
    sale_closes_on = Day(_("Closing date of the sale"))
    sale_holder_consents = Tick(_("The holder of the licence consents to the transfer, in writing"))
    sale_runs_meanwhile = YesNo(
        _("Will the buyer run the premises before the decision?"),
        help_text=_("That needs an authorization to contract out: both parties then answer for the premises."),
    )
    sale_run_by = only_if("sale_runs_meanwhile", Words(_("Who runs the premises meanwhile?"), max_length=200))


def cannot_be_transferred(licence, on: date):
    """Why not today: a penalty that is owed, or a term about to end (facts 1.7)."""
    if licence.penalties.filter(paid_on=None).exists():
        return _("A monetary penalty is not paid: the licence cannot be transferred until it is.")
    if licence.expires_on and licence.expires_on - on < RENEW_FIRST:
        return _("The licence expires in less than six weeks: renew it first, then transfer it.")
    return ""


def transfer(*, fee, documents=(), checks=()) -> Procedure:
    """What is left of the term goes to a buyer, who tells everything about themselves."""
    return Procedure(
        code="transfer",
        purpose=Purpose.TRANSFER,
        effect=Effect.TRANSFER,
        label=_("Transfer to a buyer"),
        summary=_("For the buyer of the business, who receives what is left of the term under a new number."),
        steps=[Sale, Applicant, Associates, Managers, Questions],
        blank=[Applicant, Associates, Questions],
        documents=[
            Document("consent", _("Consent to the transfer, signed by the holder"), template="consent-to-transfer"),
            Document("proof-of-sale", _("Proof of the transfer, such as the agreement of sale")),
            SIGNATURE,
            OWNERSHIP_CHART,
            *documents,
        ],
        rules=[*ASSOCIATE_RULES, *MANAGER_RULES, *QUESTION_RULES],
        checks=[Check("sale-closed", _("The sale is closed")), *checks],
        fee=fee,
        refused=cannot_be_transferred,
    )


class WhyGivenBack(TextChoices):
    CLOSED = "closed", _("The business is closed or closes")
    SOLD = "sold", _("The business is sold, and the buyer has a licence of their own")
    STOPPED = "stopped", _("The business goes on without liquor")
    OTHER = "other", _("Another reason")


class Surrender(Step):
    title = _("Giving the licence back")
    intro = _("The licence ends for good on the day that you choose. A licence that was given back cannot be renewed.")
    surrender_on = Day(_("Last day of the licence"), help_text=_("Today or later."))
    surrender_why = Choice(_("Why?"), choices=WhyGivenBack.choices)
    surrender_stock = LongText(
        _("What becomes of the liquor that is left?"),
        max_length=1000,
        required=False,
        help_text=_("Moving it to other premises needs a notice 30 days before."),
    )
    surrender_is_final = Tick(_("I understand that no liquor may be sold or served from the next day on"))


def not_in_the_past(a, on):
    return a.surrender_on >= on


def surrender() -> Procedure:
    return Procedure(
        code="surrender",
        purpose=Purpose.CHANGE,
        effect=Effect.SURRENDER,
        label=_("Voluntary surrender"),
        summary=_("You give the licence back, because the business closes or no longer needs it. No fee."),
        steps=[Surrender],
        rules=[
            Rule(
                question="surrender_on",
                needs=("surrender_on",),
                holds=not_in_the_past,
                message=_("The last day of the licence cannot be in the past."),
            )
        ],
        fee=free,
        ends=lambda a, on: max(a.surrender_on, on),
    )
