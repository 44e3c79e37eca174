"""Keep the rows of a file, one organization at a time: each is one transaction, and each row stands on its own."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import Held, keep_addresses, keep_organization, keep_people, keep_roles
from accounts.actions.records import keep
from accounts.models import Organization

from .. import publishing
from ..models import Licence, Premises
from ..types import LICENCE_TYPES
from .reading import Layout, Line, lines
from .records import Record, read
from .seen import Seen

GO_ON_AFTER = "select setval('licensing_licence_number', greatest(last_value, %s)) from licensing_licence_number"
type Refuse = Callable[[int, str], None]  # line, why


class Loading:
    """One reading of a file.  `refuse(line, why)` hears of each row that was not kept, `tell(rows)` how far it is."""

    def __init__(self, path: Path, layout: Layout, *, refuse: Refuse, tell: Callable[[int], None]):
        self.path, self.layout, self.tell = path, layout, tell
        self.kept: Counter = Counter()
        self.refused = 0
        self._refuse = refuse
        self.told: set[int] = set()  # lines of this organization that were refused
        self.highest = 0  # of our own licence numbers

    def refuse(self, line: int, why: str) -> None:
        if line not in self.told:
            self.told.add(line)
            self.refused += 1
            self._refuse(line, why)

    def run(self) -> None:
        with Seen() as self.seen:
            for number, rows in groupby(self.rows(), key=lambda line: line.cells["organization"]):
                self.organization(number, list(rows))

    def rows(self) -> Iterator[Line]:
        """The rows that can be read and say whose they are."""
        for count, line in enumerate(lines(self.path, self.layout), 1):
            if line.problem:
                self.refuse(line.number, line.problem)
            elif not line.cells["organization"]:
                self.refuse(line.number, _("The number of the organization is missing."))
            else:
                yield line
            self.tell(count)

    def organization(self, number: str, rows: list[Line]) -> None:
        """Keep the rows of one organization, those that can be kept."""
        self.told.clear()
        if first := self.seen.group(number, rows[0].number):
            why = _("The rows of an organization must stand together: those of %(number)s began on line %(line)d.")
            for row in rows:
                self.refuse(row.number, why % {"number": number, "line": first})
            return
        records = self.sound(rows)
        try:
            with transaction.atomic():
                kept = self.keep(number, records)
        except (IntegrityError, DataError) as error:
            for record in records:
                self.refuse(record.line, _("The database refused it: %(why)s") % {"why": str(error).split("\n")[0]})
        else:
            self.kept.update(record.about for record in kept)

    def sound(self, rows: list[Line]) -> list[Record]:
        """The rows that are right in themselves and repeat no other."""
        records = []
        for row in rows:
            record, problems = read(row)
            if record:
                records.append(record)
            else:
                self.refuse(row.number, "; ".join(problems))
        return self.without(self.seen.repeated(records), records)

    def without(self, refused: dict[int, str], records: list[Record]) -> list[Record]:
        for line, why in refused.items():
            self.refuse(line, why)
        return [record for record in records if record.line not in refused]

    def keep(self, number: str, records: list[Record]) -> list[Record]:
        own = [record for record in records if record.about == "organization"]
        if own:
            organization = keep_organization(number, **own[0].facts)
        else:
            organization = Organization.objects.filter(external_number=number).first()
        if organization is None:
            why = _("There is no row that can be kept for the organization %(number)s itself.") % {"number": number}
            return self.without(dict.fromkeys([record.line for record in records], why), records)
        records = self.without(claimed(organization, records), records)
        by_kind = {about: [r for r in records if r.about == about] for about in ("address", "person", "premises")}
        keep_addresses(organization, {r.facts["kind"]: without_kind(r.facts) for r in by_kind["address"]})
        keep_persons(organization, by_kind["person"])
        places = keep_premises(organization, by_kind["premises"])
        return self.licences(organization, places, records)

    def licences(self, organization, places: dict[str, Premises], records: list[Record]) -> list[Record]:
        licences = [record for record in records if record.about == "licence"]
        wanted = {record.facts["premises"] for record in licences} - places.keys() - {""}
        if wanted:
            places |= {one.external_number: one for one in organization.premises.filter(external_number__in=wanted)}
        why = _("The premises %(number)s are unknown, or were refused.")
        unknown = {
            r.line: why % {"number": r.facts["premises"]}
            for r in licences
            if r.facts["premises"] and r.facts["premises"] not in places
        }
        records = self.without(unknown, records)
        rows = [licence(organization, places, r) for r in records if r.about == "licence"]
        kept = keep(rows, ["external_number"], LICENCE_FACTS)
        moved = [place.pk for place in places.values()]
        at = Licence.objects.filter(premises__in=moved).values_list("pk", flat=True) if moved else []
        publishing.publish({one.pk for one in kept}.union(at))
        self.stay_clear_of(rows)
        return records

    def stay_clear_of(self, licences: list[Licence]) -> None:
        """The portal goes on numbering after the highest of its own kind of number that was loaded."""
        ours = re.compile(f"(?:{'|'.join(type.prefix for type in LICENCE_TYPES.values())})([0-9]{{7}})")
        numbers = [int(found[1]) for one in licences if (found := ours.fullmatch(one.number))]
        if max(numbers, default=0) > self.highest:
            with connection.cursor() as cursor:
                cursor.execute(GO_ON_AFTER, [max(numbers)])
                self.highest = cursor.fetchone()[0]


LICENCE_FACTS = [
    "number", "type_code", "premises", "holder", "municipality", "issued_on", "starts_on", "expires_on",
]  # fmt: skip


def without_kind(facts: dict) -> dict:
    return {name: value for name, value in facts.items() if name != "kind"}


def claimed(organization: Organization, records: list[Record]) -> dict[int, str]:
    """{line: why} of premises and licences that belong to somebody else already."""
    elsewhere = {("premises", number) for number in premises_elsewhere(organization, records)}
    holders = {}
    for number, external, owner in known_licences(records):
        holders[number] = external
        if external and owner != organization.pk:
            elsewhere.add(("licence", external))
    why = {}
    for record in records:
        if (record.about, record.number) in elsewhere:
            why[record.line] = _("Number %(number)s belongs to another organization.") % {"number": record.number}
        elif record.about == "licence" and holders.get(record.facts["number"], record.number) != record.number:
            number = record.facts["number"]
            why[record.line] = _("Another licence has the number %(number)s already.") % {"number": number}
    return why


def premises_elsewhere(organization, records):
    """The numbers of premises of these rows that are kept for another organization."""
    numbers = [record.number for record in records if record.about == "premises"]
    if not numbers:
        return []
    others = Premises.objects.filter(external_number__in=numbers).exclude(organization=organization)
    return others.values_list("external_number", flat=True)


def known_licences(records):
    """(number, number in the earlier system, organization) of the licences of these rows that are kept already."""
    licences = [record for record in records if record.about == "licence"]
    if not licences:
        return []
    same = Q(external_number__in=[r.number for r in licences]) | Q(number__in=[r.facts["number"] for r in licences])
    return Licence.objects.filter(same).values_list("number", "external_number", "organization")


def keep_persons(organization: Organization, records: list[Record]) -> None:
    people = keep_people({record.number: record.facts["person"] for record in records})
    keep_roles(organization, [Held(person=people[record.number], **record.facts["role"]) for record in records])


def keep_premises(organization: Organization, records: list[Record]) -> dict[str, Premises]:
    """{number: premises}"""
    rows = [Premises(organization=organization, external_number=r.number, **r.facts) for r in records]
    kept = keep(rows, ["external_number"], ["name", "street", "city", "postal_code", "phone"])
    return {one.external_number: one for one in kept}


def licence(organization: Organization, places: dict[str, Premises], record: Record) -> Licence:
    """The licence of a row; who holds it and where are those of the organization and the premises unless it says."""
    facts = {**record.facts, "premises": places.get(record.facts["premises"])}
    where = facts["premises"].city if facts["premises"] else organization.city
    facts["holder"] = facts["holder"] or organization.name
    facts["municipality"] = facts["municipality"] or where
    return Licence(organization=organization, external_number=record.number, **facts)
