"""Keep a picture without what the telephone wrote into it: no place, no device, no hour but the one we received it."""

import base64
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from icajo import uploads
from icajo.models import StoredFile

WRITTEN_AS = {"image/jpeg": "JPEG", "image/png": "PNG"}
SHOWN = (*WRITTEN_AS, "image/gif", "image/bmp")
LONGEST_SIDE = 3000  # dots: enough to read a sign across the street
BROKEN = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
NO_PICTURE = _("This file is not a photo. Send a photo: JPEG or PNG.")


def keep(upload) -> StoredFile:
    """Check, strip and keep an uploaded picture.  Raises uploads.Refused with a message for the person."""
    name, media_type, content = uploads.checked(upload)
    if media_type not in WRITTEN_AS:
        raise uploads.Refused(NO_PICTURE)
    return uploads.keep(SimpleUploadedFile(name, bare(content, media_type), media_type))


def bare(content: bytes, media_type: str) -> bytes:
    """The dots of a picture and nothing else, turned the way it was held, no longer than `LONGEST_SIDE`."""
    with Image.open(io.BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        written = WRITTEN_AS[media_type]
        dots = upright.convert("RGB") if written == "JPEG" else upright
        dots.info = {}  # text, comments and profiles would be written again
        out = io.BytesIO()
        dots.save(out, written, **({"quality": 88} if written == "JPEG" else {}))
    return out.getvalue()


def as_data(stored: StoredFile, longest: int) -> str:
    """A kept picture as a data: URI for a paper, its longer side this many dots at most; "" where it is broken."""
    try:
        with stored.content.open("rb") as content, Image.open(content) as image:
            image.thumbnail((longest, longest))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=80)
    except BROKEN:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"


def is_picture(stored: StoredFile) -> bool:
    return stored.media_type in SHOWN


def drawn_anew(stored: StoredFile) -> bytes | None:
    """A kept picture as a PNG with nothing but its dots, to be looked at; None where it is none, or is broken."""
    if not is_picture(stored):
        return None
    try:
        with stored.content.open("rb") as content:
            return bare(content.read(), "image/png")
    except BROKEN:
        return None
