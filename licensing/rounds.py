"""What changed from one round to the next, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from icajo.journey import Journey, transcript

from .definition import Effect
from .record import record_of


@dataclass(frozen=True)
class Shown:
    """Answers as a round shows them, of something that is no round: what a licence records, a draft."""

    transcript: dict
    documents: Sequence = ()


def as_recorded(application) -> Shown | None:
    """What the licence that an application is about said before it, on the pages that are asked.

    None of a new one, and of a report, which changes nothing.
    """
    effect = application.procedure.effect
    licence = None if effect in (Effect.ISSUE, Effect.REPORT) else application.about
    if licence is None:
        return None
    before = licence.versions.exclude(application=application).order_by("number").last()
    record = before.answers if before else record_of(licence, timezone.localdate(application.created_at))
    pages = application.type.steps
    asked = [step for step in application.procedure.steps if step in pages and step not in application.procedure.blank]
    known = {step.slug: record[step.slug] for step in asked if step.slug in record}
    return Shown(transcript(Journey(asked, known)))


def untouched(before, after, language: str) -> set[str]:
    """The pages on which nothing changed, by their address; a page that was never filled is none of them."""
    old = {section["slug"]: section["lines"] for section in before.transcript[language]}
    return {section["slug"] for section in after[language] if old.get(section["slug"]) == section["lines"]}


@dataclass(frozen=True)
class Change:
    section: str
    question: str
    before: str
    after: str


def changes(before, after, language: str) -> list[Change]:
    """The answers that differ between two rounds, as shown in `language`; documents by name."""
    old, new = answers(before, language), answers(after, language)
    changed = [key for key in [*old, *(key for key in new if key not in old)] if old.get(key) != new.get(key)]
    return [Change(*words(key, old, new)) for key in changed]


def answers(round, language):
    """{(step, row, question name): (section, question, answer)}"""
    found = {
        (section["slug"], line["row"], line["name"]): (section["title"], line["question"], line["answer"])
        for section in round.transcript[language]
        for line in section["lines"]
    }
    return found | {
        ("documents", d["sha256"], d["code"]): (_("Documents"), d["name"], d["name"]) for d in round.documents
    }


def words(key, old, new):
    section, question, _answer = new.get(key) or old[key]
    return section, question, old[key][2] if key in old else "", new[key][2] if key in new else ""
