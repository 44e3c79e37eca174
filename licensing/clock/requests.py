"""Requests for information that wait: their applicants are reminded before the day, and once it has passed."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from icajo import mail
from icajo.calendar import add_days
from icajo.models import Letter

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
    application, person = request.application, request.application.created_by
    with override(person.language):
        mail.write(
            key=name,
            to=person.email,
            language=person.language,
            template="request_waits",
            context={
                "person_name": person.get_full_name(),
                "ref": application.ref,
                "type_name": str(application.title),
                "url": settings.SITE_URL + reverse("licensing:reply", args=[application.ref]),
                "due_on": request.due_on,
                "late": is_late(request, on),
            },
        )
