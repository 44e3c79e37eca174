"""What does not add up in a report, as a function of its answers.  Each finding is asked about, none is a refusal."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils import formats
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from icajo.words import long_date, money
from licensing.anomaly import Anomaly

from . import looks
from .totals import Share, percent


class Look(NamedTuple):
    """Something to look at: `found(answers)` gives what the message quotes, None where nothing is wrong."""

    code: str
    topic: object
    message: object
    found: Callable[..., dict | None]


def anomalies(a) -> list[Anomaly]:
    """Everything that the reporter has to explain, in the order of the pages."""
    looked = ((look, look.found(a)) for look in LOOKS)
    return [Anomaly(look.code, quoting(look.message, values)) for look, values in looked if values is not None]


def quoted(message, values):
    return str(message) % {name: in_words(value) for name, value in values.items()}


quoting = lazy(quoted, str)  # in the language of whoever reads it


def in_words(value):
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, int):
        return formats.number_format(value, force_grouping=True)
    if isinstance(value, Share):
        return percent(value.part, value.whole)
    if isinstance(value, list):
        return ", ".join(in_words(one) for one in value)
    return str(value)


LOOKS = [
    Look(
        "draws",
        _("Draws held"),
        _("The draws held (%(held)s) are not those of the licence (%(licensed)s)."),
        looks.draws_differ,
    ),
    Look(
        "amended",
        _("Change of the licence after the draw"),
        _("The licence was amended on %(day)s, after the last draw."),
        looks.amended_since,
    ),
    Look(
        "tickets",
        _("Tickets issued and accounted for"),
        _("Tickets issued and tickets accounted for differ (%(tiers)s): %(issued)s issued, %(told)s accounted for."),
        looks.tickets_do_not_add_up,
    ),
    Look(
        "tickets-licensed",
        _("More tickets than licensed"),
        _("More tickets were issued (%(issued)s) than the licence allows (%(licensed)s)."),
        looks.more_tickets_than_licensed,
    ),
    Look(
        "price",
        _("Price of a ticket"),
        _("A ticket cost %(price)s; the licence says %(licensed)s."),
        looks.other_price,
    ),
    Look(
        "prize-ratio",
        _("Prizes below 20% of the sales"),
        _("The prizes are worth %(value)s, %(share)s of the sales: 20%% would be %(least)s."),
        looks.prizes_below_a_fifth,
    ),
    Look(
        "early-bird",
        _("Early-bird prizes above 5% of the sales"),
        _("The early-bird prizes are worth %(value)s, %(share)s of the sales: 5%% would be %(most)s."),
        looks.early_birds_above_a_twentieth,
    ),
    Look(
        "half", _("Share of the 50/50"), _("The 50/50 paid %(paid)s; half of the sales is %(half)s."), looks.not_half
    ),
    Look(
        "ace-split",
        _("Shares of Catch the Ace"),
        _(
            "Catch the Ace paid %(paid)s where 20%% is %(twenty)s, and added %(added)s to the jackpot where 30%% is "
            "%(thirty)s."
        ),
        looks.ace_not_split,
    ),
    Look(
        "jackpot",
        _("Progressive jackpot"),
        _("The jackpot after the draws is %(closing)s; its parts come to %(expected)s."),
        looks.jackpot_does_not_add_up,
    ),
    Look(
        "ace-not-drawn",
        _("Ace not drawn"),
        _("This is the final report, yet the ace of spades was not drawn."),
        looks.no_last_instalment,
    ),
    Look(
        "unclaimed",
        _("Unclaimed prizes, late"),
        _("An unclaimed prize was announced late, or kept too short: %(prizes)s."),
        looks.late_for_unclaimed,
    ),
    Look(
        "winners",
        _("Fewer winners than prizes"),
        _("%(prizes)s prizes were awarded, and %(winners)s winners are listed."),
        looks.too_few_winners,
    ),
    Look(
        "supplier",
        _("Supplier without a registration number"),
        _("A supplier of electronic raffles has no registration number: %(payees)s."),
        looks.unregistered_supplier,
    ),
    Look(
        "no-receipt",
        _("Expenses without a receipt"),
        _("%(count)s expenses have no receipt: %(amount)s in all."),
        looks.no_receipt,
    ),
    Look(
        "overspent",
        _("More spent than received"),
        _("The prizes and the expenses (%(paid)s) are more than the receipts (%(receipts)s)."),
        looks.spent_more_than_received,
    ),
    Look(
        "deposits",
        _("Deposits and receipts"),
        _(
            "The deposits come to %(deposited)s and the receipts to deposit to %(expected)s: "
            "%(difference)s of difference."
        ),
        looks.deposits_differ,
    ),
    Look(
        "balance",
        _("Balance of the trust account"),
        _("The trust account ends at %(closing)s; deposits and withdrawals come to %(expected)s."),
        looks.balance_differs,
    ),
    Look(
        "use",
        _("More used than the net proceeds"),
        _("More was used (%(used)s) than the net proceeds (%(net)s)."),
        looks.used_more_than_net,
    ),
]
