"""Keep the public register: what anyone may know of a licence is written again with every change of it.

`publish` is called in the transaction of the change, and holds the register until that ends: a change that is seen
has a higher number than all that were seen before it, so that nobody who asks “what changed since” misses one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import batched

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Now
from django.utils.translation import override

from . import gazetteer, papers, spelling
from .continuing import last_days
from .folding import all_words, compact, fold, words_of
from .models import Condition, Licence, PublicLicence, Suspension, Version

ONE_AT_A_TIME = 0x1CA10  # the key of the lock of PostgreSQL; any number will do that nobody else takes
DAY = timedelta(days=1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROWS = 2000  # that a rebuilding reads at a time
COLUMNS = [
    field.attname
    for field in PublicLicence._meta.concrete_fields
    if field.name not in ("licence", "change", "changed_at")
]


@transaction.atomic
def publish(keys: Collection[int]) -> int:
    """Write what is public of these licences, by key; returns how many rows were not so already."""
    hold()
    return write(stale(Licence.objects.filter(pk__in=keys)))


def hold() -> None:
    """Nobody else publishes before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def rebuild() -> Iterator[int]:
    """Write every row that is not as it should be, in batches; gives how many licences were looked at so far.

    In the end its words are counted anew, by the database.
    """
    seen, learnt = 0, set[str]()
    for keys in batched(Licence.objects.order_by("pk").values_list("pk", flat=True).iterator(ROWS), ROWS):
        publish(keys)
        rows = PublicLicence.objects.filter(pk__in=keys).values_list("names", "around")
        words = {word for texts in rows for word in words_in(*texts)} - learnt
        spelling.learn(dict.fromkeys(words, 0))
        learnt.update(word for word in words if spelling.is_spelt(word))  # no numbers: there are as many as licences
        seen += len(keys)
        yield seen
    with transaction.atomic():
        hold()
        spelling.recount()


def drifted() -> Iterator[str]:
    """The numbers of the licences whose row is not as it should be: there should be none."""
    for keys in batched(Licence.objects.order_by("pk").values_list("pk", flat=True).iterator(ROWS), ROWS):
        yield from (row.number for row in stale(Licence.objects.filter(pk__in=keys)))


def mend() -> Iterator[list[str]]:
    """Write the rows that are not as they should be; gives their numbers, some at a time."""
    for keys in batched(Licence.objects.order_by("pk").values_list("pk", flat=True).iterator(ROWS), ROWS):
        if wrong := [row.pk for row in stale(Licence.objects.filter(pk__in=keys))]:
            publish(wrong)
            yield list(Licence.objects.filter(pk__in=wrong).order_by("pk").values_list("number", flat=True))


def stale(licences: QuerySet) -> list[PublicLicence]:
    """The rows of these licences as they should be, where they are not."""
    rows = list(rows_of(licences))
    known = PublicLicence.objects.in_bulk([row.pk for row in rows])
    return [row for row in rows if row.pk not in known or told(row) != told(known[row.pk])]


def told(row: PublicLicence) -> list:
    return [getattr(row, column) for column in COLUMNS]


