"""How far an applicant has come with what an officer asked."""

from collections.abc import Callable
from dataclasses import dataclass

from icajo.journey import transcript

from .disclosing import ON_ITS_WAY, board
from .judging import DOCUMENTS
from .models import Application, InformationRequest, ItemKind, RequestItem


@dataclass(frozen=True)
class Point:
    """An item as its applicant meets it: `is_done` once something was changed, attached or sent for it."""

    item: RequestItem
    is_done: bool

    @property
    def is_answered(self):
        return self.is_done or bool(self.item.answer)


def page_of(kind: str, step: str) -> str:
    """The page that an item opens again, by its address; "" where it opens none."""
    return DOCUMENTS if kind == ItemKind.DOCUMENT else step


def points(application: Application, request: InformationRequest) -> list[Point]:
    """The items of a request, in their order, as they stand now."""
    items = list(request.items.all())
    for item in items:
        item.request = request
    request.application = application
    corrected = corrections(application) if any(item.kind == ItemKind.CORRECTION for item in items) else {}
    return [Point(item, DONE[ItemKind(item.kind)](application, request, item, corrected)) for item in items]


def corrections(application: Application) -> dict[tuple[str, str], bool]:
    """{(page, question): is it answered otherwise than in the last round?}"""
    before, now = said(application.last_round.transcript), said(transcript(application.journey))
    return {key: before.get(key) != now.get(key) for key in {*before, *now}}


def said(shown: dict) -> dict[tuple[str, str], list]:
    found: dict[tuple[str, str], list] = {}
    for section in shown["fr"]:
        for line in section["lines"]:
            found.setdefault((section["slug"], line["name"]), []).append((line["row"], line["answer"]))
    return found


def asked_in_words(application, request, item, corrected):
    return False


def is_corrected(application, request, item, corrected):
    return corrected.get((item.step, item.about), False)


def is_attached(application, request, item, corrected):
    return application.documents.filter(code=item.about, added_at__gt=request.asked_at).exists()


def is_sent(application, request, item, corrected):
    places = board(application, item.step)
    return bool(places) and all(place.is_done or place.status in ON_ITS_WAY for place in places)


DONE: dict[ItemKind, Callable[..., bool]] = {
    ItemKind.QUESTION: asked_in_words,
    ItemKind.CORRECTION: is_corrected,
    ItemKind.DOCUMENT: is_attached,
    ItemKind.DISCLOSURE: is_sent,
}


def unsettled(application: Application):
    """The items that were answered and are neither accepted nor asked again."""
    answered = RequestItem.objects.filter(request__application=application, request__answered_at__isnull=False)
    return answered.exclude(outcome=RequestItem.Outcome.ACCEPTED).filter(again=None)
