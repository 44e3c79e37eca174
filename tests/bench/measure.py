"""Medians of several rounds that take turns, so that a busy moment of the machine touches everybody."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Contender:
    """What is measured, and what has to be put right before each turn, off the clock."""

    ask: Callable
    before: Callable = lambda: None


def take_turns(contenders, *, rounds, each):
    """{name: [median milliseconds of each round]}; `contenders` are {name: Contender}."""
    found = {name: [] for name in contenders}
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
                found[name].append(statistics.median(taken))
    return found


def middle(values):
    return statistics.median(values)


def ratio(values, base):
    """The median ratio of rounds held side by side, and how far it went either way."""
    ratios = [value / least for value, least in zip(values, base, strict=True)]
    return f"{middle(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"


def table(title, headings, rows):
    """Print a table in plain text."""
    lines = [[str(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}\n")
    for number, line in enumerate(lines):
        print("  " + "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            print("  " + "   ".join("-" * width for width in widths))
