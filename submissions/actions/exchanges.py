"""Noting what somebody has opened of what was sent to them."""

from datetime import datetime

from accounts.models import User

from ..models import ExchangeReading

ANSWER, LETTER, REQUEST, DECISION, EVERYTHING = "answer", "letter", "request", "decision", "everything"


def mark(person: User, kind: str, item: int, *, at: datetime) -> None:
    """This person has opened it; the first time stays."""
    ExchangeReading.objects.get_or_create(person=person, kind=kind, item=item, defaults={"at": at})


def mark_everything(person: User, *, at: datetime) -> None:
    """All that was sent until now counts as read; messages say themselves who has read them."""
    ExchangeReading.objects.update_or_create(person=person, kind=EVERYTHING, item=0, defaults={"at": at})
