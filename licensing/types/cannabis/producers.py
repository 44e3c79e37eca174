"""How much of the applicant licensed producers own: below a quarter, through whatever entities (facts 4.2)."""

from collections.abc import Sequence
from decimal import Decimal

from ..business.ownership import APPLICANT, WHOLE, effective_shares, holds_in, same

QUARTER = Decimal(25)


def share_of_producers(rows: Sequence) -> Decimal:
    """Percent of the applicant that producers hold; what one holds through another is counted once."""
    named = [row for row in rows if row.associate_name]
    producers = {same(row.associate_name) for row in named if row.associate_is_producer}
    above = {same(row.associate_name): holds_in(row) for row in named}
    shares = effective_shares(named)
    return sum((shares[one] for one in producers if not through(one, above) & producers), Decimal(0))


def through(name: str, above: dict[str, str]) -> set[str]:
    """The entities between this holder and the applicant."""
    found, at = set(), above[name]
    while at != APPLICANT and at in above and at not in found:
        found.add(at)
        at = above[at]
    return found - {name}


def whole_is_told(rows: Sequence) -> bool:
    """Do the shares held in the applicant itself make 100%, where any are held?"""
    direct = [row.associate_share for row in rows if row.associate_share and holds_in(row) == APPLICANT]
    return not direct or sum(direct) == WHOLE