def write(rows: list[PublicLicence]) -> int:
    """Each of them under a new number of change."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select nextval('licensing_change') from generate_series(1, %s)", [len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.change, row.changed_at = number, Now()
    words = Counter(word for row in rows for word in words_in(row.names, row.around))
    before = PublicLicence.objects.filter(pk__in=[row.pk for row in rows]).values_list("names", "around")
    words.subtract(word for texts in before for word in words_in(*texts))
    PublicLicence.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["licence"], update_fields=[*COLUMNS, "change", "changed_at"]
    )
    spelling.learn(words)
    return len(rows)


def words_in(names: str, around: str) -> set[str]:
    return {*names.split(), *around.split()}


def rows_of(licences: QuerySet) -> Iterator[PublicLicence]:
    """What the public may know of each."""
    found = list(
        licences.select_related("premises", "replaced_by").prefetch_related(
            Prefetch("suspensions", Suspension.objects.order_by("pk")),
            Prefetch("conditions", Condition.objects.order_by("position", "pk")),
            Prefetch("versions", last_versions()),
        )
    )
    going_on = last_days(found)
    for licence in found:
        yield row_of(licence, going_on.get(licence.pk))


def last_versions() -> QuerySet:
    """Of each licence the last one; nothing else is public."""
    newest = Version.objects.order_by("licence_id", "-number").distinct("licence_id")
    return newest.only("licence", "number", "facts")


def row_of(licence: Licence, continues_until) -> PublicLicence:
    names, street, postal_code = place_of(licence)
    version = next(iter(licence.versions.all()), None)
    place, place_words = municipality(licence.municipality)
    return PublicLicence(
        licence=licence,
        number=licence.number,
        compact=compact(licence.number),
        type_code=licence.type_code,
        holder=licence.holder,
        premises=names[0] if names else "",
        street=street,
        postal_code=postal_code,
        municipality=licence.municipality,
        place=place,
        at=f"{place} {' '.join(words_of(street))}"[:320] if street else "",
        issued_on=licence.issued_on,
        starts_on=licence.starts_on,
        expires_on=licence.expires_on,
        continues_until=continues_until,
        ended_on=licence.ended_on,
        ended_as=licence.ended_as,
        suspensions=spans(licence.suspensions.all()),
        opens_on=licence.opens_on,
        replaced_by=licence.replaced_by.number if licence.replaced_by else "",
        version=version.number if version else 0,
        facts=without_home(licence, version.facts) if version else facts_of_earlier(licence),
        conditions=conditions(licence),
        sort_key=fold(licence.holder)[:300],
        premises_key=fold(names[0])[:300] if names else "",
        names=" ".join(words_of_names(licence.number, licence.holder, *names)),
        around=" ".join(words_around(street, postal_code, place_words)),
    )


def words_of_names(number: str, *names: str) -> list[str]:
    """Those of the names, and the number, also without the letters before its digits."""
    whole = compact(number)
    return list(dict.fromkeys([*(word for name in names for word in all_words(name)), whole, whole.lstrip(LETTERS)]))


def words_around(street: str, postal_code: str, place_words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*all_words(f"{street} {postal_code}"), *compact(postal_code).split(), *place_words]))


def place_of(licence: Licence) -> tuple[list[str], str, str]:
    """(names over the door, street, postal code); of an address only what is no home."""
    if not licence.answers:
        where = licence.premises
        if where is None:
            return [], "", ""
        return [where.name], *((where.street, where.postal_code) if licence.type.has_premises else ("", ""))
    place, answers = licence.type.place, licence.journey.answers
    if place is None:
        return [], "", ""
    names = list(dict.fromkeys(str(name) for asked in place.names if (name := getattr(answers, asked))))
    if place.is_home(answers):
        return names, "", ""
    street, postal_code = (
        getattr(answers, asked) or "" if asked else "" for asked in (place.street, place.postal_code)
    )
    return names, street, postal_code


def without_home(licence: Licence, facts: dict[str, list]) -> dict[str, list]:
    """The public facts; of a place that is somebody's home, not where it is."""
    place, answers = licence.type.place, licence.journey.answers
    if place is None or not place.street or not place.is_home(answers):
        return facts
    hidden = getattr(answers, place.street)
    return {language: [fact for fact in found if fact[1] != hidden] for language, found in facts.items()}


@lru_cache(4096)  # anyone may ask for a name that is none
def municipality(name: str) -> tuple[str, tuple[str, ...]]:
    """(what it is called in addresses, folded; the words of all its names, in both languages)"""
    places = [place for place in (gazetteer.municipality_of(name), gazetteer.known(name)) if place]
    called = fold(places[0].name if places else name)[:100]
    names = [name, *(own for place in places for own in (place.name, place.french))]
    return called, tuple(dict.fromkeys(word for own in names for word in all_words(own)))


def spans(suspensions: Iterable[Suspension]) -> list:
    """The days on which it does not count, joined and sorted as the database does it."""
    found = []
    for one in suspensions:
        after = min([day for day in (one.until and one.until + DAY, one.lifted_on) if day], default=None)
        if after is None or after > one.since:
            found.append((one.since, after))
    joined: list = []
    for since, after in sorted(found, key=lambda span: span[0]):
        if joined and (joined[-1][1] is None or since <= joined[-1][1]):
            last = joined.pop()
            joined.append((last[0], None if None in (last[1], after) else max(last[1], after)))
        else:
            joined.append((since, after))
    return joined


def conditions(licence: Licence) -> dict[str, list[str]]:
    found = list(licence.conditions.all())
    return {"fr": [one.text_fr for one in found], "en": [one.text_en for one in found]} if found else {}


def facts_of_earlier(licence: Licence) -> dict[str, list]:
    """Of a licence that only the earlier system decided about: its premises, unless they may be a home."""
    if licence.premises is None or not licence.type.has_premises:
        return {}
    facts = {}
    for language in ("fr", "en"):
        with override(language):
            facts[language] = [[str(question), answer] for question, answer in papers.place(licence.premises)]
    return facts
