"""What may not add up in a report: each looks at the answers and gives what its message quotes, None if all is well.

What is missing says nothing yet: a page says that itself.
"""

from datetime import timedelta
from decimal import Decimal

from ..steps import Draw
from . import totals
from .accounts import Category
from .event import Awarded, Kind, is_catch_the_ace, sold
from .totals import NOTHING, Share

CENT = Decimal("0.01")
NOTICE_DAYS, TRUST_DAYS = 120, 180  # of an unclaimed prize (facts 1.7); six months, as the shortest six are


def draws_differ(a):
    held = sorted(draw.held_date for draw in a.held_draws or [] if draw.held_date)
    if not a.licensed_draws or not held or sorted(a.licensed_draws) == held:
        return None
    return {"licensed": sorted(a.licensed_draws), "held": held}


def amended_since(a):
    return {"day": a.amended_on} if a.amended_on else None


def tickets_do_not_add_up(a):
    wrong = [tier for tier in a.ticket_tiers or [] if tier.tier_issued is not None and tier.tier_issued != told(tier)]
    if not wrong:
        return None
    issued = sum(tier.tier_issued for tier in wrong)
    return {"tiers": [tier.tier_name or "?" for tier in wrong], "issued": issued, "told": sum(map(told, wrong))}


def told(tier):
    """Tickets of this price whose fate is told."""
    return sold(tier) + (tier.tier_unsold or 0) + (tier.tier_voided or 0) + (tier.tier_given or 0)


def more_tickets_than_licensed(a):
    issued = sum((tier.tier_issued or 0) * (tier.tier_size or 1) for tier in a.ticket_tiers or [])
    if not a.licensed_tickets or issued <= a.licensed_tickets:
        return None
    return {"issued": issued, "licensed": a.licensed_tickets}


def other_price(a):
    prices = [tier.tier_price for tier in a.ticket_tiers or [] if tier.tier_size == 1 and tier.tier_price]
    if not a.licensed_price or not prices or a.licensed_price in prices:
        return None
    return {"price": prices[0], "licensed": a.licensed_price}


def prizes_below_a_fifth(a):
    """Of the tickets really sold; Catch the Ace is looked at by its shares."""
    value, sales = totals.prizes_value(a), totals.gross(a)
    if is_catch_the_ace(a) or not sales or value * 5 >= sales:
        return None
    return {"value": value, "least": sales / 5, "share": Share(value, sales)}


def early_birds_above_a_twentieth(a):
    value, sales = totals.early_birds(a), totals.gross(a)
    if not sales or value * 20 <= sales:
        return None
    return {"value": value, "most": sales / 20, "share": Share(value, sales)}


def not_half(a):
    """A 50/50 pays half of the sales in cash, to the cent of each draw."""
    if a.licensed_draw != Draw.FIFTY_FIFTY or not totals.gross(a):
        return None
    main = [p for p in a.awarded_prizes or [] if p.awarded_is_cash and not (p.awarded_donated or p.awarded_early_bird)]
    paid, half = totals.total(main, totals.value_of), totals.gross(a) / 2
    if abs(paid - half) < CENT * max(1, len(a.held_draws or [])):
        return None
    return {"paid": paid, "half": half}


def ace_not_split(a):
    sales = totals.gross(a)
    if not is_catch_the_ace(a) or not sales or a.ace_paid is None or a.jackpot_added is None:
        return None
    if abs(a.ace_paid - sales / 5) < CENT and abs(a.jackpot_added - sales * 3 / 10) < CENT:
        return None
    return {"paid": a.ace_paid, "twenty": sales / 5, "added": a.jackpot_added, "thirty": sales * 3 / 10}


def jackpot_does_not_add_up(a):
    known = (a.jackpot_opening, a.jackpot_added, a.jackpot_closing)
    if not is_catch_the_ace(a) or None in known:
        return None
    expected = a.jackpot_opening + a.jackpot_added - (a.jackpot_paid or NOTHING)
    return None if a.jackpot_closing == expected else {"closing": a.jackpot_closing, "expected": expected}


def too_few_winners(a):
    prizes = sum(p.awarded_count or 0 for p in a.awarded_prizes or [] if p.awarded_state == Awarded.AWARDED)
    winners = len(a.winners or [])
    return {"prizes": prizes, "winners": winners} if winners < prizes else None


def late_for_unclaimed(a):
    late = [one for one in a.unclaimed_prizes or [] if is_late(one)]
    return {"prizes": [one.unclaimed_prize or "?" for one in late]} if late else None


def is_late(one):
    if not one.drawn_on:
        return False
    told_late = one.notice_on and one.notice_on > one.drawn_on + timedelta(days=NOTICE_DAYS)
    return told_late or (one.trust_until and one.trust_until < one.drawn_on + timedelta(days=TRUST_DAYS))


def unregistered_supplier(a):
    """Electronic raffles are supplied by registered suppliers only."""
    bought = [one for one in a.expenses or [] if one.expense_category == Category.SUPPLIER]
    nameless = [one.payee or "?" for one in bought if not one.supplier_registration]
    return {"payees": nameless[:5]} if nameless else None


def no_receipt(a):
    without = [one for one in a.expenses or [] if one.has_receipt is False]
    worth = totals.total(without, lambda one: one.expense_amount or NOTHING)
    return {"count": len(without), "amount": worth} if without else None


def spent_more_than_received(a):
    """A question, not a block: a raffle may lose money."""
    paid = totals.prizes_cost(a) + totals.expenses(a)
    return {"paid": paid, "receipts": totals.receipts(a)} if paid > totals.receipts(a) else None


def deposits_differ(a):
    """To the cent: every price is in whole cents, so nothing was rounded on the way to the bank."""
    if not a.deposits or not a.ticket_tiers:
        return None
    deposited, expected = totals.deposits(a), totals.to_deposit(a)
    if abs(deposited - expected) < CENT:
        return None
    return {"deposited": deposited, "expected": expected, "difference": abs(deposited - expected)}


def balance_differs(a):
    if None in (a.opening_balance, a.withdrawals, a.closing_balance):
        return None
    expected = totals.expected_balance(a)
    return None if a.closing_balance == expected else {"closing": a.closing_balance, "expected": expected}


def used_more_than_net(a):
    spent, net = totals.used(a), totals.net(a)
    return {"used": spent, "net": net} if spent > max(net, NOTHING) else None


def no_last_instalment(a):
    """The game of a final report is over: the ace was drawn."""
    over = not is_catch_the_ace(a) or a.report_kind != Kind.FINAL or a.ace_drawn is not False
    return None if over else {}
