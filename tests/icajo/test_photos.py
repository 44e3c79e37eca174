"""The moment that a device noted in its picture: read where it can be true, and never in the way."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from icajo import photos

RECEIVED = datetime(2026, 11, 21, 17, tzinfo=UTC)


def picture(said=None):
    content, details = io.BytesIO(), Image.Exif()
    if said is not None:
        details.get_ifd(0x8769)[0x9003] = said
    Image.new("RGB", (8, 8), "teal").save(content, "JPEG", exif=details)
    content.seek(0)
    return content


def test_what_the_device_noted_is_read_as_local_time():
    at = photos.taken(picture("2026:11:20 14:05:09"), received=RECEIVED)

    assert at.isoformat() == "2026-11-20T14:05:09-05:00"


@pytest.mark.parametrize(
    "said",
    [None, "", "yesterday", "0000:00:00 00:00:00", "1970:01:01 00:00:00", "2031:01:01 09:00:00", "2026:13:45 1"],
)
def test_what_is_not_said_or_cannot_be_true_is_nothing(said):
    assert photos.taken(picture(said), received=RECEIVED) is None


def test_a_device_may_keep_the_time_of_another_zone():
    assert photos.taken(picture("2026:11:22 06:00:00"), received=RECEIVED)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00II*\x00\xff\xff\xff\xff"])
def test_what_is_no_picture_is_nothing(content):
    assert photos.taken(io.BytesIO(content), received=RECEIVED) is None


def test_every_cut_of_a_picture_is_survived():
    whole = picture("2026:11:20 14:05:09").getvalue()

    for length in range(0, len(whole), 7):
        photos.taken(io.BytesIO(whole[:length]), received=RECEIVED)
