"""Taking in the files that come with a page: each is judged by itself, and none is lost because another is wrong."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from icajo import metadata, uploads

from ..actions import parcels
from ..actions.complaints import Loose
from . import slowing
from .draft import Draft
from .forms import MOST_BYTES, MOST_FILES


def take_in(draft: Draft, sent, *, slowed_as: str, at) -> list[str]:
    """Lock up what was sent and note it in the draft; what is to be said of those that were not taken."""
    refused = []
    for upload in sent:
        if problem := too_much(len(draft.files), sum(one["size"] for one in draft.files) + upload.size, slowed_as):
            return [*refused, problem]
        slowing.count("file", slowed_as)
        try:
            draft.files.append(parcels.lock_up(upload, key=draft.key, at=at))
        except uploads.Refused as refusal:
            refused.append(f"{upload.name}: {refusal}")
    return refused


def take_off(draft: Draft, number: str) -> None:
    """Remove a file from the draft, and throw it away."""
    gone = [one for one in draft.files if one["id"] == number]
    draft.files = [one for one in draft.files if one["id"] != number]
    parcels.throw_away(one["id"] for one in gone)


def throw_away(draft: Draft) -> None:
    """The locked files of a draft that was sent."""
    parcels.throw_away(one["id"] for one in draft.files)


def unlocked(draft: Draft) -> list[Loose] | None:
    """All files of the draft; None where one is gone, because the page was open for too long."""
    found = []
    for kept in draft.files:
        content = parcels.unlock(kept, key=draft.key)
        if content is None:
            return None
        found.append(Loose(kept["name"], kept["media_type"], content, kept["scan"]))
    return found


def loose(sent, *, slowed_as: str) -> tuple[list[Loose], list[str]]:
    """The files of a message without their hidden data, kept nowhere yet; and what is wrong with any of them."""
    found, refused = [], []
    for upload in sent:
        size = sum(len(one.content) for one in found) + upload.size
        if problem := too_much(len(found), size, slowed_as):
            return found, [*refused, problem]
        slowing.count("file", slowed_as)
        try:
            name, media_type, content = metadata.bared(upload)
            found.append(Loose(name, media_type, content, uploads.scanned_now(content)))
        except uploads.Refused as refusal:
            refused.append(f"{upload.name}: {refusal}")
    return found, refused


def too_much(count: int, size: int, slowed_as: str) -> str:
    """Why no further file is taken, or ""."""
    if count >= MOST_FILES:
        return ngettext("%(most)s file at most", "%(most)s files at most", MOST_FILES) % {"most": MOST_FILES}
    if size > MOST_BYTES:
        return _("All files together: %(most)s MB at most") % {"most": MOST_BYTES // 2**20}
    if slowed_as and slowing.is_too_much("file", slowed_as):
        return _("Too many files came from your network in this hour. Send the others later, with your code.")
    return ""
