"""An error in what is recorded of a licence: which answers there are, and the record with one of them set right."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import override

from icajo.journey import Journey, shown_answers
from icajo.journey.transcript import lines

from .errors import NotNow, WrongCorrection
from .letter_wording import LANGUAGES
from .models import Licence
from .record import record_of


class Recorded(NamedTuple):
    """One answer that is recorded; `key` names it: page, row of a list or nothing, question."""

    key: str
    page: str
    question: str
    answer: str


def recorded(licence: Licence, on: date) -> list[Recorded]:
    """Every answer that may be corrected, in the order of the pages; long lists are corrected by a new report."""
    journey = Journey(licence.type.steps, record_of(licence, on))
    found = []
    for step in journey.steps:
        stored = journey.stored.get(step.slug)
        if step.repeats and step.imported:
            continue
        for row in (stored or []) if step.repeats else [stored or {}]:
            for line in lines(journey, step, row):
                if not hasattr(step.base_fields[line["name"]], "given"):
                    key = f"{step.slug}.{line['row']}.{line['name']}"
                    found.append(Recorded(key, str(step.title), line["question"], line["answer"]))
    return found


class Place(NamedTuple):
    """Where an answer stands in a record."""

    step: type
    row: dict
    name: str

    @property
    def field(self):
        return self.step.base_fields[self.name]


def place_of(licence: Licence, record: dict, key: str) -> Place:
    """Raises NotNow where the record has no such answer."""
    slug, row_id, name = [*key.split(".", 2), "", ""][:3]
    step = next((one for one in licence.type.steps if one.slug == slug), None)
    if step is None or name not in step.base_fields:
        raise NotNow("correct")
    if not step.repeats:
        return Place(step, record.get(slug) or {}, name)
    row = next((one for one in record.get(slug) or [] if one.get("id") == row_id), None)
    if row is None:
        raise NotNow("correct")
    return Place(step, row, name)


def corrected(licence: Licence, key: str, typed, on: date) -> tuple[dict, dict]:
    """(the record with this answer set right, {language: [question, before, after]}).

    The page of the answer judges it; what rules say of several pages together is the officer's to answer for.
    Raises WrongCorrection with what the page says against it, or where nothing would change.
    """
    record = record_of(licence, on)
    place = place_of(licence, record, key)
    row = place.row | {place.name: typed}
    answers = Journey(licence.type.steps, record).answers
    if mistakes := place.step.form(row, answers).errors.get(place.name):
        raise WrongCorrection(list(mistakes))
    told = {language: told_in(language, place, row, answers) for language in LANGUAGES}
    if any(before == after for _question, before, after in told.values()):
        raise WrongCorrection([])
    page = [row if one is place.row else one for one in record[place.step.slug]] if place.step.repeats else row
    return record | {place.step.slug: page}, told


def told_in(language, place, row, answers):
    with override(language):
        ((question, before),) = shown_answers(place.step, place.row, answers, [place.name])
        ((_question, after),) = shown_answers(place.step, row, answers, [place.name])
        return [str(question), str(before) or "–", str(after) or "–"]
