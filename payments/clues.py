"""Which order a movement may be about: its reference, one mistyped by a character, or amount and name."""

import re
from difflib import SequenceMatcher

from licensing.folding import fold

from .models import Method, Order, StatementLine, reference_of

Place = StatementLine.Place
WHOLE = re.compile(r"(?=(RF\d{10}))")
LENGTH = 12  # of a reference
ALIKE = 0.75  # of two names, of which one may be the other's beginning


class Clues:
    """What is known of the orders while one statement is read."""

    def __init__(self):
        self._waiting = None

    def sort(self, lines, returned) -> None:
        """Give each new line its place, and the order that it is or may be about; `returned` are fingerprints.

        Those with a right reference stay to be settled, each in a transaction of its own.
        """
        named = {line.fingerprint: references(line) for line in lines}
        orders = orders_called({reference for some in named.values() for reference in some})
        for line in lines:
            found = {orders[reference] for reference in named[line.fingerprint] if reference in orders}
            line.order = found.pop() if len(found) == 1 else None
            if line.order and not line.order.is_by_wire and line.amount > 0:
                line.place = Place.UNMATCHED  # a person gives it back: under $30,000 is paid by card
            elif line.order is None or not line.order.is_by_wire:
                line.place = self._next_best(line, line.fingerprint in returned)

    def _next_best(self, line, returned):
        if line.amount < 0:
            return Place.UNMATCHED if returned else Place.ASIDE
        line.order = line.order or self.waiting.suggest(line)
        return Place.SUGGESTED if line.order else Place.UNMATCHED

    @property
    def waiting(self):
        if self._waiting is None:
            self._waiting = Waiting()
        return self._waiting


class Waiting:
    """The orders that wait for a transfer, to be found by what is nearly right."""

    def __init__(self):
        self.near, self.by_amount = {}, {}
        orders = Order.objects.filter(method=Method.WIRE, state=Order.State.OPEN).select_related("organization")
        for order in orders.order_by("pk"):
            self.by_amount.setdefault(order.total, []).append(order)
            for variant in variants(order.reference):
                self.near.setdefault(variant, order)

    def suggest(self, line):
        """The order a line may be meant for, or None."""
        words = re.findall(r"[A-Z0-9]+", f"{line.reference} {line.text}".upper())
        for candidate in candidates(words):
            for variant in variants(candidate):
                if variant in self.near:
                    return self.near[variant]
        same = self.by_amount.get(line.amount, ())
        return next((order for order in same if similar(order.organization.name, line.payer)), None)


def references(line) -> set[str]:
    """Every reference with right check digits in what was written."""
    compact = re.sub(r"[^A-Z0-9]", "", f"{line.reference} {line.text}".upper())
    return {found for found in WHOLE.findall(compact) if reference_of(int(found[4:])) == found}


def orders_called(some) -> dict[str, Order]:
    """{reference: order} of those that exist."""
    found = Order.objects.in_bulk({int(reference[4:]) for reference in some})
    return {order.reference: order for order in found.values()}


def candidates(words):
    """What could be a mistyped reference: a word, or up to four together, of about its length and mostly digits."""
    for start in range(len(words)):
        joined = ""
        for word in words[start : start + 4]:
            joined += word
            if abs(len(joined) - LENGTH) <= 1 and sum(map(str.isdigit, joined)) >= LENGTH - 4:
                yield joined


def variants(reference) -> set[str]:
    """Two references one character apart (changed, missing, added, swapped) have one of these in common; and so have
    two whose check digits only differ.
    """
    missing_one = {reference[:i] + reference[i + 1 :] for i in range(len(reference))}
    return {reference, reference[:2] + "??" + reference[4:], *missing_one}


def similar(name, payer) -> bool:
    """Two names of which one is nearly the other: banks cut them and drop accents."""
    one, other = fold(name), fold(payer)
    if len(other) < 4:
        return False
    short = min(len(one), len(other))
    return SequenceMatcher(None, one[:short], other[:short]).ratio() >= ALIKE
