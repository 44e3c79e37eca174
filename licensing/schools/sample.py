"""Invented schools, the same for the same seed: to try the self-check, and to measure it.  Every name says so."""

import csv
import math
import random

from ..ontario import is_in_ontario
from .columns import COLUMNS

SOURCE = "Écoles inventées pour essayer le portail / Schools invented to try the portal"
# a municipality, and a point in the middle of it
PLACES = [
    ("Ottawa", -75.697, 45.421), ("Kingston", -76.486, 44.231), ("Cornwall", -74.728, 45.021),
    ("Hawkesbury", -74.604, 45.607), ("Toronto", -79.383, 43.653), ("Mississauga", -79.644, 43.589),
    ("Barrie", -79.690, 44.389), ("Hamilton", -79.871, 43.256), ("St. Catharines", -79.246, 43.159),
    ("Windsor", -83.026, 42.304), ("London", -81.249, 42.984), ("Guelph", -80.248, 43.545),
    ("Kitchener", -80.492, 43.451), ("Sudbury", -80.993, 46.491), ("Timmins", -81.330, 48.477),
    ("Hearst", -83.665, 49.687), ("North Bay", -79.461, 46.309), ("Thunder Bay", -89.247, 48.381),
    ("Kenora", -94.489, 49.767), ("Moosonee", -80.655, 51.273),
]  # fmt: skip
STREETS = ["rue Principale", "Main Street", "King Street West", "avenue du Parc", "Elm Street", "Lakeshore Road"]
WORDS = [
    "Érable", "Maple", "Rivière", "Northern", "Étoile", "Harbour", "Cedar", "Boréal", "Tamarack", "Heron", "Granit",
    "Aurore", "Compass", "Lakeside",
]  # fmt: skip
NAMES = ["École inventée {} {}", "Invented School {} {}"]
DEGREE = 111_320  # metres of a degree of latitude, nearly


class Invented:
    """One source of chance for a whole file."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)

    def school(self, number: int) -> dict:
        city, longitude, latitude = self.place()
        online, shared = self.chance.random() < 0.03, self.chance.random() < 0.12
        row = {
            "number": f"INV{number:05}",
            "name": self.chance.choice(NAMES).format(self.chance.choice(WORDS), number),
            "kind": self.chance.choices(["public", "private", "federal"], [80, 18, 2])[0],
            "street": f"{self.chance.randrange(1, 2000)}, {self.chance.choice(STREETS)}",
            "municipality": city,
            "main_occupant": "no" if shared else "yes",
            "on_reserve": "yes" if self.chance.random() < 0.02 else "no",
            "online_only": "yes" if online else "no",
            "geometry": "" if online else self.shape(longitude, latitude, shared),
            "opens_on": "2027-09-07" if self.chance.random() < 0.02 else "",
            "closes_on": "2025-06-30" if self.chance.random() < 0.02 else "",
        }
        return row | {"opens_on": ""} if row["closes_on"] else row

    def place(self) -> tuple[str, float, float]:
        """Somewhere in or around a municipality, not across the river from it."""
        while True:
            city, longitude, latitude = self.chance.choice(PLACES)
            longitude += self.chance.gauss(0, 0.05)
            latitude = max(latitude + self.chance.gauss(0, 0.02), 42.0)
            if is_in_ontario(longitude, latitude):
                return city, longitude, latitude

    def shape(self, longitude: float, latitude: float, shared: bool) -> str:
        """A point now and then; otherwise a lot of four to six corners, smaller where the building is shared."""
        if self.chance.random() < 0.15:
            return f"POINT ({longitude:.6f} {latitude:.6f})"
        radius, corners = (
            self.chance.uniform(10, 25) if shared else self.chance.uniform(45, 110),
            self.chance.choice([4, 5, 6]),
        )
        turn = self.chance.random() * math.tau
        ring = [self.corner(longitude, latitude, radius, turn + math.tau * n / corners) for n in range(corners)]
        return f"POLYGON (({', '.join([*ring, ring[0]])}))"

    def corner(self, longitude: float, latitude: float, radius: float, angle: float) -> str:
        radius *= self.chance.uniform(0.8, 1.2)
        east = radius * math.cos(angle) / (DEGREE * math.cos(math.radians(latitude)))
        return f"{longitude + east:.6f} {latitude + radius * math.sin(angle) / DEGREE:.6f}"


def sample(out, *, rows: int, seed: int) -> None:
    """Write so many schools to a text file."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    invented = Invented(seed)
    writer.writerows(invented.school(number) for number in range(1, rows + 1))
