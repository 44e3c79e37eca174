"""May the holder of a licence ask for the next one today, and since or until when?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from icajo.words import long_date

from .standing import Standing

NOTES = {
    Standing.CONTINUED: gettext_lazy("In force – renewal under way"),
    Standing.EXPIRED: gettext_lazy("Expired: apply for a new licence"),
}


@dataclass(frozen=True)
class Offer:
    """What the holder is offered: a link of this label, or no link; and when."""

    label: str
    url: str = ""
    note: str = ""


def offer(licence, on: date, stands: Standing) -> Offer | None:
    """None where the portal takes no such application for licences of this type.  `stands`: what the register says."""
    again = licence.type.again
    if again is None:
        return None
    label, url = str(again.label), reverse("licensing:again", args=[licence.number])
    last = licence.expires_on
    if again.opens is None or last is None:
        return Offer(label, url)
    if stands == Standing.CONTINUED or not stands.lives:
        return Offer(label, note=NOTES.get(stands) or str(stands.label))
    first = last - timedelta(days=again.opens)
    if on < first:
        return Offer(label, note=_("Can be renewed from %(day)s") % {"day": long_date(first)})
    return Offer(label, url, days_left((last - on).days))


def days_left(days: int) -> str:
    if not days:
        return _("Last day")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
