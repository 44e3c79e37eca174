"""Ask questions one page at a time.  Knows nothing of licences, users or the database."""

from .answers import Answers
from .journey import Journey
from .step import Figure, RepeatingStep, Step, asked, given, seen
from .transcript import shown_answers, transcript

__all__ = [
    "Answers",
    "Figure",
    "Journey",
    "RepeatingStep",
    "Step",
    "asked",
    "given",
    "seen",
    "shown_answers",
    "transcript",
]
