"""Writing a draft.  It keeps everything that was typed, right or wrong, and no one's words are overwritten unseen."""

import json

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Organization, User
from icajo.journey import RepeatingStep, Step, seen
from icajo.models import StoredFile

from ..casework import lock_to_edit, transition
from ..definition import LicenceType
from ..errors import ChangedElsewhere, NotNow, TooMuch
from ..judging import DOCUMENTS
from ..models import Application, Document
from .quota import room_for_another

MOST_CHARACTERS = 1_000_000  # of a draft: no honest one has a hundredth of that
MOST_WITH_LISTS = 8_000_000  # of one that has lists which come from spreadsheets


@transaction.atomic
def start(
    licence_type: LicenceType,
    *,
    by: User,
    organization: Organization | None = None,
    by_agent: bool = False,
    step: type[Step],
    typed: dict,
    once: str,
) -> Application:
    """A new draft with its file number, made by the first save of its first page.

    `organization` is None for a new applicant; `by_agent` says that somebody else files for it.  `once` is the page's
    own token: a page posted twice starts one draft.  Raises TooManyDrafts.
    """
    if not Application.objects.filter(created_by=by, once=once).exists():
        room_for_another(by)
    first: dict = {"type_code": licence_type.code, "organization": organization, "by_agent": by_agent, "saved_by": by}
    application, new = Application.objects.get_or_create(
        created_by=by, once=once, defaults=first | {"ref": next_file_number}
    )
    if not new:  # posted before, perhaps at the same moment
        return save_step(application, step, typed, by=by)
    transition(application, "start", by=by)
    if organization and licence_type.holder_page != step.slug:  # the first page was shown with it, a later one is not
        application.answers[licence_type.holder_page] = licence_type.holder.typed(organization)
    return keep(application, step.slug, typed, by=by)


def next_file_number() -> str:
    """« 2026-100123 »: the year, and six digits that never repeat."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('licensing_file_number')")
        return f"{timezone.localdate().year}-{cursor.fetchone()[0]:06}"


@transaction.atomic
def save_step(
    application: Application, step: type[Step], typed: dict, *, by: User, started_from: str = ""
) -> Application:
    """Keep what was typed on a page.  `started_from` is the digest of what the page showed.

    Raises ChangedElsewhere if somebody else saved the same page since; NotNow if it may not be edited any more;
    TooMuch where a draft can hold no more.
    """
    application = lock_to_edit(application, step.slug, by=by)
    stored = application.answers.get(step.slug)
    if started_from and stored != typed and seen(stored) != started_from:
        raise ChangedElsewhere(stored)
    return keep(application, step.slug, typed, by=by)


@transaction.atomic
def save_row(
    application: Application, step: type[RepeatingStep], row: str, typed: dict, *, by: User, started_from: str = ""
) -> Application:
    """Keep one row of a repeating step; a row of this id is replaced, so that a page posted twice adds one row.

    Raises what `save_step` raises, and TooMuch where the list is full.
    """
    application = lock_to_edit(application, step.slug, by=by)
    rows = application.answers.get(step.slug) or []
    stored = next((one for one in rows if one["id"] == row), None)
    if stored is None and len(rows) >= step.at_most:
        raise TooMuch(step.slug)
    new = {"id": row, **typed}
    if stored is not None and started_from and stored != new and seen(stored) != started_from:
        raise ChangedElsewhere(stored)
    kept = [new if one["id"] == row else one for one in rows] if stored is not None else [*rows, new]
    return keep(application, step.slug, kept, by=by)


@transaction.atomic
def save_rows(
    application: Application, step: type[RepeatingStep], rows: list[dict], *, by: User, append: bool, started_from: str
) -> Application:
    """Keep all these rows of a list at once, in place of what was there or after it.

    Raises ChangedElsewhere where the list is no longer the one that the page showed; NotNow; TooMuch.
    """
    application = lock_to_edit(application, step.slug, by=by)
    stored = application.answers.get(step.slug) or []
    if seen(stored) != started_from:
        raise ChangedElsewhere(stored)
    kept = [*stored, *rows] if append else rows
    if len(kept) > step.at_most:
        raise TooMuch(step.slug)
    return keep(application, step.slug, kept, by=by)


@transaction.atomic
def remove_row(application: Application, step: type[Step], row: str, *, by: User) -> Application:
    """Take a row off a repeating step; a row that is gone already is no error."""
    application = lock_to_edit(application, step.slug, by=by)
    rows = application.answers.get(step.slug) or []
    return keep(application, step.slug, [one for one in rows if one["id"] != row], by=by)


def keep(application: Application, slug: str, typed: dict | list, *, by: User) -> Application:
    """Store what was typed on one page of a locked draft.  Raises TooMuch."""
    earlier = application.answers.get(slug)
    # what is no longer asked on this page is kept aside, in case the applicant changes back
    application.answers[slug] = (
        {**earlier, **typed} if isinstance(earlier, dict) and isinstance(typed, dict) else typed
    )
    long = any(step.repeats and step.imported for step in application.procedure.steps)
    if len(json.dumps(application.answers, ensure_ascii=False)) > (MOST_WITH_LISTS if long else MOST_CHARACTERS):
        raise TooMuch(slug)
    application.saved_at, application.saved_by = timezone.now(), by
    application.save(update_fields=["answers", "saved_at", "saved_by"])
    return application


@transaction.atomic
def attach(application: Application, code: str, file: StoredFile, *, by: User) -> Document:
    """Attach a stored file under a document code.  The same file under the same code is attached once."""
    application = lock_to_edit(application, DOCUMENTS, by=by)
    same = application.documents.filter(code=code, file__sha256=file.sha256).first()
    return same or application.documents.create(code=code, file=file, added_by=by)


@transaction.atomic
def detach(application: Application, document: Document, *, by: User) -> None:
    """Take a document off a draft.  One that a round has frozen, or that an officer reviewed, stays."""
    application = lock_to_edit(application, DOCUMENTS, by=by)
    frozen = {d["sha256"] for round in application.rounds.all() for d in round.documents}
    if document.file.sha256 in frozen or document.reviews.exists():
        raise NotNow("detach")
    application.documents.filter(pk=document.pk).delete()


@transaction.atomic
def discard(application: Application, *, by: User) -> None:
    """Throw a draft away.  It leaves every list; its number is never used again."""
    transition(application, "discard", by=by)
