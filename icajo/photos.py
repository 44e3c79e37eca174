"""When was a picture taken, as its device says?  A claim: the clock of a device may be wrong, and it is no proof."""

from datetime import datetime, timedelta
from struct import error as BrokenNumber

from django.utils import timezone
from PIL import Image

DETAILS, TAKEN = 0x8769, 0x9003  # where Exif keeps what belongs to the picture; DateTimeOriginal
FIRST = 2000  # the year before which no device wrote it
AHEAD = timedelta(days=1)  # a device may keep the time of another zone


def taken(content, *, received: datetime) -> datetime | None:
    """When a picture says it was taken, of an open file, read as local time; None where it says nothing plausible."""
    try:
        with Image.open(content, formats=["JPEG"]) as image:  # what cameras write; no dot of it is read
            said = image.getexif().get_ifd(DETAILS).get(TAKEN)
        at = timezone.make_aware(datetime.strptime(str(said).strip("\x00 "), "%Y:%m:%d %H:%M:%S"))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, BrokenNumber, Image.DecompressionBombWarning):
        return None  # no picture, no such note, or a broken one
    return at if at.year >= FIRST and at <= received + AHEAD else None
