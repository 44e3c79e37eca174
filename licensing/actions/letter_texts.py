"""The text of a letter: one person writes it, another approves it for a day."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..errors import NotNow, Unwritable
from ..letter_wording import LANGUAGES, faults
from ..models import LetterText


@transaction.atomic
def approve_text(text: LetterText, *, by: User, on: date) -> None:
    """Let it be used from its day, or from today.  PermissionDenied to whoever wrote it; NotNow where it is approved;
    Unwritable where it lacks a language, or something that the letter has to say.
    """
    text = LetterText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not by.has_perm("licensing.approve_lettertext") or by.pk == text.written_by_id:
        raise PermissionDenied("approve")
    if text.approved_by_id:
        raise NotNow("approve")
    for language in LANGUAGES:
        title, words = text.of(language)
        if not (title.strip() and words.strip()) or faults(text.letter, title, words):
            raise Unwritable(text.letter, language)
    text.approved_by, text.approved_at = by, timezone.now()
    text.in_force_from = max(text.in_force_from, on)
    text.save(update_fields=["approved_by", "approved_at", "in_force_from"])
