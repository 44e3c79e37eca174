"""Find licences in the public register: what was asked, in SQL, a page at a time by key.

Of few licences the best match comes first; many stand in the order of their names, those that begin as was typed
first.  A page begins after the last licence of the page before it, so that the thousandth costs what the first does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from .folding import compact, fold
from .search_sql import (
    AFTER,
    BEGINS,
    BEGINS_THE_NUMBER,
    COLUMNS,
    COUNT,
    FIRST,
    FOUND,
    ORDERED,
    PLACE_OF,
    SCORE,
    STANDING,
    STANDS,
)
from .spelling import Term, terms
from .standing import Standing
from .types import REGISTER_TYPES

PAGE = 25
FEW = 500  # that are compared with what was typed
COUNTED = 10_000
MOST_PAGES = 40  # with a number, as addresses had once
MOST_WORDS = 8  # of which each is left out in turn, where nothing is found
LENGTH = 200  # signs of a question that are read

ENDING = ("", Standing.IN_FORCE, Standing.SUSPENDED, Standing.NOT_YET)  # what may expire soon


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; all of it must be so."""

    text: str = ""
    place: str = ""  # of a municipality, as addresses call it
    type_code: str = ""
    status: str = ""  # of Standing
    soon: int = 0  # it expires within so many days

    @property
    def contradicts_itself(self) -> bool:
        """What is over expires no more."""
        return bool(self.soon) and self.status not in ENDING

    def criteria(self) -> list[str]:
        return [name for name in ("text", "place", "type_code", "status", "soon") if getattr(self, name)]

    def without(self, name: str) -> "Asked":
        return replace(self, **{name: type(getattr(self, name))()})


@dataclass(frozen=True)
class Row:
    """One licence of a page."""

    number: str
    type_code: str
    holder: str
    premises: str
    street: str
    municipality: str
    starts_on: date
    expires_on: date | None
    standing: Standing

    @property
    def type_name(self) -> str:
        return REGISTER_TYPES[self.type_code].name


@dataclass(frozen=True)
class Results:
    """A page, how many there are on all of them, and what the pages beside it begin or end with ("": no such page)."""

    rows: list[Row]
    count: int
    capped: bool = False  # there are more than anybody counted
    previous: str = ""
    following: str = ""
    guessed: tuple[str, ...] = ()  # words that were typed and stand for others that look like them


@dataclass(frozen=True)
class Turn:
    """Which page: after or before the licence of this number, or so many rows on."""

    at: str = ""
    back: bool = False
    skip: int = 0


@dataclass(frozen=True)
class Reading:
    """One way to understand what was asked: its SQL, the parameters and, of words, what they were taken for."""

    where: str
    facts: dict[str, Any]
    words: tuple[Term, ...] = ()
    at_least: int = 0  # licences that are known to be so without looking

    @property
    def guessed(self) -> tuple[str, ...]:
        return tuple(term.typed for term in self.words if is_slip(term))


def search(asked: Asked, turn: Turn, on: date) -> Results:
    """A page.  What is found as typed is shown alone; otherwise what it may be a slip for.

    A page that begins nowhere, or ends before the first is full, is the first one.
    """
    found = Results([], 0)
    for reading in readings(asked, on):
        found = page_of(reading, turn)
        if not found.rows and found.count:  # the page that it went on from is gone
            found = page_of(reading, Turn())
        if found.count:
            return replace(found, guessed=reading.guessed)
    return found


def matching(asked: Asked, on: date) -> tuple[str, dict[str, Any]]:
    """(SQL, its parameters) of what `search` finds."""
    for reading in readings(asked, on):
        if not asked.text or number_of(reading, most=1):
            return reading.where, reading.facts
    return "false", {}


def count(asked: Asked, on: date) -> int:
    """How many there are, as far as anybody counts; words are taken as they are typed, or for what they are near."""
    return next((number for one in readings(asked, on, loosely=False) if (number := number_of(one))), 0)


@dataclass(frozen=True)
class Hint:
    """What to leave out where nothing is found, and how many that finds."""

    criterion: str  # by its name, or "" for one word of the text
    word: str
    asked: Asked
    count: int


def hints(asked: Asked, on: date) -> list[Hint]:
    """What finds something with one thing less, the most first; with all but the text left out, where nothing else."""
    fewer = [(name, "", asked.without(name)) for name in asked.criteria()]
    words = asked.text.split()
    if 1 < len(words) <= MOST_WORDS:
        fewer += [("", word, replace(asked, text=" ".join(w for w in words if w != word))) for word in words]
    found = [Hint(name, word, less, count(less, on)) for name, word, less in fewer if less.criteria()]
    return sorted((hint for hint in found if hint.count), key=lambda hint: -hint.count)


