"""Keep a copy of the register every day, for those who take all of it."""

import gzip
import hashlib
import tempfile
from datetime import date, timedelta

from django.core.files import File
from django.core.files.storage import default_storage

from licensing.public import open_data

from .models import Snapshot

KEPT = 7  # days


def keep_snapshot(form: str, *, on: date) -> Snapshot:
    """The register of this day in storage, made once; copies of more than a week ago go."""
    if found := Snapshot.objects.filter(day=on, form=form).first():
        return found
    rows = open_data.selected(on=on)
    with tempfile.TemporaryFile() as file:
        compress(open_data.FORMS[form](rows, on), file)
        size, digest = file.tell(), fingerprint(file)
        name = default_storage.save(f"open-data/{on}/licences.{form}.gz", File(file))
    kept, made = Snapshot.objects.get_or_create(
        day=on, form=form, defaults={"name": name, "size": size, "rows": rows.count(), "sha256": digest}
    )
    if not made:  # another worker was quicker
        default_storage.delete(name)
    forget_before(on - timedelta(days=KEPT))
    return kept


def compress(parts, file) -> None:
    """Write the parts, compressed; the same rows give the same bytes."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as compressed:
        for part in parts:
            compressed.write(part)


def fingerprint(file) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def forget_before(day: date) -> None:
    for old in Snapshot.objects.filter(day__lt=day):
        default_storage.delete(old.name)
        old.delete()
