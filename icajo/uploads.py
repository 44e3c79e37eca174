"""Keep a file: checked, under a key that says nothing, scanned where there is a scanner, downloaded through one door.

What is kept is byte for byte what was sent, so that its fingerprint holds: a file with something active in it is
refused, never cleaned.  A transaction that fails after `keep` leaves a file in storage that no row points to: nobody
can reach it, and it does no harm.
"""

import hashlib
import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from icajo import filenames, filetypes, scan
from icajo.filetypes import Refused
from icajo.models import StoredFile

__all__ = [
    "NotScanned", "Refused", "download", "keep", "keep_bytes", "keep_sealed", "readable", "scan_waiting",
    "scanned_now",
]  # fmt: skip

log = logging.getLogger(__name__)

EMPTY = _("This file is empty. Choose the file again.")
TOO_BIG = _("This file is larger than %(limit)s MB. Make it smaller, or split it, then send it again.")
VIRUS = _("Our security check found a virus in this file. Check your device, then send a clean copy.")
SCANNER_AWAY = _("Our security check does not answer. Nothing was kept: try again in a few minutes.")
WAIT = _("This file has not passed the security check yet. Try again in a few minutes.")


class NotScanned(PermissionDenied):
    """A scanner is in use and has not said that this file is clean: nobody opens it."""


def keep(upload) -> StoredFile:
    """Check and keep an uploaded file.  Raises Refused with a message for the person."""
    name, media_type, content = checked(upload)
    return _store(content, name=name, media_type=media_type, state=_scanned(content))


def keep_sealed(upload, seal) -> tuple[StoredFile, dict]:
    """Check an uploaded file and keep what `seal` makes of its bytes; and what it was: name, media_type, size.

    Nobody can scan it later: while the scanner is away it is refused.
    """
    name, media_type, content = checked(upload)
    scanned_now(content)
    sealed = keep_bytes(seal(content), name="sealed", media_type="application/octet-stream")
    return sealed, {"name": name, "media_type": media_type, "size": len(content)}


def scanned_now(content) -> str:
    """What the security check says of a file that nobody can scan later.  Raises Refused, also while it is away."""
    state = _scanned(content)
    if state == StoredFile.Scan.NOT_SCANNED and scan.configured():
        raise Refused(SCANNER_AWAY)
    return state


def checked(upload) -> tuple[str, str, bytes]:
    """(name, media type, content) of a file that may be kept.  Raises Refused with a message for the person."""
    if not upload.size:
        raise Refused(EMPTY)
    if upload.size > settings.UPLOAD_LIMIT:
        raise Refused(TOO_BIG % {"limit": settings.UPLOAD_LIMIT // 2**20})
    name = filenames.safe(upload.name)
    upload.seek(0)
    content = upload.read()
    return name, filetypes.check(content, name), content


def keep_bytes(content: bytes, *, name, media_type) -> StoredFile:
    """Keep a file the portal made itself, such as a certificate: neither checked nor scanned."""
    return _store(content, name=filenames.safe(name), media_type=media_type, state=StoredFile.Scan.CLEAN)


def readable(stored) -> bool:
    """Whether the file may be opened: without a scanner always, with one only when it is clean."""
    if stored.scan == StoredFile.Scan.NOT_SCANNED:
        return not scan.configured()
    return stored.scan == StoredFile.Scan.CLEAN


def download(stored):
    """The response that hands the file over: always saved, never opened inside the portal.  Raises NotScanned."""
    if not readable(stored):
        raise NotScanned(WAIT)
    return attachment(stored.content.open("rb"), name=stored.name, media_type=stored.media_type)


def attachment(content, *, name, media_type):
    """A response that the browser saves and never opens."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def scan_waiting(limit):
    """Scan the files kept while the scanner was away.  An infected one stays, marked, and opens for nobody."""
    if not scan.configured():
        return
    for stored in StoredFile.objects.filter(scan=StoredFile.Scan.NOT_SCANNED).order_by("kept_at")[:limit]:
        try:
            with stored.content.open("rb") as content:
                virus = scan.virus(content.read())
        except (scan.Unavailable, OSError) as error:
            log.warning("File %s is still not scanned: %s", stored.key, error)
            continue
        stored.scan = StoredFile.Scan.INFECTED if virus else StoredFile.Scan.CLEAN
        stored.save(update_fields=["scan"])


def _scanned(content):
    if not scan.configured():
        return StoredFile.Scan.NOT_SCANNED
    try:
        virus = scan.virus(content)
    except scan.Unavailable as error:
        log.warning("The virus scanner does not answer, the file waits: %s", error)
        return StoredFile.Scan.NOT_SCANNED
    if virus:
        log.warning("An upload was refused: %s", virus)
        raise Refused(VIRUS)
    return StoredFile.Scan.CLEAN


def _store(content, *, name, media_type, state):
    stored = StoredFile(
        name=name, media_type=media_type, size=len(content), sha256=hashlib.sha256(content).hexdigest(), scan=state
    )
    stored.content.save(name, ContentFile(content), save=False)  # the path comes from the key, not from this name
    stored.save(force_insert=True)
    return stored
