"""Alerts of public notices: asked for, confirmed, one message a day with exactly what is new, and left."""

import re
import threading
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from icajo import mail
from icajo.models import Letter
from licensing import gazetteer
from licensing.models import PublicNotice
from licensing.states import State
from submissions import actions
from submissions.models import Alert, Subscriber, Telling
from tests import samples
from tests.submissions.noticed import notices

TODAY = date(2026, 11, 21)
TORONTO = ZoneInfo("America/Toronto")


@pytest.fixture(autouse=True)
def in_the_morning(time_machine):
    time_machine.move_to("2026-11-21 06:10:00-05:00", tick=False)


@pytest.fixture
def owner(db):
    return samples.person()


def subscriber(email="nadia@example.org", place="Ottawa", kind="", language="fr", since=TODAY):
    at = datetime(since.year, since.month, since.day, 5, tzinfo=TORONTO)
    actions.subscribe(email=email, municipality=place, kinds=[kind] if kind else [], language=language)
    person = Subscriber.objects.get(email=email)
    person.alerts.update(confirmed_at=at)
    return person


def go_round(on=TODAY):
    actions.note_down(on)
    while actions.write_some(on):
        pass


def messages(email="nadia@example.org"):
    return list(Letter.objects.filter(to=email, key__startswith="alert-").order_by("pk"))


def ask(client, **changes):
    asked = {"email": "nadia@example.org", "municipality": "Ottawa", "language": "fr"} | changes
    return client.post(reverse("submissions:alerts"), asked, follow=True)


def test_a_subscription_counts_once_its_button_is_pressed(client, db):
    page = ask(client)
    letter = Letter.objects.get(to="nadia@example.org")
    url = re.search(r"https?://[^/]+(/fr/\S+)", mail.opened(letter.body))[1]

    assert "mailbox" in page.text
    assert client.get(url).status_code == 200
    assert Alert.objects.get().confirmed_at is None
    client.post(url)
    client.post(url)
    assert Alert.objects.get().confirmed_at and Subscriber.objects.get().language == "fr"


def test_the_page_says_the_same_whoever_subscribed_already(client, db):
    first = ask(client)
    again = ask(client)

    assert first.redirect_chain == again.redirect_chain
    assert Alert.objects.count() == 1


def test_a_stranger_cannot_fill_a_mailbox(client, db):
    pages = [ask(client, municipality=name).status_code for name in gazetteer.names()[:7]]

    assert pages == [200] * 5 + [429] * 2
    assert Letter.objects.count() == 5


@pytest.mark.parametrize("token", ["x", "W10:1abc:def", "💥"])
def test_a_made_up_link_confirms_nothing(client, db, token):
    assert client.post(reverse("submissions:confirm_alerts", args=[token])).status_code == 404


def test_a_link_that_is_four_days_old_confirms_nothing(client, db, time_machine):
    ask(client)
    url = re.search(r"https?://[^/]+(/fr/\S+)", mail.opened(Letter.objects.get().body))[1]
    time_machine.move_to("2026-11-25 06:20:00-05:00", tick=False)

    assert client.post(url).status_code == 404
    actions.forget_unconfirmed()
    assert not Subscriber.objects.exists()


def test_one_click_of_a_mail_program_leaves(db, client):
    person = subscriber()
    url = reverse("submissions:leave_alerts", args=[person.key])

    assert client.get(url).status_code == 200 and Subscriber.objects.exists()
    answer = Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not Subscriber.objects.exists() and not Alert.objects.exists()
    assert client.post(url).status_code == 200


def test_a_message_says_how_to_leave_in_its_headers_and_its_text(owner):
    person = subscriber()
    notices(owner, ["Ottawa"], starts_on=TODAY)
    go_round()

    letter = messages()[0]
    sent = mail.message(letter)

    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert address.endswith(f"/{person.key}/") and address in sent.body and person.key not in letter.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_message_has_exactly_what_was_wished(owner):
    subscriber(place="OTTAWA")
    subscriber("tout@example.org", place="")
    subscriber("tombola@example.org", place="Ottawa", kind="raffle")
    subscriber("hull@example.org", place="Kingston")
    notices(owner, ["Ottawa", "Hearst"], starts_on=TODAY)

    go_round()

    assert len(messages()) == 1 and "Ottawa" in messages()[0].body and "Hearst" not in messages()[0].body
    assert "2 nouveaux avis publics" in messages("tout@example.org")[0].subject
    assert messages("tombola@example.org") == messages("hull@example.org") == []


