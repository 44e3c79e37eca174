"""Requests for information that wait: their applicants are reminded before the day, and once it has passed."""

from datetime import date

from icajo.calendar import add_days
from icajo.models import Letter

from .. import correspondence
from ..models import InformationRequest

DAYS_BEFORE = 3


def chase(on: date) -> None:
    """Each letter once for a request; one that was missed is written while it is true."""
    waiting = InformationRequest.objects.filter(answered_at=None, due_on__lte=add_days(on, DAYS_BEFORE))
    owed = {key(request, on): request for request in waiting.select_related("application__created_by")}
    written = set(Letter.objects.filter(key__in=owed).values_list("key", flat=True))
    for name, request in owed.items():
        if name not in written:
            write(name, request, on)


def is_late(request: InformationRequest, on: date) -> bool:
    return on > request.due_on


def key(request: InformationRequest, on: date) -> str:
    return f"request-{request.pk}-{'late' if is_late(request, on) else 'soon'}-{request.due_on}"


def write(name: str, request: InformationRequest, on: date) -> None:
    correspondence.write_about(
        request.application,
        request.application.created_by,
        key=name,
        template="request_waits",
        page="licensing:reply",
        due_on=request.due_on,
        late=is_late(request, on),
    )
