"""Who looked at what: written down before they see it, and once a quarter of an hour, so that it stays readable."""

from datetime import datetime, timedelta

from accounts.models import User

from ..models import FileReading, LookUp


def note_reading(ref: str, *, by: User, what: str, at: datetime, address: str) -> None:
    """One of the staff opens what the file or report of this number says: `what` of FileReading.What, at this address
    of ours.
    """
    begun = at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    reading = FileReading(ref=ref, by=by, what=what, quarter=begun, at=at, address=address[:200])
    # the second look of a quarter of an hour is the first one still, also for two pages opened at once
    FileReading.objects.bulk_create([reading], ignore_conflicts=True)


def note_search(text: str, *, by: User, count: int) -> LookUp:
    """Customer service searched for this, and found so many."""
    return LookUp.objects.create(by=by, text=text, count=count)