def test_a_round_again_or_a_restart_sends_nothing_twice(owner):
    subscriber()
    subscriber("tout@example.org", place="")
    notices(owner, ["Ottawa"], starts_on=TODAY)

    actions.note_down(TODAY)  # and then the worker dies
    go_round()
    go_round()
    go_round(TODAY + timedelta(days=1))

    assert len(messages()) == len(messages("tout@example.org")) == 1


def test_what_comes_later_in_the_day_waits_for_the_next(owner):
    subscriber()
    notices(owner, ["Ottawa"], starts_on=TODAY)
    go_round()
    notices(owner, ["Ottawa"], starts_on=TODAY, first=600_001)

    go_round()
    assert len(messages()) == 1
    go_round(TODAY + timedelta(days=1))

    assert len(messages()) == 2 and "2026-600001" in messages()[1].body and "2026-500001" not in messages()[1].body


def test_what_was_open_before_somebody_subscribed_is_no_news(owner):
    notices(owner, ["Ottawa"], starts_on=TODAY - timedelta(days=1))
    subscriber()

    go_round()

    assert messages() == []


def test_a_clock_that_stood_still_for_days_catches_up(owner):
    subscriber()
    notices(owner, ["Ottawa"], starts_on=TODAY)

    go_round(TODAY + timedelta(days=3))

    assert len(messages()) == 1


def test_what_was_withdrawn_meanwhile_is_not_told(owner):
    subscriber()
    notices(owner, ["Ottawa"], starts_on=TODAY)
    actions.note_down(TODAY)
    notice = PublicNotice.objects.get()
    notice.application.__class__.objects.filter(pk=notice.application_id).update(state=State.WITHDRAWN)

    while actions.write_some(TODAY):
        pass

    assert messages() == [] and not Telling.objects.exists()


def test_a_further_period_is_told_again_and_an_extension_is_not(owner):
    subscriber()
    notices(owner, ["Ottawa"], starts_on=TODAY)
    go_round()
    PublicNotice.objects.update(ends_on=TODAY + timedelta(days=20))
    go_round(TODAY + timedelta(days=1))
    assert len(messages()) == 1

    PublicNotice.objects.update(starts_on=TODAY + timedelta(days=5), ends_on=TODAY + timedelta(days=20))
    go_round(TODAY + timedelta(days=5))

    assert len(messages()) == 2


def test_who_left_is_told_nothing_more(owner):
    person = subscriber()
    notices(owner, ["Ottawa"], starts_on=TODAY)
    actions.note_down(TODAY)
    actions.leave(person.key)

    go_round()

    assert messages() == [] and not Telling.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_send_each_message_once(transactional_db):
    owner = samples.person()
    for number in range(30):
        subscriber(f"lecteur{number}@example.org")
    notices(owner, ["Ottawa"], starts_on=TODAY, each=3)

    def work():
        try:
            actions.note_down(TODAY)
            while actions.write_some(TODAY, most=4):
                pass
        finally:
            connection.close()

    clocks = [threading.Thread(target=work) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    go_round()

    sent = Counter(Letter.objects.filter(key__startswith="alert-").values_list("to", flat=True))
    assert set(sent.values()) == {1}
    assert Letter.objects.filter(key__startswith="alert-", body__contains="2026-500003").count() == 30


def test_ten_thousand_subscribers_hear_of_exactly_their_notices_once(owner):
    places = [f"Canton {number:03}" for number in range(400)]
    notices(owner, places, starts_on=TODAY)
    people = Subscriber.objects.bulk_create(
        Subscriber(email=f"lecteur{number}@example.org", language="fr" if number % 2 else "en")
        for number in range(10_000)
    )
    at = datetime(2026, 11, 20, 12, tzinfo=TORONTO)
    Alert.objects.bulk_create(
        Alert(subscriber=person, municipality=place, place=place.lower(), confirmed_at=at)
        for number, person in enumerate(people)
        for place in {places[number % 400], places[number * 7 % 400]}
    )

    go_round()
    go_round()

    letters = dict(Letter.objects.filter(key__startswith="alert-").values_list("to", "body"))
    assert Letter.objects.filter(key__startswith="alert-").count() == len(letters) == 10_000
    for number in range(0, 10_000, 97):
        heard = set(re.findall(r"Canton \d{3}", letters[f"lecteur{number}@example.org"]))
        assert heard == {places[number % 400], places[number * 7 % 400]}
    assert not Telling.objects.filter(letter=None).exists()
