"""What is known of a licence today, as the pages of its type hold it: what a renewal or a change begins with."""

from datetime import date

from icajo.journey import Journey, transcript

from .definition import Procedure
from .models import Licence, Obligation


def record_of(licence: Licence, on: date) -> dict:
    """{page: what it holds}: what was last decided, with what is known of the holder today.

    A licence of the earlier system begins with what its type makes of that system's records.
    """
    type = licence.type
    known = dict(licence.answers) or (type.earlier(licence, on) if type.earlier else {})
    page = type.holder_page
    return known | {page: known.get(page, {}) | type.holder.typed(licence.organization)}


def prefilled(licence: Licence, procedure: Procedure, on: date, owed: Obligation | None = None) -> dict:
    """The pages of the procedure that are known already: nothing is typed again."""
    if procedure.prefill:
        return procedure.prefill(licence, owed, on)
    record = record_of(licence, on)
    known = [step for step in procedure.steps if step not in procedure.blank]
    return {step.slug: record[step.slug] for step in known if step.slug in record}


def merged(record: dict, procedure: Procedure, answers: dict, type) -> dict:
    """The record with what was decided; pages that only the procedure has say what to do, and are not kept."""
    kept = {step.slug for step in type.steps}
    return record | {slug: page for slug, page in answers.items() if slug in kept}


def public_facts(type, record: dict, names=None) -> dict[str, list]:
    """{"fr": [[question, answer]], "en": …}: what anyone may read, in the order that the type, or `names`, gives."""
    order = {name: place for place, name in enumerate(type.public_facts if names is None else names)}
    shown = transcript(Journey(type.steps, record))
    return {language: facts_of(sections, order) for language, sections in shown.items()}


def facts_of(sections, order: dict[str, int]) -> list:
    """[[question, answer]]; a list is told row by row, where the first of its questions stands."""
    found = []
    for section in sections:
        lines = [line for line in section["lines"] if line["name"] in order and line["answer"]]
        first = min((order[line["name"]] for line in lines), default=0)
        rows = list(dict.fromkeys(line["row"] for line in lines))
        for line in lines:
            place = order[line["name"]]
            at = (first, rows.index(line["row"]), place) if line["row"] else (place, 0, 0)
            found.append((at, [line["question"], line["answer"]]))
    return [fact for _at, fact in sorted(found, key=lambda one: one[0])]


def known_again(licence: Licence, on: date) -> dict:
    """What the next application of the holder of this licence begins with."""
    again = licence.type.again
    if again.prefill:
        return again.prefill(licence, on)
    return prefilled(licence, licence.type.procedure(again.procedure), on)
