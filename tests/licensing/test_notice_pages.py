"""The pages of a notice: staff set its dates on the file, the applicant prints placards and confirms the posting."""

from datetime import timedelta

import pytest
from django.urls import reverse

from licensing import tasks
from licensing.models import PostingPhoto
from tests import samples
from tests.licensing.noticed import STARTS, at, set_notice, under_review


@pytest.fixture
def file(amelie, officer, today, storage):
    return under_review(amelie, officer, on=today)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def decide(desk, file, verb, **typed):
    return desk.post(reverse("admin:licensing_do", args=[file.pk, verb]), typed, follow=True)


def url(name, file, *args):
    return reverse(f"licensing:{name}", args=[file.ref, *args])


def posting(day, *photos):
    parts = {"posted_on_year": day.year, "posted_on_month": day.month, "posted_on_day": day.day}
    named = {"posted_on_0": day.year, "posted_on_1": day.month, "posted_on_2": day.day}
    return parts | named | dict(zip(("photo", "photo_2", "photo_3"), photos, strict=False))


def test_staff_are_proposed_dates_and_see_them_on_the_file(desk, file):
    form = desk.get(reverse("admin:licensing_do", args=[file.pk, "set_notice"]))
    assert 'value="2026-11-25"' in form.text and 'value="28"' in form.text  # three business days from a Saturday

    page = decide(desk, file, "set_notice", starts_on="2026-11-26", days="14")

    assert "November 26, 2026" in page.text and "December 10, 2026" in page.text
    assert "an outdoor space is to be licensed" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "2026-11-20", "days": "14"}, "today or later"),
        ({"starts_on": "2026-11-26", "days": "5"}, "7 to 28 days"),
        ({"starts_on": "2026-11-26", "days": "14", "ends_on": "2026-12-14"}, "Say why"),
        ({"starts_on": "x", "days": ""}, "date"),
    ],
)
def test_wrong_dates_are_said_beside_their_box(desk, file, typed, said):
    page = decide(desk, file, "set_notice", **typed)

    assert said in page.text and not hasattr(type(file).objects.get(pk=file.pk), "public_notice")


def test_staff_extend_and_start_again(desk, file, officer, today, time_machine):
    set_notice(file, officer, on=today)
    time_machine.move_to(at(STARTS + timedelta(days=14), 23, 30), tick=False)
    desk.force_login(officer)

    decide(desk, file, "extend_notice", ends_on="2026-12-17", reason="Grève postale")
    page = decide(desk, file, "repeat_notice", starts_on="2026-12-14", days="7", why="Affiche arrachée")

    assert "Grève postale" in page.text and "Affiche arrachée" in page.text
    file.public_notice.refresh_from_db()
    assert str(file.public_notice.ends_on) == "2026-12-21"


def test_the_applicant_sees_the_dates_and_downloads_the_placards(client, amelie, officer, file, today):
    client.force_login(amelie)
    assert "The dates are not set yet" in client.get(url("application", file)).text
    assert "Nothing is to be done until then" in client.get(url("notice", file)).text

    set_notice(file, officer, on=today)
    assert client.get(url("placard", file, "fr")).status_code == 302
    tasks.mail_placards(file.events.get(verb="set_notice").pk)

    page = client.get(url("notice", file)).text.replace("\xa0", " ")
    assert "December 10, 2026 at 11:59 p.m." in page
    for language in ("fr", "en"):
        answer = client.get(url("placard", file, language))
        assert b"".join(answer).startswith(b"%PDF") and "attachment" in answer["Content-Disposition"]


def test_the_applicant_confirms_the_posting_with_photos(client, amelie, officer, file, today, time_machine):
    set_notice(file, officer, on=today)
    time_machine.move_to(at(STARTS), tick=False)
    client.force_login(amelie)

    page = client.post(url("notice", file), posting(STARTS, samples.photo(), samples.photo("red")), follow=True)

    assert "The posting is confirmed." in page.text
    assert PostingPhoto.objects.count() == 2
    client.force_login(officer)
    desk = client.get(reverse("admin:licensing_application_change", args=[file.pk]))
    photo = PostingPhoto.objects.first()
    address = reverse("admin:licensing_notice_photo", args=[file.public_notice.pk, photo.pk])
    assert address in desk.text and client.get(address).status_code == 200


def test_a_posting_without_a_photo_or_on_a_day_to_come_is_not_confirmed(client, amelie, officer, file, today):
    set_notice(file, officer, on=today)
    client.force_login(amelie)

    bare = client.post(url("notice", file), posting(today))
    to_come = client.post(url("notice", file), posting(STARTS, samples.photo()))

    assert "Choose a photo" in bare.text and "still to come" in to_come.text
    assert not PostingPhoto.objects.exists()


def test_a_file_without_a_notice_has_no_such_page(client, amelie, officer, today, storage):
    raffle = under_review(amelie, officer, on=today, type_code="raffle")
    client.force_login(amelie)

    assert client.get(url("notice", raffle)).status_code == 404
    assert url("notice", raffle) not in client.get(url("application", raffle)).text
