"""Telling subscribers of new notices: who is to hear of what, in one statement; then a letter for each a day."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import override

from icajo import mail
from licensing import public

from ..models import Subscriber, Telling

BATCH = 500  # subscribers a transaction

# a notice that was there before somebody subscribed is no news to them; their page showed it
NOTE_DOWN = """
with open as (
    select * from unnest(%(notices)s::bigint[], %(places)s::text[], %(types)s::text[], %(starts)s::date[])
        as open (notice, place, type_code, starts_on)
), wish as (
    select subscriber_id, place, type_code, (confirmed_at at time zone %(zone)s)::date as since
    from submissions_alert where confirmed_at is not null
)
insert into submissions_telling (subscriber_id, notice_id, starts_on)
select subscriber_id, notice, starts_on from wish join open using (place)
where wish.type_code in ('', open.type_code) and since <= starts_on
union
select subscriber_id, notice, starts_on from wish, open
where wish.place = '' and wish.type_code in ('', open.type_code) and since <= starts_on
on conflict do nothing"""

LINK = """update submissions_telling set letter_id = letter.id from icajo_letter letter
    where letter.key = 'alert-' || submissions_telling.subscriber_id || %s and submissions_telling.id = any(%s)"""


def note_down(on: date) -> int:
    """Who is to hear of which open notice and has not yet; returns how many rows are new."""
    told = [(one, place) for one in public.open_notices(on) for place in sorted(one.places)]
    facts = {
        "notices": [one.pk for one, _place in told],
        "places": [place for _one, place in told],
        "types": [one.type_code for one, _place in told],
        "starts": [one.starts_on for one, _place in told],
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTE_DOWN, facts)
        return cursor.rowcount


@transaction.atomic
def write_some(on: date, most: int = BATCH) -> int:
    """One letter to each of the next subscribers who have something to hear and had no letter on this day.

    Returns how many subscribers.  Two may work at once: the day in the row of a subscriber is what counts.
    """
    waiting = Telling.objects.filter(subscriber=OuterRef("pk"), letter=None)
    due = Subscriber.objects.select_for_update(skip_locked=True).filter(
        Exists(waiting), Q(told_on=None) | Q(told_on__lt=on)
    )
    people = list(due.order_by("pk")[:most])
    heard = defaultdict(list)
    for telling in Telling.objects.filter(subscriber__in=people, letter=None).order_by("pk"):
        heard[telling.subscriber_id].append(telling)
    shown = {language: lines(on, language) for language in {person.language for person in people}}
    letters, told, overtaken = [], [], []
    for person in people:
        news = [telling for telling in heard[person.pk] if telling.notice_id in shown[person.language]]
        overtaken += [telling.pk for telling in heard[person.pk] if telling not in news]
        if news:
            letters.append(letter(person, [shown[person.language][one.notice_id] for one in news], on))
            told += [telling.pk for telling in news]
    mail.write_all(letters)
    with connection.cursor() as cursor:
        cursor.execute(LINK, [f"-{on}", told])
    Telling.objects.filter(pk__in=overtaken).delete()
    Subscriber.objects.filter(pk__in=[person.pk for person in people]).update(told_on=on)
    return len(people)


def lines(on: date, language: str) -> dict:
    """{notice: what the letter says of it} in this language; what has closed meanwhile is not there."""
    with override(language):
        return {
            one.pk: {"told": one.told, "url": settings.SITE_URL + reverse("public_search:notice", args=[one.ref])}
            for one in public.open_notices(on)
        }


def letter(person: Subscriber, news: list, on: date):
    with override(person.language):
        leave = settings.SITE_URL + reverse("submissions:leave_alerts", args=[person.key])
        board = reverse("public_search:notices")
    return mail.unwritten(
        key=f"alert-{person.pk}-{on}",
        to=person.email,
        language=person.language,
        template="alerts",
        context={"news": news, "count": len(news), "url": board, "leave": leave},
        hidden=["leave"],
        leave_url=leave,
    )
