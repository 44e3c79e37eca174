"""What the staff write down about a file for one another."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User

from ..models import Application, Note
from ..models.applications import reads_files


@transaction.atomic
def write_note(application: Application, *, by: User, text: str, at: datetime) -> Note:
    """Write a note on a file, whatever its state.  What its author has just written is not written twice.

    Raises PermissionDenied for anybody who does not read files.
    """
    if not reads_files(by):
        raise PermissionDenied("note")
    # two clicks of one person wait for each other
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    last = application.notes.first()
    if last and (last.by, last.text) == (by, text):
        return last
    return application.notes.create(text=text, by=by, at=at)
