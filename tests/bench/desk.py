"""The staff desk over 100,000 files and 2,000,000 events: a view with the same SQL, and nothing else, is the measure.

The queue, the page of a file, the search of customer service and the numbers, through the whole stack in this process.
"""

import os
import statistics

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Organization
from licensing.actions import trail
from licensing.models import Licence
from tests import samples

from . import same_sql
from .measure import table
from .queue import copy, timed
from .records import WORDS, filed
from .visitor import Visitor

PEOPLE, ORGANIZATIONS, LICENCES, EACH = 100_000, 50_000, 100_000, 40
EVENTS = (20, 200)  # of the two files whose pages are opened
SOUGHT = {
    "a name": "Étincelles Rideau",
    "a name of one": "zéphirine œuvrard",
    "a name of nobody": "Xyzzy",
    "an e-mail address": "n77777@courriel.example.org",
    "a telephone": "(613) 007-7777",
    "a file": "77777",
    "a licence": "RAF 0077-777",
    "three letters": "zep",
}


def measure(chief):
    """Print each page's statements and p50 and p95, beside the bare view's; `chief` is who looks at the queue."""
    translation.activate("fr")
    service = samples.staff("customer-service", "telephone@example.org")
    files = fill(chief)
    visitors = {person: Visitor(WSGIHandler()) for person in (chief, service)}
    for person, visitor in visitors.items():
        visitor.sign_in(person)
    bare = same_sql.bare_visitor()
    with override_settings(STAFF_SECOND_FACTOR=False):  # it was shown when the session began
        lines = [line(name, visitors[who], url, bare) for name, who, url in pages(chief, service, files)]
    headings = ["page", "statements", "p50, p95", "bare view p50, p95", "p50 to p50", "p95 to p95"]
    table(f"The staff desk, {EACH} times each", headings, lines)
    print("\nLoad of the machine: {:.1f} now, {:.1f} over five minutes".format(*os.getloadavg()))


def pages(chief, service, files):
    queue = reverse("licensing:worklist")
    for tab in ("mine", "late", "all"):
        yield f"queue, {tab}", chief, f"{queue}?tab={tab}"
    for file, events in zip(files, EVENTS, strict=True):
        yield f"file of {events} events", chief, reverse("admin:licensing_application_change", args=[file.pk])
    for name, text in SOUGHT.items():
        search = trail.note_search(text, by=service, count=0)
        yield f"search, {name}", service, reverse("licensing:service_found", args=[search.pk])
    yield "numbers", chief, reverse("licensing:numbers")


def fill(chief):
    """People, organizations and licences to look for; two files, each with its round and its events."""
    owner = samples.person("dossier@example.org")
    samples.person("z@example.org", first_name="Zéphirine", last_name="Œuvrard")
    files = [filed(owner, timezone.localdate(), f"Dossier {events}", chief) for events in EVENTS]
    body = Organization.objects.create(name="Club", kind="non-profit")
    facts = {"type_code": "raffle", "organization": body, "holder": "Club", "municipality": "Ottawa"}
    today = timezone.localdate()
    licence = Licence.objects.create(number="RAF0000000", issued_on=today, starts_on=today, **facts)
    with connection.cursor() as cursor:
        name = named("n", 1), named("n / 41", 1)
        copy(cursor, owner, f"generate_series(1, {PEOPLE}) n", **somebody(*name))
        full = f"{name[0]} || ' ' || {name[1]} || ' ' || n"
        copy(cursor, body, f"generate_series(1, {ORGANIZATIONS}) n", name=full)
        copy(cursor, licence, f"generate_series(1, {LICENCES}) n", number="'RAF' || lpad(n::text, 7, '0')")
        for file, events in zip(files, EVENTS, strict=True):
            copy(cursor, file.events.last(), f"generate_series(1, {events - file.events.count()})")
        cursor.execute("vacuum analyze")
    return files


def somebody(first, last):
    return {
        "first_name": first,
        "last_name": last,
        "email": "'n' || n || '@courriel.example.org'",
        "phone": "'+1613' || lpad(n::text, 7, '0')",
    }


def named(number, step):
    """SQL of one of the words, as a name is written."""
    return f"initcap((array{WORDS})[1 + {number} * {step} % {len(WORDS)}])"


def line(name, visitor, url, bare):
    for _warm in range(2):
        page = visitor.get(url)
        assert page.status == 200, (url, page.status)
    same_sql.sent[:] = same_sql.captured(lambda: visitor.get(url))
    answer = bare.get(same_sql.ADDRESS)
    assert answer.status == 200, answer.body
    ours, least = [], []
    for _turn in range(EACH):
        ours.append(timed(lambda: visitor.get(url)))
        least.append(timed(lambda: bare.get(same_sql.ADDRESS)))
    one, other = middle_and_slow(ours), middle_and_slow(least)
    ratios = [f"{page / view:.2f}" for page, view in zip(one, other, strict=True)]
    return (name, len(same_sql.sent), *(f"{middle:.1f}, {slow:.1f} ms" for middle, slow in (one, other)), *ratios)


def middle_and_slow(times):
    """(median, p95)"""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]
