"""A self-check against a register of 5,000 schools, and the bare query of shapely's tree that it stands on."""

import io
import random
import statistics
import tempfile
from datetime import date
from pathlib import Path

import shapely
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from licensing import distances, schools
from licensing.ontario import on_plane
from licensing.schools.sample import PLACES

from .measure import Contender, other_ratios, ratio, table, take_turns
from .visitor import Visitor

SCHOOLS, ASKED = 5000, 100


def measure(rounds=5, each=5):
    """Print how long the question and its page take, a place, beside the bare query."""
    load(SCHOOLS)
    places, today = some_places(), timezone.localdate()
    visitor, url = Visitor(WSGIHandler()), reverse_french("licensing:distance")
    tree, points = distances.register().tree, [on_plane(shapely.Point(place)) for place in places]

    def bare():
        for point in points:
            tree.query(point, predicate="dwithin", distance=distances.RULE)

    def ours():
        for place in places:
            distances.schools_near(*place, on=today)

    def pages():
        for longitude, latitude in places:
            answer = visitor.get(f"{url}?latitude={latitude:.5f}&longitude={longitude:.5f}")
            if answer.status != 200:
                raise AssertionError(answer.status)

    contenders = {"bare tree": bare, "schools_near": ours, "page of the self-check": pages}
    found = take_turns({name: Contender(ask) for name, ask in contenders.items()}, rounds=rounds, each=each)
    base = found["bare tree"]
    lines = [(name, a_place(times), ratio(times, base), other_ratios(times, base)) for name, times in found.items()]
    table(f"Self-check against {SCHOOLS:,} schools", ["", "a place", "to the bare tree", "quickest, work"], lines)


def a_place(times):
    return f"{statistics.median(round.median for round in times) / ASKED:.3f} ms"


def load(count):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "schools.csv"
        with file.open("w", encoding="utf-8") as out:
            schools.sample(out, rows=count, seed=1)
        call_command("import_schools", file, source=schools.SOURCE, as_of=date(2026, 9, 30), stdout=io.StringIO())


def some_places():
    """Places in the towns of the invented schools, where most have a school near."""
    chance = random.Random(2)
    towns = chance.choices(PLACES, k=ASKED)
    return [(chance.gauss(east, 0.02), chance.gauss(north, 0.01)) for _name, east, north in towns]


def reverse_french(name):
    translation.activate("fr")
    return reverse(name)