def readings(asked: Asked, on: date, *, loosely: bool = True) -> Iterator[Reading]:
    """How it may be meant, the likeliest first: a number, what was typed, or what that may be a slip for."""
    said, facts = filters(asked, on)
    if not asked.text:
        yield Reading(" and ".join(said) or "true", facts)
        return
    whole = compact(asked.text)
    number = whole if 5 <= len(whole) <= 16 and any(sign.isdigit() for sign in whole) else ""
    facts["number"] = number
    if number:
        yield Reading(
            " and ".join([BEGINS_THE_NUMBER, *said]), facts | compared(asked.text, [Term(number, (number,))])
        )
    words = "words @@ %(words)s::tsquery" + (" or words @@ %(number)s::tsquery" if number else "")
    where, before = " and ".join([f"({words})", *said]), None
    for found in (terms(asked.text, loosely=way) for way in (False, True)[: 1 + loosely]):
        if found and found != before:
            at_least = found[0].licences if len(found) == 1 and not said else 0
            yield Reading(where, facts | compared(asked.text, found), tuple(found), at_least)
        before = found


def compared(text: str, words: list[Term]) -> dict[str, Any]:
    """What the licences are compared with: the words, and the text, slips set right."""
    right = {term.typed: term.meant[0] for term in words if is_slip(term)}
    key = " ".join(right.get(word, word) for word in fold(text).split())[:300]
    queries = {"words": text_query(words), "named": text_query(words, "A"), "around": text_query(words, "D")}
    return {"key": key, "length": len(key), **queries}


def is_slip(term: Term) -> bool:
    """It stands for other words, and they were not only written apart."""
    return bool(term.meant) and term.typed not in term.meant and " " not in term.typed


def filters(asked: Asked, on: date) -> tuple[list[str], dict[str, Any]]:
    """What was chosen beside the text, in SQL, and its parameters."""
    facts: dict[str, Any] = {"on": on}
    said = []
    if asked.place:
        said.append("place = %(place)s")
        facts["place"] = asked.place
    if asked.type_code:
        said.append("type_code = %(type_code)s")
        facts["type_code"] = asked.type_code
    if asked.status:
        said.append(f"({STANDS[Standing(asked.status)]})")
    if asked.soon:
        said.append("ended_as = '' and expires_on between %(on)s and %(soon)s")
        facts["soon"] = on + timedelta(days=asked.soon)
    return said, facts


def text_query(words: list[Term], label: str = "") -> str:
    """A word that the register does not know is one that none of its licences has."""
    return "&".join(term.query(label) if term.meant or term.begins else "'-'" for term in words)


def page_of(reading: Reading, turn: Turn) -> Results:
    if "key" not in reading.facts or reading.at_least > COUNTED:
        return in_order(reading, turn, number_of(reading))
    down, than = ("desc", "<") if turn.back else ("asc", ">")
    after = AFTER.format(than=than, first=FIRST, score=SCORE) if turn.at else "true"
    sql = FOUND.format(
        where=reading.where, columns=COLUMNS, standing=STANDING, first=FIRST, score=SCORE, after=after, down=down
    )
    limits = {"few": FEW, "counted": COUNTED, "page": PAGE, "skip": turn.skip, "at": turn.at}
    rows = run(sql, reading.facts | limits)
    total = rows[0][0]
    if total > COUNTED:
        return in_order(reading, turn, total)
    return results([row[1:] for row in rows if row[1] is not None], total, turn)


def in_order(reading: Reading, turn: Turn, total: int) -> Results:
    """A page of many, in the order of their names; those that begin with what was typed come first."""
    facts = dict(reading.facts)
    parts = [BEGINS, f"not ({BEGINS})"] if "key" in facts else ["true"]
    than, down = ("<", "desc") if turn.back else (">", "asc")
    key = run(PLACE_OF.format(begins=parts[0]), facts | {"at": turn.at}) if turn.at else []
    if key:
        facts |= {"sort_key": key[0][0], "licence_id": key[0][1]}
        here = 0 if key[0][2] else 1
        parts = parts[: here + 1][::-1] if turn.back else parts[here:]
        parts[0] = f"({parts[0]}) and (sort_key, licence_id) {than} (%(sort_key)s, %(licence_id)s)"
    elif turn.back:
        parts = parts[::-1]
    rows: list[tuple] = []
    wanted = turn.skip + PAGE + 1
    for part in parts:
        sql = ORDERED.format(columns=COLUMNS, standing=STANDING, where=f"{reading.where} and {part}", down=down)
        rows += run(sql, facts | {"wanted": wanted - len(rows)})
        if len(rows) == wanted:
            break
    return results(rows[turn.skip :], total, turn)


def results(rows: list[tuple], total: int, turn: Turn) -> Results:
    """The page that these rows are, one more of them than it holds."""
    more = len(rows) > PAGE
    found = [Row(*row[:-1], Standing(row[-1])) for row in rows[:PAGE]]
    if turn.back:
        if not more:
            return Results([], min(total, COUNTED))
        found.reverse()
    before, after = (more, bool(turn.at)) if turn.back else (bool(turn.at or turn.skip), more)
    first, last = (found[0].number, found[-1].number) if found else ("", "")
    capped = total > COUNTED
    return Results(found, min(total, COUNTED), capped, first if before else "", last if after else "")


def number_of(reading: Reading, most: int = COUNTED + 1) -> int:
    if reading.at_least >= most:
        return most
    return run(COUNT.format(where=reading.where, most=most), reading.facts)[0][0]


def run(sql: str, facts: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall()
