"""How a good sample is typed, and changed for one test."""

from datetime import date


def day(value: date) -> list[str]:
    return [str(value.year), str(value.month), str(value.day)]


def changed(answers: dict, changes: dict) -> dict:
    """`answers` with `changes`, {step: {question: typed} or rows}; a step is named as a Python name."""
    for step, what in changes.items():
        slug = step.replace("_", "-")
        answers[slug] = {**answers.get(slug, {}), **what} if isinstance(what, dict) else what
    return answers
