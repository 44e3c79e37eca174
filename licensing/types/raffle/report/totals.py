"""What the figures of a report come to: worked out to the cent, shown with how, never typed (facts 3.3).

What was not answered yet counts as nothing.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from icajo.journey import Figure
from icajo.journey.measures import Percent
from icajo.words import money

from .event import NOTHING, is_catch_the_ace, receipts_of, value_of


class Share(NamedTuple):
    """A part of a whole, told in percent."""

    part: Decimal
    whole: Decimal


def total(rows, worth) -> Decimal:
    return sum((worth(row) for row in rows or []), NOTHING)


def by_channel(a, channel) -> Decimal:
    return total(a.ticket_tiers, lambda tier: (getattr(tier, channel) or 0) * (tier.tier_price or NOTHING))


def gross(a) -> Decimal:
    """Tickets sold at their price: what every ratio is measured against."""
    return total(a.ticket_tiers, receipts_of)


def receipts(a) -> Decimal:
    return gross(a) + (a.interest or NOTHING) + (a.other_income or NOTHING)


def to_deposit(a) -> Decimal:
    """The bank adds the interest by itself."""
    return gross(a) + (a.other_income or NOTHING)


def cost_of(prize) -> Decimal:
    """What was donated cost nothing."""
    return (prize.awarded_cost or NOTHING) * (prize.awarded_count or 0)


def to_the_ace(a) -> Decimal:
    """What Catch the Ace pays: to the winners of the draws, and into the jackpot."""
    return (a.ace_paid or NOTHING) + (a.jackpot_added or NOTHING)


def prizes_value(a) -> Decimal:
    return to_the_ace(a) if is_catch_the_ace(a) else total(a.awarded_prizes, value_of)


def prizes_cost(a) -> Decimal:
    return to_the_ace(a) if is_catch_the_ace(a) else total(a.awarded_prizes, cost_of)


def donated(a) -> Decimal:
    return total((p for p in a.awarded_prizes or [] if p.awarded_donated), value_of)


def early_birds(a) -> Decimal:
    return total((p for p in a.awarded_prizes or [] if p.awarded_early_bird), value_of)


def expenses(a) -> Decimal:
    return total(a.expenses, lambda one: one.expense_amount or NOTHING)


def deposits(a) -> Decimal:
    return total(a.deposits, lambda one: one.deposit_amount or NOTHING)


def used(a) -> Decimal:
    return total(a.proceeds_used, lambda one: one.used_amount or NOTHING)


def net(a) -> Decimal:
    return receipts(a) - prizes_cost(a) - expenses(a)


def expected_balance(a) -> Decimal:
    before = (a.opening_balance or NOTHING) + deposits(a) + (a.interest or NOTHING)
    return before - (a.withdrawals or NOTHING)


def percent(part: Decimal, whole: Decimal) -> str:
    """In words of the active language; a dash where there is nothing to divide by."""
    if not whole:
        return "–"
    return Percent("").in_words((part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP))


def figures(a):
    """Every total and ratio of the report, with how it was worked out, in the active language."""
    sales, cost, spent = gross(a), prizes_cost(a), expenses(a)
    rows = [
        Figure("gross", gettext_lazy("Receipts from tickets"), money(sales), channels_in_words(a)),
        Figure(
            "receipts",
            gettext_lazy("Gross receipts"),
            money(receipts(a)),
            sum_in_words("+", sales, a.interest or NOTHING, a.other_income or NOTHING)
            + " – "
            + _("tickets, interest, other receipts"),
        ),
        Figure("prizes_value", gettext_lazy("Retail value of the prizes"), money(prizes_value(a)), of_the_prizes(a)),
        Figure(
            "prizes_cost",
            gettext_lazy("Cost of the prizes"),
            money(cost),
            of_the_prizes(a)
            if is_catch_the_ace(a)
            else _("Cost of each × how many. Donated prizes cost nothing and are not deducted."),
        ),
        Figure("expenses_sum", gettext_lazy("Total of the expenses"), money(spent), lines_in_words(a.expenses)),
        Figure(
            "net",
            gettext_lazy("Net proceeds"),
            money(net(a)),
            sum_in_words("−", receipts(a), cost, spent) + " – " + _("gross receipts, less prizes, less expenses"),
        ),
        ratio("prize_ratio", gettext_lazy("Prizes, as a share of the sales"), prizes_value(a), sales),
        ratio("early_ratio", gettext_lazy("Early-bird prizes, as a share of the sales"), early_birds(a), sales),
        ratio("expense_ratio", gettext_lazy("Expenses, as a share of the sales"), spent, sales),
        Figure("deposits_sum", gettext_lazy("Total of the deposits"), money(deposits(a)), lines_in_words(a.deposits)),
        unused(a),
    ]
    return [row for row in rows if row.name != "early_ratio" or not is_catch_the_ace(a)]


def unused(a):
    return Figure(
        "left",
        gettext_lazy("Proceeds not used yet"),
        money(net(a) - used(a)),
        sum_in_words("−", net(a), used(a)) + " – " + _("net proceeds, less what was used"),
    )


def ratio(name, label, part, whole):
    return Figure(name, label, percent(part, whole), f"{money(part)} ÷ {money(whole)}")


def sum_in_words(sign, *amounts):
    return f" {sign} ".join(money(amount) for amount in amounts)


def lines_in_words(rows):
    count = len(rows or [])
    said = ngettext("The sum of the one line of the list.", "The sum of the %(count)s lines of the list.", count)
    return said % {"count": count}


def channels_in_words(a):
    return _("Sold × price: in person %(in_person)s, online %(online)s, by subscription %(subscription)s.") % {
        "in_person": money(by_channel(a, "tier_in_person")),
        "online": money(by_channel(a, "tier_online")),
        "subscription": money(by_channel(a, "tier_subscription")),
    }


def of_the_prizes(a):
    if is_catch_the_ace(a):
        return sum_in_words("+", a.ace_paid or NOTHING, a.jackpot_added or NOTHING) + " – " + _("paid, and added")
    return _("Value of each × how many; of these, donated: %(donated)s.") % {"donated": money(donated(a))}
