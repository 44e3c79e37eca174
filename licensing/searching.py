"""Find licences in the public register: what was asked, in SQL, a page at a time by key.

Of few licences the best match comes first; many stand in the order of their names, those that begin as was typed
first.  A page begins after the last licence of the page before it, so that the thousandth costs what the first does.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from .folding import compact, fold
from .spelling import Term, terms
from .standing import Standing
from .types import REGISTER_TYPES

PAGE = 25
FEW = 500  # that are compared with what was typed
COUNTED = 10_000
MOST_PAGES = 40  # with a number, as addresses had once
MOST_WORDS = 8  # of which each is left out in turn, where nothing is found
LENGTH = 200  # signs of a question that are read

ENDED = "ended_on < %(on)s"
OVER = "(expires_on < %(on)s and (continues_until is null or continues_until < %(on)s))"
STOPPED = "suspensions <> '{}' and suspensions @> %(on)s::date"
STANDING = f"""case when {ENDED} then ended_as when starts_on > %(on)s then 'not-yet' when {OVER} then 'expired'
    when {STOPPED} then 'suspended' when expires_on < %(on)s then 'continued' else 'in-force' end"""
BEGUN = f"(ended_on is null or ended_on >= %(on)s) and starts_on <= %(on)s and ({OVER}) is not true"
# the same that `PublicLicence.objects.standing` says
STANDS = {
    Standing.NOT_YET: "(ended_on is null or ended_on >= %(on)s) and starts_on > %(on)s",
    Standing.IN_FORCE: f"{BEGUN} and not ({STOPPED})",
    Standing.CONTINUED: f"{BEGUN} and not ({STOPPED}) and expires_on < %(on)s",
    Standing.SUSPENDED: f"{BEGUN} and {STOPPED}",
    Standing.EXPIRED: f"(ended_on is null or ended_on >= %(on)s) and starts_on <= %(on)s and {OVER}",
    **{
        end: f"ended_as = '{end}' and {ENDED}"
        for end in (Standing.REVOKED, Standing.SURRENDERED, Standing.TRANSFERRED)
    },
}
# spaces and dashes aside; the first signs of a number will do, and so will its digits
LIKE_A_NUMBER = "compact between %(number)s and %(number)s || '{' or words @@ %(number)s::tsquery"
ENDING = ("", Standing.IN_FORCE, Standing.SUSPENDED, Standing.NOT_YET)  # what may expire soon

COLUMNS = "number, type_code, holder, premises, street, municipality, starts_on, expires_on"
SCORE = """100 * case when compact = %(number)s then 0 when sort_key = %(key)s or premises_key = %(key)s then 1
    when starts_with(sort_key, %(key)s) or starts_with(premises_key, %(key)s) then 2
    when words @@ %(named)s::tsquery then 3 else 4 end
    - (20 * greatest(similarity(sort_key, %(key)s), similarity(premises_key, %(key)s), similarity(at, %(key)s)))::int
