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
    """Milliseconds: the median turn, by the clock and of this process's own work, and the quickest turn."""

    median: float
    work: float
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
                begun, worked = time.perf_counter(), time.process_time()
                contender.ask()
                times[name].append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000))
        if number:  # the first round only warms up
            for name, taken in times.items():
                clock, work = zip(*taken, strict=True)
                found[name].append(Round(statistics.median(clock), statistics.median(work), min(clock)))
    return found


def middle(rounds):
    """The median of the medians, in words."""
    return f"{statistics.median(round.median for round in rounds):.1f} ms"


def ratio(rounds, base):
    """The median ratio of rounds held side by side, and how far it went either way."""
    ratios = [round.median / least.median for round, least in zip(rounds, base, strict=True)]
    return f"{statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"


def other_ratios(rounds, base):
    """Of each round's quickest turns, and of the work in this process: what a busy machine changes least."""
    pairs = list(zip(rounds, base, strict=True))
    quickest = statistics.median(round.quickest / least.quickest for round, least in pairs)
    work = statistics.median(round.work / least.work for round, least in pairs)
    return f"{quickest:.2f}, {work:.2f}"


def table(title, headings, rows):
    """Print a table in plain text."""
    lines = [[str(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}\n")
    for number, line in enumerate(lines):
        print("  " + "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            print("  " + "   ".join("-" * width for width in widths))
