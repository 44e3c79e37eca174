"""The page of public notices, with its map, with 100 and with 500 open; and the morning of 10,000 subscribers."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from licensing import gazetteer
from licensing.folding import fold
from submissions import actions
from submissions.models import Alert, Subscriber
from tests import samples
from tests.submissions.noticed import notices

from .measure import Contender, middle, table, take_turns
from .visitor import Visitor

OPEN, TOWNS, PLACES, SUBSCRIBERS = 500, 100, 400, 10_000


def measure():
    """Print what a page of the list costs by how many notices are open, and how fast alerts are written."""
    translation.activate("fr")
    owner, today = samples.person("avis@example.org"), timezone.localdate()
    visitor, url = Visitor(WSGIHandler()), reverse("public_search:notices")
    towns = gazetteer.names()[::7][:TOWNS]
    notices(owner, towns, starts_on=today)
    lines = [line(visitor, url, TOWNS)]
    notices(owner, towns, starts_on=today, each=OPEN // TOWNS - 1, first=600_001)
    lines.append(line(visitor, url, OPEN))
    table(
        f"Public notices, a page of 25 with its map, in {TOWNS} towns", ["open", "page", "statements", "bytes"], lines
    )
    morning(owner, today)


def line(visitor, url, number):
    found = take_turns({"page": Contender(lambda: visitor.get(url))}, rounds=5, each=5)
    with CaptureQueriesContext(connection) as statements:
        page = visitor.get(url)
    return (number, middle(found["page"]), len(statements), len(page.body))


def morning(owner, today):
    """One notice in each of 400 municipalities, and subscribers to two of them each."""
    names = [f"Canton {number:03}" for number in range(PLACES)]
    notices(owner, names, starts_on=today, first=700_001)
    people = Subscriber.objects.bulk_create(
        Subscriber(email=f"lecteur{number}@example.org", language="fr") for number in range(SUBSCRIBERS)
    )
    since = datetime.now(ZoneInfo(settings.TIME_ZONE)) - timedelta(days=1)
    Alert.objects.bulk_create(
        Alert(subscriber=one, municipality=place, place=fold(place), confirmed_at=since)
        for number, one in enumerate(people)
        for place in {names[number % PLACES], names[number * 7 % PLACES]}
    )
    began = time.monotonic()
    told = actions.note_down(today)
    noted = time.monotonic() - began
    while actions.write_some(today):
        pass
    wrote = time.monotonic() - began - noted
    table(
        f"Alerts of {SUBSCRIBERS:,} subscribers over {PLACES} municipalities",
        ["noted down", "rows", "letters a second"],
        [(f"{noted:.2f} s", f"{told:,}", f"{SUBSCRIBERS / wrote:,.0f}")],
    )
