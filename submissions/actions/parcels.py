"""Files of a complaint that is still being written: kept locked for some hours, and thrown away unless it is sent.

The key travels in the page of whoever writes, so that what lies here is noise to anybody else, to us as well.
"""

import os
import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from icajo import metadata, uploads

from ..models import Parcel, hour_of

STAYS = timedelta(hours=5)  # after the hour: longer than a draft is good for
FOLDER = "complaints/locked"


def lock_up(upload, *, key: str, at: datetime) -> dict:
    """Take the hidden data out of a file and lock the rest up; what the draft keeps of it.  Raises uploads.Refused."""
    name, media_type, content = metadata.bared(upload)
    scan = uploads.scanned_now(content)
    parcel = Parcel(until=hour_of(at) + STAYS)
    parcel.content.name = f"{FOLDER}/{uuid.uuid4().hex}"
    parcel.save(force_insert=True)  # first: bytes without a row would never be thrown away
    put(parcel.content.name, Fernet(key.encode()).encrypt(content), at)
    return {"id": str(parcel.pk), "name": name, "media_type": media_type, "size": len(content), "scan": scan}


def put(name: str, content: bytes, at: datetime) -> str:
    """Keep these bytes under this name, with the hour as their date where storage has dates of ours."""
    name = default_storage.save(name, ContentFile(content))
    with suppress(NotImplementedError):
        os.utime(default_storage.path(name), (hour_of(at).timestamp(),) * 2)
    return name


def unlock(kept: dict, *, key: str) -> bytes | None:
    """The file again; None where it is gone."""
    parcel = Parcel.objects.filter(pk=kept["id"]).first()
    if parcel is None:
        return None
    try:
        with parcel.content.open("rb") as content:
            return Fernet(key.encode()).decrypt(content.read())
    except (OSError, InvalidToken):
        return None


def throw_away(ids) -> None:
    """Once these were sent, or taken off the draft."""
    for parcel in Parcel.objects.filter(pk__in=list(ids)):
        _throw(parcel)


def throw_away_old(at: datetime) -> int:
    """Those of drafts that nobody sent; how many there were."""
    gone = list(Parcel.objects.filter(until__lte=at))
    for parcel in gone:
        _throw(parcel)
    return len(gone)


def _throw(parcel) -> None:
    """The bytes go once the row is gone for good."""
    name = parcel.content.name
    parcel.delete()
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)
