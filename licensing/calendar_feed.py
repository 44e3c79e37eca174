"""The dates of an organization as a calendar that other programs read: renewals, requests, reports, notices, visits.

The address is the secret.  It is shown once and kept as a digest; it works until it is revoked, and no longer than
whoever made it may see the organization.  What it says names licences and files, never people.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Organization, User
from icajo import mail
from icajo.calendar import add_days
from icajo.words import time_of_day

from .definition import Purpose
from .models import CalendarFeed, InformationRequest, Inspection, Licence, Obligation, PublicNotice
from .standing import standings
from .states import OPEN_TO_STAFF

MOST = 10  # links of an organization at a time
LATE_DAYS = 30  # for which a report that is late stays in the calendar


class TooManyFeeds(Exception):
    """The organization has as many links as it may have."""


@dataclass(frozen=True)
class Entry:
    """One day of the calendar; `key` names it, whatever becomes of its text."""

    key: str
    day: date
    summary: str
    description: str
    url: str


@transaction.atomic
def make(organization: Organization, *, by: User) -> str:
    """A new link for whoever asks; returns its secret part, which is kept nowhere.  Raises TooManyFeeds."""
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if feeds_of(organization).count() >= MOST:
        raise TooManyFeeds
    token = secrets.token_urlsafe(32)
    organization.calendar_feeds.create(token_hash=digest(token), made_by=by)
    return token


def revoke(organization: Organization, feed: int) -> bool:
    """The link of this key works no more; says whether there was one.  Safe to repeat."""
    return bool(feeds_of(organization).filter(pk=feed).update(revoked_at=timezone.now()))


def feeds_of(organization):
    """The links that have not been revoked, the newest first."""
    return organization.calendar_feeds.filter(revoked_at=None).select_related("made_by").order_by("-pk")


def find(token: str) -> CalendarFeed | None:
    """The link with this secret part, if it still works."""
    found = CalendarFeed.objects.filter(token_hash=digest(token), revoked_at=None)
    feed = found.select_related("organization", "made_by").first()
    if feed is None or not feed.made_by.is_active:
        return None
    return feed if Organization.objects.of(feed.made_by).filter(pk=feed.organization_id).exists() else None


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def written(feed: CalendarFeed, on: date) -> bytes:
    """The whole calendar, in the language of the organization.  The same facts give the same bytes."""
    from icalendar import Calendar, Event

    host = urlsplit(settings.SITE_URL).hostname
    with override(feed.organization.language):
        calendar = Calendar.new(
            name=_("iAGCO: dates to remember"),
            prodid=f"-//iCAJO//{host}//{feed.organization.language.upper()}",
            uid=f"calendar-{feed.pk}@{host}",
            refresh_interval=timedelta(hours=12),
        )
        for entry in sorted(entries(feed.organization, on), key=lambda entry: (entry.day, entry.key)):
            calendar.add_component(
                Event.new(
                    uid=f"{entry.key}@{host}",
                    stamp=feed.made_at,
                    start=entry.day,
                    end=add_days(entry.day, 1),
                    summary=entry.summary,
                    description=entry.description,
                    url=mail.absolute(entry.url, feed.organization.language),
                    transparency="TRANSPARENT",
                )
            )
        return calendar.to_ical()


def entries(organization, on) -> Iterator[Entry]:
    licences = organization.licences.filter(ended_as="")
    yield from of_terms(licences.exclude(expires_on=None), on)
    owed = Obligation.objects.to_send().filter(licence__organization=organization)
    for report in owed.filter(due_on__gte=add_days(on, -LATE_DAYS)).select_related("licence"):
        text = _("Report due, licence %(number)s") % {"number": report.licence.number}
        yield of(report.licence, f"report-{report.pk}", report.due_on, text)
    asked = InformationRequest.objects.filter(answered_at=None, application__organization=organization)
    for request in asked.select_related("application"):
        file = request.application
        text = _("Reply expected, file %(ref)s") % {"ref": file.ref}
        yield Entry(f"reply-{request.pk}", request.due_on, text, str(file.title), file.get_absolute_url())
    yield from of_files(organization, on)


def of_files(organization, on) -> Iterator[Entry]:
    """From when to when a public notice hangs, and the appointments of inspections, of what is under review."""
    under_review = {"application__organization": organization, "application__state__in": OPEN_TO_STAFF}
    notices = PublicNotice.objects.filter(**under_review, ends_on__gte=on).select_related("application")
    for notice in notices:
        file = notice.application
        first = _("First day of the public notice, file %(ref)s") % {"ref": file.ref}
        last = _("Last day of the public notice, file %(ref)s") % {"ref": file.ref}
        yield of_file(file, "notice-starts", notice.starts_on, first)
        yield of_file(file, "notice-ends", notice.ends_on, last)
    agreed = Inspection.objects.filter(**under_review, ended_at=None, starts_at__date__gte=on)
    for inspection in agreed.select_related("application"):
        day, hour = timezone.localdate(inspection.starts_at), time_of_day(inspection.starts_at)
        text = _("Inspection at %(hour)s, file %(ref)s") % {"hour": hour, "ref": inspection.application.ref}
        yield of_file(inspection.application, "inspection", day, text)


def of_file(file, what, day, summary):
    return Entry(f"{what}-{file.ref}", day, summary, str(file.title), file.get_absolute_url())


def of_terms(licences, on):
    """The last day of each licence that lives, and from when to when it can be renewed."""
    stand = standings(licences, on)
    filed = set(
        Licence.objects.filter(
            pk__in=stand, follow_ups__purpose=Purpose.RENEWAL, follow_ups__state__in=OPEN_TO_STAFF
        ).values_list("pk", flat=True)
    )
    for licence in licences:
        again, known = licence.type.again, {"number": licence.number}
        if not stand[licence.pk].lives or licence.expires_on < on:
            continue
        if again is None or again.opens is None or licence.pk in filed:
            yield of(licence, "last-day", licence.expires_on, _("Last day of licence %(number)s") % known)
            continue
        opens = add_days(licence.expires_on, -again.opens)
        yield of(licence, "renewal", opens, _("Licence %(number)s can be renewed") % known)
        yield of(licence, "last-day", licence.expires_on, _("Last day to renew licence %(number)s") % known)


def of(licence, what, day, summary):
    return Entry(f"{what}-{licence.number}", day, summary, str(licence.type.name), reverse("licensing:menu"))
