"""What an inspector writes down during a visit, criterion by criterion: each is kept by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from icajo.models import StoredFile

from ..errors import ChangedElsewhere, NotNow
from ..inspecting import VISITED
from ..models import Application, Finding, FindingPhoto
from ..permissions import may_inspect

MOST_PHOTOS = 12  # of one criterion


@transaction.atomic
def record_finding(
    finding: Finding,
    *,
    by: User,
    seen: str,
    note: str,
    photos: Sequence[StoredFile] = (),
    saved_at: datetime | None = None,
) -> Finding:
    """Keep what was seen of one criterion.

    `saved_at` is when the page that was filled was last saved: raises ChangedElsewhere(finding) where somebody else
    saved it since, and NotNow where the visit is over or the file is no longer under review.
    """
    finding = lock_finding(finding, by=by)
    if finding.saved_at != saved_at:
        raise ChangedElsewhere(finding)
    finding.seen, finding.note = seen, note
    finding.saved_at, finding.saved_by = timezone.now(), by
    finding.save(update_fields=["seen", "note", "saved_at", "saved_by"])
    room = MOST_PHOTOS - finding.photos.count()
    for file in photos[: max(room, 0)]:
        finding.photos.create(file=file, added_by=by)
    return finding


@transaction.atomic
def remove_photo(photo: FindingPhoto, *, by: User) -> None:
    """Take a picture away while the visit goes on; safe to repeat."""
    lock_finding(photo.finding, by=by)
    FindingPhoto.objects.filter(pk=photo.pk).delete()


def lock_finding(finding: Finding, *, by: User) -> Finding:
    """The finding, freshly read and locked, if `by` may write it now.  Needs a transaction."""
    found = Finding.objects.select_related("inspection").get(pk=finding.pk)
    # the file first, as every other verb does: a decision and a finding wait for each other
    application = Application.objects.select_for_update(of=("self",)).get(pk=found.inspection.application_id)
    if not may_inspect(by, application):
        raise PermissionDenied("finding")
    found = Finding.objects.select_related("inspection").get(pk=finding.pk)
    if application.state not in VISITED or not found.inspection.is_open:
        raise NotNow("finding")
    return found
