"""What has to be closed before a decision: what a check is, and those that a file of any type may have."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icajo.journey import Answers

from . import turns

type Text = str | Promise
type Condition = Callable[[Answers], bool]


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Check:
    """Work that must be closed before a decision, side by side with the rest of the review.

    `held(application, on)` says whose turn it is while it is open, and how far the work has come.
    """

    code: str
    label: Text
    when: Condition = always
    by_hand: bool = True  # otherwise it closes by itself, and no officer may
    work: Text = ""  # what it is called while it goes on, where the label says that it is done
    held: Callable[..., turns.Held] = turns.by_us


# opened whatever the type: a reply that changes what is owed is for an officer to settle
FEE_DIFFERENCE = Check("fee-difference", _("The corrected answers make another fee"))
# a file sent with a transfer on its way is reviewed once the money is there
FUNDS = Check("funds", _("The transfer has arrived"), by_hand=False, work=_("Payment by transfer"), held=turns.by_you)
# a file with a list of people who disclose waits for the last of them
DISCLOSURES = Check(
    "disclosures",
    _("Every disclosure is completed"),
    by_hand=False,
    work=_("Disclosures"),
    held=turns.by_those_who_disclose,
)
# the public has been told, for as many days as the rule of the type says
PUBLIC_NOTICE = Check(
    "public-notice",
    _("The public notice is over"),
    by_hand=False,
    work=_("Public notice"),
    held=turns.by_whom_the_notice_waits_for,
)
# what neighbours wrote about a notice was read, and answered for
OBSERVATIONS = Check(
    "observations",
    _("Every observation is dealt with"),
    by_hand=False,
    work=_("Observations"),
    held=turns.by_the_public_then_us,
)
# an inspector saw all that the type asks to be seen
INSPECTION = Check(
    "inspection",
    _("The inspection is passed"),
    by_hand=False,
    work=_("Inspection"),
    held=turns.by_whom_the_inspection_waits_for,
)
# whatever was asked of the applicant was answered, and each answer accepted
ANSWERS = Check(
    "answers", _("Every answer to our questions is accepted"), by_hand=False, held=turns.by_whom_the_answers_wait_for
)
# an applicant whom the tribunal may hear has the time to ask for it before a refusal
PROPOSAL = Check(
    "proposal",
    _("The time to ask for a hearing is over"),
    by_hand=False,
    work=_("Notice of a proposed refusal"),
    held=turns.by_whom_the_proposal_waits_for,
)
# whoever applies owes no report; an officer may close it with a reason
REPORTS = Check("reports", _("No report of the applicant is late"), work=_("Late reports"))
ANY_TYPE = (ANSWERS, REPORTS, FEE_DIFFERENCE, FUNDS, DISCLOSURES, PUBLIC_NOTICE, OBSERVATIONS, INSPECTION, PROPOSAL)
WIRE_DAYS = 10  # business days that a transfer may take
