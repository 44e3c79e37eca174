"""Ask questions one page at a time.  Knows nothing of licences, users or the database."""

from .answers import Answers
from .journey import Journey
from .step import RepeatingStep, Step, asked, seen
from .transcript import shown_answers, transcript

__all__ = ["Answers", "Journey", "RepeatingStep", "Step", "asked", "seen", "shown_answers", "transcript"]
