"""Invented records, the same for the same seed: to try the import, and to measure it."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta

from .columns import COLUMNS

ON = date(2026, 11, 1)  # the records are as of this day
PLACES = [
    ("Ottawa", "K1N"), ("Kingston", "K7L"), ("Cornwall", "K6H"), ("Hawkesbury", "K6A"), ("Casselman", "K0A"),
    ("Toronto", "M5V"), ("Mississauga", "L5B"), ("Barrie", "L4M"), ("Hamilton", "L8P"), ("St. Catharines", "L2R"),
    ("Windsor", "N9A"), ("London", "N6A"), ("Guelph", "N1H"), ("Kitchener", "N2G"), ("Stratford", "N5A"),
    ("Sudbury", "P3E"), ("Timmins", "P4N"), ("Hearst", "P0L"), ("North Bay", "P1B"), ("Thunder Bay", "P7B"),
]  # fmt: skip
STREETS = ["rue Principale", "Main Street", "King Street West", "rue Rideau", "avenue du Parc", "Elm Street",
           "chemin Montréal", "Lakeshore Road", "boulevard Saint-Joseph", "County Road 12"]  # fmt: skip
FIRST = ["Chantal", "Dimitri", "Amélie", "Noah", "Priya", "Étienne", "Mei", "Owen", "Zoé", "Samir", "Grace", "Luc",
         "Hélène", "Karim", "Ingrid", "Mateo"]  # fmt: skip
LAST = ["Roy", "Petrov", "Tremblay", "Singh", "Okafor", "Chen", "Gagnon", "MacLeod", "Lévesque", "Haddad", "Nguyen",
        "Bouchard", "Kowalski", "Whiteduck", "O’Brien", "D’Souza"]  # fmt: skip
WORDS = ["Érable", "Maple", "Rivière", "Northern", "Étoile", "Harbour", "Vieux-Port", "Cedar", "Boréal", "Tamarack",
         "Perroquet", "Heron", "Granit", "Lakeside", "Aurore", "Compass"]  # fmt: skip
CHARITIES = ["Fondation {}", "Club Optimiste {}", "{} Community Choir", "Les Amis de {}", "{} Minor Hockey"]
BUSINESSES = ["Brasserie {} inc.", "{} Tavern Ltd.", "Marché {} ltée", "{} Grill & Bar Inc.", "Dépanneur {}",
              "{} Trading Company Ltd."]  # fmt: skip
CHARITABLE = ["raffle", "bingo-event", "break-open-ticket"]
# named one by one: the shipped file stays as it is when another type is written
BUSINESS = [
    "liquor-sales", "mini-bar", "brewery", "winery", "distillery", "representative", "liquor-delivery",
    "ferment-on-premises", "convenience-store", "grocery-store", "cannabis-operator", "cannabis-store",
    "cannabis-manager", "horseperson", "gaming-supplier",
]  # fmt: skip


class Invented:
    """One source of chance for a whole file."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.count = 0

    def number(self) -> str:
        self.count += 1
        return f"{1_000_000 + self.count}"

    def pick(self, of):
        return self.chance.choice(of)

    def postal_code(self, area: str) -> str:
        letter = self.pick("ABCEGHJKLMNPRSTVWXYZ")
        return f"{area} {self.chance.randrange(10)}{letter}{self.chance.randrange(10)}"

    def place(self) -> dict:
        city, area = self.pick(PLACES)
        street = f"{self.chance.randrange(1, 2000)}, {self.pick(STREETS)}"
        return {"street": street, "city": city, "province": "ON", "postal_code": self.postal_code(area)}

    def phone(self) -> str:
        area = self.pick(["416", "613", "705", "519", "807", "905"])
        return f"{area} 555-01{self.chance.randrange(100):02}"

    def day(self, first: int, last: int) -> date:
        """A day so many days before or after the day of the records."""
        return ON + timedelta(days=self.chance.randrange(first, last))

    def organization(self) -> Iterator[dict]:
        """All the rows of one organization, its own first."""
        number, charitable = self.number(), self.chance.random() < 0.4
        name = self.pick(CHARITIES if charitable else BUSINESSES).format(f"{self.pick(WORDS)} {self.pick(WORDS)}")
        kinds = ["non-profit", "religious", "community-group"] if charitable else ["corporation", "partnership"]
        mailing, own = self.place(), {"organization": number}
        reached = {"email": f"org{number}@example.org", "phone": self.phone(), "language": self.pick(["fr", "en"])}
        yield own | {"record": "organization", "name": name, "kind": self.pick(kinds)} | reached | mailing
        if self.chance.random() < 0.3:
            yield own | {"record": "address", "kind": "physical"} | self.place()
        for _ in range(self.chance.randrange(1, 4)):
            yield own | self.person(charitable)
        for _ in range(self.chance.randrange(1, 3)):
            yield from (own | row for row in self.premises(name, CHARITABLE if charitable else BUSINESS))

    def person(self, charitable: bool) -> dict:
        number = self.number()
        role = self.pick(["officer", "director"] if charitable else ["officer", "director", "shareholder", "manager"])
        return {
            "record": "person",
            "number": number,
            "first_name": self.pick(FIRST),
            "last_name": self.pick(LAST),
            "email": f"p{number}@example.org",
            "phone": self.phone(),
            "role": role,
            "share": str(self.chance.randrange(10, 51)) if role == "shareholder" else "",
            "since": self.day(-4000, -400).isoformat(),
            "until": self.day(-300, 0).isoformat() if self.chance.random() < 0.15 else "",
        }

    def premises(self, name: str, types: list[str]) -> Iterator[dict]:
        number, where = self.number(), self.place()
        yield {"record": "premises", "number": number, "name": name, "phone": self.phone()} | where
        for _ in range(self.chance.randrange(1, 4)):
            yield self.licence(number, self.pick(types))

    def licence(self, premises: str, type_code: str) -> dict:
        number, starts = self.number(), self.day(-900, 60)
        return {
            "record": "licence",
            "number": number,
            "licence_number": f"{type_code[:3].upper()}{number}",
            "type": type_code,
            "premises": premises,
            "issued_on": (starts - timedelta(days=self.chance.randrange(1, 30))).isoformat(),
            "starts_on": starts.isoformat(),
            "expires_on": (starts + timedelta(days=365 * self.pick([1, 2, 4]) - 1)).isoformat(),
        }


def sample(out, *, rows: int, seed: int) -> None:
    """Write so many rows to a text file.  The last organization may be cut short."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    invented, written = Invented(seed), 0
    while written < rows:
        for row in list(invented.organization())[: rows - written]:
            writer.writerow(row)
            written += 1