"""
# of how many there are, one more than `few` is counted; of more than that nothing is compared
BEST = """
with hits as materialized (select licence_id from licensing_publiclicence where {where} limit %(few)s + 1)
select total.n, page.* from (select count(*) as n from hits) total left join lateral (
    select {columns}, {standing} from (
        select *, {score} as score from hits join licensing_publiclicence using (licence_id)
    ) scored where {after} order by score {down}, sort_key {down}, licence_id {down} limit %(page)s + 1 offset %(skip)s
) page on total.n <= %(few)s"""
AFTER_BEST = """(score, sort_key, licence_id) {than} (
    select {score}, sort_key, licence_id from licensing_publiclicence where number = %(at)s)"""
COUNT = "select count(*) from (select from licensing_publiclicence where {where} limit {most}) counted"
ORDERED = """
select {columns}, {standing} from licensing_publiclicence
where {where} order by sort_key {down}, licence_id {down} limit %(wanted)s"""
PLACE_OF = "select sort_key, licence_id, {begins} from licensing_publiclicence where number = %(at)s"


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


def search(asked: Asked, turn: Turn, on: date) -> Results:
    """A page.  What is found as typed is shown alone; otherwise what it may be a slip for.

    A page that begins nowhere, or ends before the first is full, is the first one.
    """
    words = terms(asked.text) if asked.text else []
    found = page_of(asked, words, turn, on)
    if words and not found.count:
        typed, words = words, terms(asked.text, loosely=True)
        found = page_of(asked, words, turn, on) if words != typed else found
    if not found.rows and found.count:  # the page that it went on from is gone
        found = page_of(asked, words, Turn(), on)
    guessed = (term.typed for term in words if term.meant and term.typed not in term.meant and " " not in term.typed)
    return replace(found, guessed=tuple(guessed) if found.count else ())


def page_of(asked: Asked, words: list[Term], turn: Turn, on: date) -> Results:
    where, facts = conditions(asked, words, on)
    if asked.text and not words:
        return Results([], 0)
    if words:
        best = best_of(where, facts, turn)
        if best is not None:
            return best
    return in_order(where, facts, turn, names=bool(words))


def matching(asked: Asked, on: date) -> tuple[str, dict[str, Any]]:
    """(SQL, its parameters) of what `search` finds: as typed or, where that is nothing, what it may be a slip for."""
    words = terms(asked.text) if asked.text else []
    if asked.text and not words:
        return "false", {}
    where, facts = conditions(asked, words, on)
    if words and not number_of(where, facts, most=1):
        where, facts = conditions(asked, terms(asked.text, loosely=True), on)
    return where, facts


def count(asked: Asked, on: date) -> int:
    """How many there are, as far as anybody counts; words are taken as they are typed, or for what they are near."""
    words = terms(asked.text) if asked.text else []
    where, facts = conditions(asked, words, on)
    return number_of(where, facts) if words or not asked.text else 0


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


def conditions(asked: Asked, words: list[Term], on: date) -> tuple[str, dict[str, Any]]:
    """The SQL of what was asked, and its parameters."""
    whole = compact(asked.text)[:16]
    is_number = len(whole) >= 5 and any(sign.isdigit() for sign in whole) and len(compact(asked.text)) <= 16
    facts: dict[str, Any] = {"on": on, "key": fold(asked.text)[:300], "number": whole if is_number else ""}
    said = []
    if words:
        facts |= {"words": text_query(words), "named": text_query(words, "A")}
        said.append("words @@ %(words)s::tsquery" + (f" or {LIKE_A_NUMBER}" if is_number else ""))
    if asked.place:
        said.append("place = %(place)s")
        facts["place"] = asked.place
    if asked.type_code:
        said.append("type_code = %(type_code)s")
        facts["type_code"] = asked.type_code
    if asked.status:
        said.append(STANDS[Standing(asked.status)])
    if asked.soon:
        said.append("ended_as = '' and expires_on between %(on)s and %(soon)s")
        facts["soon"] = on + timedelta(days=asked.soon)
    return " and ".join(f"({one})" for one in said) or "true", facts


def text_query(words: list[Term], label: str = "") -> str:
    """A word that the register does not know is one that none of its licences has."""
    return "&".join(term.query(label) if term.meant or term.begins else "'-'" for term in words)


def best_of(where: str, facts: dict, turn: Turn) -> Results | None:
    """A page of the few that there are, best first; None where there are many."""
    down, than = ("desc", "<") if turn.back else ("asc", ">")
    after = AFTER_BEST.format(than=than, score=SCORE) if turn.at else "true"
    sql = BEST.format(where=where, columns=COLUMNS, standing=STANDING, score=SCORE, after=after, down=down)
    rows = run(sql, facts | {"few": FEW, "page": PAGE, "skip": turn.skip, "at": turn.at})
    total = rows[0][0] if rows else 0
    if total > FEW:
        return None
    return results([row[1:] for row in rows if row[1] is not None], total, turn)


def in_order(where: str, facts: dict, turn: Turn, *, names: bool) -> Results:
    """A page of many, in the order of their names; those that begin with what was typed come first."""
    total = number_of(where, facts)
    begins = "sort_key >= %(key)s and sort_key < %(key)s || '{'" if names and facts["key"] else "true"
    parts = [begins, f"not ({begins})"] if begins != "true" else [begins]
    than, down = ("<", "desc") if turn.back else (">", "asc")
    key = run(PLACE_OF.format(begins=begins), facts | {"at": turn.at}) if turn.at else []
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
        sql = ORDERED.format(columns=COLUMNS, standing=STANDING, where=f"{where} and {part}", down=down)
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


def number_of(where: str, facts: dict, most: int = COUNTED + 1) -> int:
    return run(COUNT.format(where=where, most=most), facts)[0][0]


def run(sql: str, facts: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall()
