"""The report of a raffle after its draws: what was sold, won, spent and given (facts 3.3)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from licensing.definition import Document, Effect, FeeLine, Procedure, Purpose, cents

from ..rules import LOCAL_LIMIT
from . import accounts, event, people
from .anomalies import anomalies
from .event import is_catch_the_ace
from .prefill import prefill
from .results import Results
from .rules import RULES
from .totals import to_the_ace

REPORT = "report"


def on_request(a):
    """Receipts are sent where an officer asks for them (facts 3.3)."""
    return False


def fee(purpose, a, rate):
    """Catch the Ace pays with each report, on the prizes of its draws (facts 1.6); every other raffle has paid."""
    if not is_catch_the_ace(a):
        return [FeeLine(_("The fee of the raffle was paid with its licence: nothing is due now"), Decimal(0), "")]
    alone_and_large = (a.licensed_prizes or 0) > LOCAL_LIMIT and not a.licensed_with_another
    code = "raffle-large" if alone_and_large else "raffle-other"
    label = (
        _("Catch the Ace: 1% of the prizes of these draws, paid and added to the jackpot")
        if alone_and_large
        else _("Catch the Ace: 3% of the prizes of these draws, paid and added to the jackpot")
    )
    return [FeeLine(label, cents(to_the_ace(a) * rate(code)), code)]


report = Procedure(
    code=REPORT,
    purpose=Purpose.REPORT,
    effect=Effect.REPORT,
    label=_("Post-event report"),
    summary=_("What was sold, won, spent and given, with the deposit slips and the list of winners."),
    steps=[
        event.Report,
        event.HeldDraws,
        event.TicketTiers,
        event.OtherReceipts,
        event.AwardedPrizes,
        event.CatchTheAceDraws,
        accounts.Expenses,
        accounts.TrustAccount,
        accounts.Deposits,
        people.Winners,
        people.UnclaimedPrizes,
        accounts.ProceedsUsed,
        accounts.ProceedsLeft,
        Results,
        people.Attestation,
    ],
    documents=[
        Document("deposit-slips", _("All deposit slips")),
        Document("winners-list", _("List of winners")),
        Document(
            "expense-receipts",
            _("Receipts of the expenses"),
            when=on_request,
            why=_("required because an officer asks for them"),
        ),
        Document(
            "electronic-report",
            _("Sales report of the electronic raffle system"),
            when=lambda a: bool(a.licensed_electronic),
            why=_("required because the raffle is electronic in some part"),
        ),
    ],
    rules=RULES,
    fee=fee,
    prefill=prefill,
    anomalies=anomalies,
    declaration="licensing/declarations/raffle-report",
)

__all__ = ["REPORT", "report"]
