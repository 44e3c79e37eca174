"""Medians of several rounds that take turns, so that a busy moment of the machine touches everybody."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass
class Contender:
    """What is measured, and what has to be put right before each turn, off the clock."""

    ask: Callable
    before: Callable = lambda: None


class Round(NamedTuple):
    """Milliseconds."""

    median: float
    quickest: float


def take_turns(contenders, *, rounds, each):
    """{name: [Round, ...]}; `contenders` are {name: Contender}."""
    found: dict[str, list[Round]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        times = {name: [] for name in contenders}
        gc.collect()
        for _turn in range(each):
            for name, contender in contenders.items():
                contender.before()
                begun = time.perf_counter()
                contender.ask()
                times[name].append((time.perf_counter() - begun) * 1000)
        if number:  # the first round only warms up
            for name, taken in times.items():
                found[name].append(Round(statistics.median(taken), min(taken)))
    return found


def middle(rounds):
    """The median of the medians, in words."""
    return f"{statistics.median(round.median for round in rounds):.1f} ms"


def ratio(rounds, base):
    """The median ratio of rounds held side by side, and how far it went either way."""
    ratios = [round.median / least.median for round, least in zip(rounds, base, strict=True)]
    return f"{statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"


def undisturbed(rounds, base):
    """The ratio of each round's quickest turn: what is left when nobody else uses the machine."""
    ratios = [round.quickest / least.quickest for round, least in zip(rounds, base, strict=True)]
    return f"{statistics.median(ratios):.2f} times"


def table(title, headings, rows):
    """Print a table in plain text."""
    lines = [[str(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}\n")
    for number, line in enumerate(lines):
        print("  " + "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            print("  " + "   ".join("-" * width for width in widths))
