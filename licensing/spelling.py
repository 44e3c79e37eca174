"""The words that the register knows, and what somebody meant who typed one that it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from django.db import connection

from .folding import words_of
from .models import RegisterWord

SHORTEST, LONGEST = 3, 40  # letters of a word whose spelling is looked at
LONG = 6  # letters; in a word that has as many, two may be wrong
ALIKE = 6  # words proposed for one that is not known
MOST = 10  # words of a question that count
# said in passing: they do not have to be there, unless nothing else was typed
PASSING = frozenset([
    "a", "an", "and", "au", "aux", "co", "corp", "d", "de", "des", "du", "en", "et", "for", "in", "inc", "l", "la",
    "le", "les", "ltd", "of", "on", "p", "qc", "s", "the", "to", "un", "une",
])  # fmt: skip

KNOWN = """
select asked.word, known.word is not null, coalesce(known.licences, 0),
    exists (select from licensing_registerword longer where longer.word > asked.word
        and longer.word < asked.word || '{'),
    ts_lexize('french_stem', asked.word), ts_lexize('english_stem', asked.word)
from unnest(%s::text[]) as asked (word) left join licensing_registerword known on known.word = asked.word"""

# form by form, so that the index is read however few words there are: comparing all lists costs ten times as much
ALIKE_BY_FORM = """
select distinct word from unnest(%s::varchar[]) typed (form)
join licensing_registerword on forms @> array[typed.form] limit 400"""

MORE = """
update licensing_registerword known set licences = known.licences + more.number
from unnest(%s::varchar[], %s::int[]) more (word, number) where known.word = more.word"""
RECOUNT = """
update licensing_registerword known set licences = counted.number
from (
    select word, count(licence_id) as number from licensing_registerword left join (
        select licence_id, had.word::varchar from licensing_publiclicence,
            lateral (select distinct unnest(string_to_array(names || ' ' || around, ' ')) as word) had
    ) each using (word) group by word
) counted where counted.word = known.word and counted.number <> known.licences"""


@dataclass(frozen=True)
class Term:
    """One word that was typed, and the words of the register that it may stand for; none where it is unknown."""

    typed: str
    meant: tuple[str, ...] = ()
    begins: bool = False  # it begins words of the register, and is none itself
    licences: int = 0  # that have it at least

    def query(self, label: str = "") -> str:
        """For `to_tsquery`; nothing but letters, digits and our own signs."""
        if self.begins:
            return f"'{self.typed}':*{label}"
        return "(" + "|".join(self.lexeme(word, label) for word in self.meant) + ")"

    def lexeme(self, word: str, label: str) -> str:
        mark = f":{label}" if label else ""
        return "(" + "&".join(f"'{part}'{mark}" for part in word.split()) + ")"


def terms(text: str, *, loosely: bool = False) -> list[Term]:
    """What was typed, word by word.  `loosely`: a word that the register knows may be a slip for another too."""
    words = words_of(text)[:MOST]
    words = [word for word in words if word not in PASSING] or words
    if not words:
        return []
    whole = {first + second for first, second in pairwise(words) if is_spelt(first + second)}
    known = look_up([*words, *whole])
    return joined([term(word, known, loosely) for word in words], {word for word in whole if known[word].meant})


def look_up(words: Sequence[str]) -> dict[str, Term]:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(dict.fromkeys(words))])
        return {word: understood(word, *facts) for word, *facts in cursor.fetchall()}


def understood(word: str, known: bool, licences: int, begins: bool, french, english) -> Term:
    if known or not is_spelt(word):  # numbers and short words are not in the list
        stems = [*(french or []), *(english or [])]
        return Term(word, tuple(dict.fromkeys([word, *stems])), licences=licences)
    return Term(word, begins=begins)


def term(word: str, known: dict[str, Term], loosely: bool) -> Term:
    found = known[word]
    if (found.meant or found.begins) and not loosely:
        return found
    if not is_spelt(word):
        return found
    own = [word, *found.meant] if found.meant else []
    return Term(word, tuple(dict.fromkeys([*own, *alike(word)])))


def joined(found: list[Term], whole: set[str]) -> list[Term]:
    """Two words that the register writes as one may stand apart: « lake side »."""
    terms, taken = [], False
    for first, second in pairwise([*found, Term("")]):
        both = first.typed + second.typed
        if taken:
            taken = False
        elif second.typed and both in whole:
            apart = [f"{a} {b}" for a in first.meant or (first.typed,) for b in second.meant or (second.typed,)]
            terms.append(Term(f"{first.typed} {second.typed}", (both, *apart[:ALIKE])))
            taken = True
        else:
            terms.append(first)
    return terms


def alike(word: str) -> list[str]:
    """The words of the register that are one or two slips away, the nearest first; or the two that it is made of."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE_BY_FORM, [sorted(forms(word))])
        found = [one for (one,) in cursor.fetchall() if one != word]
        near = sorted((slips(word, one), one[0] != word[0], one) for one in found)
        most = 2 if len(word) >= LONG else 1
        if words := [one for far, _first, one in near if far <= most][:ALIKE]:
            return words
        halves = {word[:at]: word[at:] for at in range(2, len(word) - 1)}
        pieces = [*halves, *halves.values()]
        cursor.execute("select word from licensing_registerword where word = any(%s)", [pieces])
        known = {one for (one,) in cursor.fetchall()}
        return [f"{first} {rest}" for first, rest in halves.items() if first in known and rest in known][:ALIKE]


def is_spelt(word: str) -> bool:
    return word.isalpha() and SHORTEST <= len(word) <= LONGEST


def forms(word: str) -> set[str]:
    """The word, and what is left of it without any letter, of a long one without any two: slips have one in common."""
    most = 2 if len(word) >= LONG else 1
    return {
        "".join(letter for at, letter in enumerate(word) if at not in left_out)
        for number in range(most + 1)
        for left_out in map(frozenset, combinations(range(len(word)), number))
    }


def slips(typed: str, meant: str) -> int:
    """Letters wrong, missing, too many or changed about (restricted Damerau–Levenshtein)."""
    before, last = [], list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j, other in enumerate(meant, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if before and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


def learn(more: Mapping[str, int]) -> None:
    """Add these words to what the register knows, each with how many more licences have it."""
    spelt = {word: number for word, number in more.items() if is_spelt(word)}
    new = spelt.keys() - set(RegisterWord.objects.filter(word__in=spelt).values_list("word", flat=True))
    RegisterWord.objects.bulk_create(
        [RegisterWord(word=word, forms=sorted(forms(word))) for word in sorted(new)], ignore_conflicts=True
    )
    changed = {word: number for word, number in spelt.items() if number}
    with connection.cursor() as cursor:
        cursor.execute(MORE, [list(changed), list(changed.values())])


def recount() -> None:
    """Count how many licences have each word; nobody may publish meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
