"""What the report asks about the raffle itself: the licence, the draws, the tickets, the prizes (facts 3.3)."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step, given
from icajo.journey.fields import (
    Choice,
    Day,
    Email,
    LongText,
    Money,
    Phone,
    WholeNumber,
    Words,
    YesNo,
    only_if,
)
from icajo.journey.measures import TimeOfDay
from icajo.journey.step import Total

from ..steps import ONE_CENT, Draw
from .known import Days, Names

MOST_PRIZES = 2_000
NONE_IS_ZERO = _("0 if there were none.")
NOTHING = Decimal(0)
CHANNELS = ("tier_in_person", "tier_online", "tier_subscription")


class Kind(TextChoices):
    FINAL = "final", _("Final report")
    INSTALMENT = "instalment", _("Instalment, after every fourth draw")


def is_catch_the_ace(a):
    return a.licensed_draw == Draw.CATCH_THE_ACE


def sold(tier) -> int:
    """Tickets of one price that were sold, through every channel."""
    return sum(getattr(tier, channel) or 0 for channel in CHANNELS)


def receipts_of(tier) -> Decimal:
    return sold(tier) * (tier.tier_price or NOTHING)


def value_of(prize) -> Decimal:
    return (prize.awarded_value or NOTHING) * (prize.awarded_count or 0)


class Report(Step):
    title = _("Report")
    intro = _("What the licence says is filled in. Tell us which period you report on, and who prepared the report.")
    report_kind = given(Choice(_("Kind of report"), choices=Kind.choices))
    report_instalment = given(WholeNumber(_("Number of the instalment")))
    licensed_draw = given(Choice(_("Type of raffle, as licensed"), choices=Draw.choices))
    licensed_electronic = given(YesNo(_("Electronic in any part, as licensed")))
    licensed_with_another = given(YesNo(_("Held together with another lottery, as licensed")))
    licensed_price = given(Money(_("Price of one ticket, as licensed")))
    licensed_tickets = given(WholeNumber(_("Number of tickets, as licensed")))
    licensed_prizes = given(Money(_("Total value of the prizes, as licensed")))
    licensed_draws = given(Days(_("Draws to report on, as licensed")))
    amended_on = given(Day(_("Licence amended after the last of these draws, on")))
    licensed_members = given(Names(_("Designated members in charge, as licensed")))
    licensed_purposes = given(LongText(_("Use of the proceeds, as licensed")))
    period_from = Day(_("First day of the period"))
    period_to = Day(_("Last day of the period"))
    prepared_by = Words(
        _("Who prepared the report?"), help_text=_("One of the designated members in charge, as named on the licence.")
    )
    prepared_phone = Phone(_("Telephone of this person"))
    prepared_email = Email(_("E-mail address of this person"))


class HeldDraws(RepeatingStep):
    title = _("Draws held")
    intro = _("Each draw of the period, early-bird draws included. Correct what went otherwise than planned.")
    row_name = _("draw held")
    at_least = 1
    too_few = _("Add at least one draw.")
    headings = ("held_date", "held_time", "held_place")
    held_date = Day(_("Day it was held"))
    held_time = TimeOfDay(_("Time it was held"))
    held_place = Words(_("Place it was held"))
    held_method = Words(_("How the winner was chosen"))
    tickets_in_drum = WholeNumber(_("Tickets in the drum"))
    numbers_drawn = WholeNumber(_("Tickets drawn"), min_value=1)
    held_early_bird = YesNo(_("Was it an early-bird draw?"))
    was_postponed = YesNo(_("Was it postponed?"))
    postponed_why = only_if("was_postponed", Words(_("Why was it postponed?"), max_length=500))


class TicketTiers(RepeatingStep):
    title = _("Tickets sold")
    intro = _(
        "One line for each price. If several tickets were sold together at one price, count these bundles and not "
        "the tickets in them."
    )
    row_name = _("price")
    at_least = 1
    too_few = _("Add at least one price.")
    headings = ("tier_name", "tier_price", "tier_issued")
    totals = (
        Total("tiers_issued", "tier_issued", _("Issued in all")),
        Total("tiers_sold", sold, _("Sold in all")),
        Total("tiers_receipts", receipts_of, _("Receipts from tickets")),
    )
    tier_name = Words(_("What was sold"), help_text=_("For example, one ticket, or 5 tickets."))
    tier_size = WholeNumber(_("Tickets in it"), min_value=1, help_text=_("1 for a single ticket."))
    tier_price = Money(_("Price"), min_value=ONE_CENT)
    tier_issued = WholeNumber(_("Issued"))
    tier_in_person = WholeNumber(_("Sold in person"))
    tier_online = WholeNumber(_("Sold online"))
    tier_subscription = WholeNumber(_("Sold by subscription"))
    tier_unsold = WholeNumber(_("Unsold"))
    tier_voided = WholeNumber(_("Voided"), help_text=NONE_IS_ZERO)
    tier_given = WholeNumber(_("Given free of charge"), help_text=NONE_IS_ZERO)


class OtherReceipts(Step):
    title = _("Other receipts")
    interest = Money(_("Interest of the trust account"), help_text=NONE_IS_ZERO)
    other_income = Money(_("Other receipts of the raffle"), help_text=NONE_IS_ZERO)
    other_income_source = Words(_("Where they came from"), required=False)


class Awarded(TextChoices):
    AWARDED = "awarded", _("Awarded")
    UNCLAIMED = "unclaimed", _("Unclaimed")


class AwardedPrizes(RepeatingStep):
    title = _("Prizes awarded")
    intro = _(
        "Every prize at its full retail value, taxes included. Donated prizes are shown, and are not deducted from "
        "the receipts."
    )
    row_name = _("prize of the raffle")
    at_least = 1
    at_most = MOST_PRIZES
    too_few = _("Add at least one prize.")
    imported = True
    headings = ("awarded_prize", "awarded_value", "awarded_count")
    totals = (
        Total("awarded_prizes_count", "awarded_count", _("Prizes in all")),
        Total("awarded_prizes_value", value_of, _("Retail value of the prizes")),
    )
    awarded_prize = Words(_("Prize"))
    awarded_is_cash = YesNo(_("Cash?"))
    awarded_donated = YesNo(_("Donated?"))
    awarded_value = Money(_("Retail value of one"), min_value=ONE_CENT)
    awarded_cost = only_if("awarded_donated", Money(_("Cost of one to your organization")), equals=False)
    awarded_count = WholeNumber(_("How many"), min_value=1)
    awarded_early_bird = YesNo(_("Early-bird prize?"))
    awarded_state = Choice(_("Awarded or unclaimed"), choices=Awarded.choices)
    awarded_ticket = Words(_("Winning ticket number"), required=False, max_length=60)

    @staticmethod
    def when(answers):
        return not is_catch_the_ace(answers)


class CatchTheAceDraws(Step):
    title = _("Catch the Ace")
    intro = _("For the draws of this report, taken together.")
    cards_left = WholeNumber(_("Cards left after the last draw"), max_value=51)
    ace_paid = Money(_("Paid to the winners of the draws (20% of the sales)"))
    jackpot_opening = Money(_("Progressive jackpot before the first of these draws"))
    jackpot_added = Money(_("Added to the jackpot (30% of the sales)"))
    ace_drawn = YesNo(_("Was the ace of spades drawn?"))
    jackpot_paid = only_if("ace_drawn", Money(_("Jackpot paid"), min_value=Decimal(0)))
    jackpot_closing = Money(_("Progressive jackpot after the last of these draws"))

    @staticmethod
    def when(answers):
        return is_catch_the_ace(answers)
