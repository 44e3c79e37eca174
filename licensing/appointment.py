"""An agreed inspection as a calendar entry that other programs read."""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo import mail, uploads
from icajo.models import StoredFile

from .inspecting import place_of
from .models import Inspection

LASTS = timedelta(hours=2)
MEDIA_TYPE = "text/calendar"


def name_of(inspection: Inspection) -> str:
    return f"{inspection.application.ref}-inspection.ics"


def kept(inspection: Inspection, language: str) -> StoredFile:
    """The entry as a stored file, to go with a letter."""
    return uploads.keep_bytes(written(inspection, language), name=name_of(inspection), media_type=MEDIA_TYPE)


def written(inspection: Inspection, language: str) -> bytes:
    """The entry, in `language`; a later appointment of the same inspection takes its place in a calendar."""
    from icalendar import Calendar, Event

    application, host = inspection.application, urlsplit(settings.SITE_URL).hostname
    place = place_of(application)
    with override(language):
        calendar = Calendar()
        calendar.add("prodid", f"-//iCAJO//{host}//{language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        entry = Event.new(
            uid=f"inspection-{inspection.pk}@{host}",
            stamp=inspection.agreed_at,
            # in the one time that every program reads alike
            start=inspection.starts_at.astimezone(UTC),
            end=(inspection.starts_at + LASTS).astimezone(UTC),
            summary=_("Inspection, file %(ref)s") % {"ref": application.ref},
            description=_("%(what)s. The applicant has to be there.") % {"what": application.title},
            location=", ".join(part for part in place.values() if part),
            url=mail.absolute(reverse("licensing:inspection", args=[application.ref]), language),
        )
        entry.add("sequence", inspection.times.count())
        calendar.add_component(entry)
        return calendar.to_ical()
