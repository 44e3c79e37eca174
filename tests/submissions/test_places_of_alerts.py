"""Where an alert is about: names as people type them, a slip asked again, and parts told with their municipality."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from icajo.models import Letter
from licensing import gazetteer
from licensing.models import PublicNotice
from submissions import actions
from submissions.models import Alert, Subscriber
from tests import samples
from tests.submissions.noticed import notices

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def in_the_morning(time_machine):
    time_machine.move_to("2026-11-21 06:10:00-05:00", tick=False)


def ask(client, municipality, **more):
    typed = {"email": "nadia@example.org", "municipality": municipality, "language": "fr", "kinds": "liquor-sales"}
    return client.post(reverse("submissions:alerts"), typed | more)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ottawa", "Ottawa"), ("Ville d’Ottawa", "Ottawa"), ("st-catharines", "St. Catharines"), ("  HEARST", "Hearst")],
)
def test_a_name_is_kept_as_we_write_it(client, db, typed, kept):
    ask(client, typed)

    assert [alert.municipality for alert in Alert.objects.all()] == [kept]


def test_a_slip_is_asked_again_with_near_names_and_nothing_typed_is_lost(client, db):
    page = ask(client, "Otawa").text

    assert "Is it one of these: Ottawa" in page and "Error:" in page
    for typed in ('value="Otawa"', 'value="nadia@example.org"', 'name="as_typed"'):
        assert typed in page
    assert page.count("checked") == 2  # the kind and the language
    assert not Subscriber.objects.exists()


def test_a_name_that_our_list_lacks_is_kept_once_somebody_says_that_it_is_written_so(client, db):
    assert "as_typed" not in client.get(reverse("submissions:alerts")).text

    ask(client, "Nigigoonsiminikaaning", as_typed="on")

    assert Alert.objects.get().municipality == "Nigigoonsiminikaaning"


def test_all_of_ontario_needs_no_name(client, db):
    ask(client, "   ")

    assert Alert.objects.get().place == ""


def test_a_name_that_is_too_long_is_one_mistake_and_no_crash(client, db):
    page = ask(client, "x" * 5000)

    assert page.status_code == 200 and not Alert.objects.exists() and "Is it one of these" not in page.text


def test_the_known_names_are_offered_without_a_script(client, db):
    page = client.get(reverse("submissions:alerts")).text

    assert 'list="places"' in page and '<datalist id="places">' in page
    assert page.count("<option") == len(gazetteer.names())


def test_who_asked_for_a_municipality_hears_of_its_parts_once(db):
    owner = samples.person()
    for email, place in (
        ("a@example.org", "Toronto"),
        ("b@example.org", "Scarborough"),
        ("c@example.org", "North York"),
    ):
        actions.subscribe(email=email, municipality=place, kinds=[], language="fr")
    actions.subscribe(email="a@example.org", municipality="Scarborough", kinds=[], language="fr")
    Alert.objects.update(confirmed_at="2026-11-20T12:00:00Z")
    notices(owner, ["Scarborough", "City of Toronto"], starts_on=TODAY)

    actions.note_down(TODAY)
    while actions.write_some(TODAY):
        pass

    told = dict(Letter.objects.filter(key__startswith="alert-").values_list("to", "body"))
    assert sorted(told) == ["a@example.org", "b@example.org"]
    assert told["a@example.org"].count("2026-50000") >= 2 and "2026-500002" not in told["b@example.org"]
    assert Letter.objects.filter(to="a@example.org", key__startswith="alert-").count() == 1


def test_an_alert_written_after_an_extension_says_the_new_last_day(db):
    actions.subscribe(email="nadia@example.org", municipality="Ottawa", kinds=[], language="fr")
    Alert.objects.update(confirmed_at="2026-11-20T12:00:00Z")
    notices(samples.person(), ["Ottawa"], starts_on=TODAY)
    actions.note_down(TODAY)
    PublicNotice.objects.update(ends_on=TODAY + timedelta(days=30))

    actions.write_some(TODAY)

    assert "21 décembre 2026" in Letter.objects.get(key__startswith="alert-").body.replace("\xa0", " ")
