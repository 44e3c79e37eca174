"""The letters of a decision before it is made.

The decision is tried in a transaction that is undone, and the letters that it would leave are read.  What is decided
afterwards leaves the very same letters, word for word in both languages, or nothing is decided.
"""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User

from .deciding import Decision
from .errors import LetterChanged


@dataclass(frozen=True)
class Preview:
    letters: list[dict]  # {"fr": [title, text], "en": [title, text]}

    @property
    def digest(self) -> str:
        """What was read, in short: whoever decides says it back."""
        said = json.dumps(self.letters, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def shown(self) -> list[tuple[str, str, list[str]]]:
        """[(language, title, paragraphs)], the languages of each letter together."""
        return [
            (language, title, text.split("\n\n"))
            for letter in self.letters
            for language, (title, text) in sorted(letter.items(), reverse=True)
        ]


def tried(form: Decision, *, by: User) -> Preview:
    """The letters of this decision, which is not made.  Raises what its action raises."""
    form.prepare()
    with transaction.atomic():
        preview = made(form, by)
        transaction.set_rollback(True)
    return preview


def decided(form: Decision, *, by: User, read: str) -> None:
    """Make the decision whose letters were read.  Raises LetterChanged where it would leave others by now."""
    with transaction.atomic():
        if made(form, by).digest != read:
            raise LetterChanged


def made(form, by) -> Preview:
    about = getattr(form, form.about)
    before = about.decision_letters.order_by("pk").last()
    form.act(by=by)
    letters = about.decision_letters.filter(pk__gt=before.pk if before else 0).order_by("pk")
    return Preview([letter.texts for letter in letters])
