"""Who owns the applicant: shares of shares, however many entities stand between (facts 1.4, 1.7).

A list of rows is the tree: each row says what it holds and in whom, the applicant where it names nobody.  Names are
compared without regard to capitals and spaces.
"""

from collections.abc import Sequence
from decimal import Decimal

TEN, WHOLE = Decimal(10), Decimal(100)
APPLICANT = ""  # what a row holds in where it names no entity


def same(name: str | None) -> str:
    """The name as it is compared."""
    return " ".join((name or "").split()).casefold()


def holds_in(row) -> str:
    return same(row.held_in)


def entities(rows: Sequence) -> set[str]:
    return {same(row.associate_name) for row in rows if row.associate_is_entity and row.associate_name}


def strangers(rows: Sequence) -> list[str]:
    """The entities that somebody holds through and that are not on the list, as they were typed."""
    known = entities(rows) | {APPLICANT}
    return [row.held_in for row in rows if holds_in(row) not in known]


def too_much(rows: Sequence) -> list[tuple[str, Decimal]]:
    """[(entity as typed, or "" for the applicant, shares in all)] of those that are owned by more than a whole."""
    sums: dict[str, Decimal] = {}
    written: dict[str, str] = {}
    for row in rows:
        of = holds_in(row)
        written.setdefault(of, " ".join((row.held_in or "").split()))
        sums[of] = sums.get(of, Decimal(0)) + (row.associate_share or 0)
    return [(written[of], whole) for of, whole in sums.items() if whole > WHOLE]


def in_a_loop(rows: Sequence) -> list[str]:
    """The entities that would own themselves, through others or not, as they were typed."""
    above = owners(rows)
    return [row.associate_name for row in rows if row.associate_is_entity and goes_round(row, above)]


def owners(rows: Sequence) -> dict[str, str]:
    """{entity: what it holds in}"""
    return {same(row.associate_name): holds_in(row) for row in rows if row.associate_is_entity and row.associate_name}


def goes_round(row, above: dict[str, str]) -> bool:
    first = same(row.associate_name)
    seen, at = {first}, above.get(first, APPLICANT)
    while at != APPLICANT and at not in seen:
        seen.add(at)
        at = above.get(at, APPLICANT)
    return at == first


def twice(rows: Sequence) -> list[str]:
    """The names that are on the list more than once, and the people who share an address to be written at."""
    found: dict[str, int] = {}
    for row in rows:
        keys = {same(row.associate_name)}
        if not row.associate_is_entity:  # somebody may answer for an entity at an address of their own
            keys.add(same(row.associate_email))
        for key in keys - {""}:
            found[key] = found.get(key, 0) + 1
    keys_of = [(row, same(row.associate_name), same(row.associate_email)) for row in rows]
    again = [
        row.associate_name or row.associate_email
        for row, name, email in keys_of
        if found.get(name, 0) > 1 or (not row.associate_is_entity and found.get(email, 0) > 1)
    ]
    return list(dict.fromkeys(again))


def effective_shares(rows: Sequence) -> dict[str, Decimal]:
    """{name: percent of the applicant, through every entity between}; a loop or a stranger ends the count."""
    shares = {
        same(row.associate_name): (row.associate_share or Decimal(0), holds_in(row))
        for row in rows
        if row.associate_name
    }
    return {name: effective(name, shares) for name in shares}


def effective(name: str, shares: dict[str, tuple[Decimal, str]]) -> Decimal:
    share, at = shares[name]
    seen = {name}
    while at != APPLICANT:
        if at in seen or at not in shares:
            return Decimal(0)
        seen.add(at)
        part, at = shares[at]
        share = share * part / WHOLE
    return share


def controlled_through_an_entity(rows: Sequence) -> bool:
    """Does somebody hold more than half of the applicant through another entity?"""
    through = {same(row.associate_name) for row in rows if holds_in(row) != APPLICANT}
    return any(name in through and share > WHOLE / 2 for name, share in effective_shares(rows).items())
