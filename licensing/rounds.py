"""What changed from one round to the next, question by question."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


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
