"""What staff read of the photos of a posting: when we received them, and when their device says they were taken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from icajo import uploads
from licensing import actions
from licensing.models import PostingPhoto
from tests import samples
from tests.licensing.noticed import STARTS, at, set_notice, under_review


@pytest.fixture
def file(amelie, officer, today, storage):
    return under_review(amelie, officer, on=today)


def photo(said):
    content, details = io.BytesIO(), Image.Exif()
    details.get_ifd(0x8769)[0x9003] = said
    Image.new("RGB", (40, 40)).save(content, "JPEG", exif=details)
    return SimpleUploadedFile("placards.jpg", content.getvalue(), "image/jpeg")


def confirmed(file, amelie, officer, today, time_machine, *photos):
    set_notice(file, officer, on=today)
    time_machine.move_to(at(STARTS, 15), tick=False)
    kept = [uploads.keep(one) for one in photos]
    actions.post_notice(file, by=amelie, on=STARTS, posted_on=STARTS, photos=kept)


def on_the_desk(client, officer, file):
    client.force_login(officer)
    page = client.get(reverse("admin:licensing_application_change", args=[file.pk]))
    return page.text.replace("\xa0", " ")


def test_staff_read_when_a_photo_came_and_when_its_device_says_it_was_taken(
    client, amelie, officer, file, today, time_machine
):
    confirmed(file, amelie, officer, today, time_machine, photo("2026:11:26 09:41:00"), samples.photo())

    page = on_the_desk(client, officer, file)

    assert page.count("received on November 26, 2026 at 3:00 p.m.") == 2
    assert page.count("according to the device, taken on November 26, 2026 at 9:41 a.m.") == 1


def test_a_moment_that_cannot_be_true_is_not_shown(client, amelie, officer, file, today, time_machine):
    confirmed(file, amelie, officer, today, time_machine, photo("2031:01:01 09:00:00"))

    assert "according to the device" not in on_the_desk(client, officer, file)


def test_a_file_that_the_store_has_lost_does_not_hide_the_page(client, amelie, officer, file, today, time_machine):
    confirmed(file, amelie, officer, today, time_machine, photo("2026:11:26 09:41:00"))
    stored = PostingPhoto.objects.get().file
    stored.content.storage.delete(stored.content.name)

    page = on_the_desk(client, officer, file)

    assert "placards.jpg" in page and "according to the device" not in page
