"""What must be true of the answers of an application, and what a rule may ask of the register."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from icajo.journey import Answers

type Text = str | Promise


@dataclass(frozen=True)
class Known:
    """A licence, or a file that asks for one, as a rule may know it."""

    type_code: str
    holder: str
    is_theirs: bool  # of the organization that applies
    is_granted: bool  # a licence that counts; otherwise a file under review


class Register:
    """What a rule may ask.  This one knows nothing: pages that are filled by strangers are judged by it."""

    def numbered(self, number: str) -> Known | None:
        """The licence that counts or the file under review with this number; None where there is none."""
        return None

    def relying_on(self, number: str, type_code: str) -> int:
        """How many living licences of a type stand on this one, the one that the application is about aside."""
        return 0

    def counting(self, numbers: Collection[str], type_code: str, on: date) -> set[str]:
        """Those of these numbers, as they were given, that are licences of this type which count on the day."""
        return set()

    def forbids_stores(self, municipality: str) -> bool:
        """Did this municipality decide that no cannabis store opens there?"""
        return False

    def recorded(self, name: str) -> Any:
        """What the licence that the application is about says to a question of its type; None where nothing is."""
        return None


NOTHING_KNOWN = Register()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something that must be true of the whole application before it can be sent.

    It is judged once every answer it needs is there, and its message stands beside `question`.
    """

    question: str
    needs: Sequence[str]
    holds: Callable[..., bool]
    message: Text
    values: Callable[..., dict] = lambda answers, on: {}  # what the message quotes
    warning: bool = False  # said, but not in the way
    explained: str = ""  # a page that says what to do instead, named without its language

    def is_kept(self, answers: Answers, on: date, register: Register) -> bool:
        return self.holds(answers, on)

    def said(self, answers: Answers, on: date, register: Register) -> str:
        """The message, with what it quotes."""
        return str(self.message) % self.values(answers, on)


@dataclass(frozen=True, kw_only=True)
class RegisterRule(Rule):
    """A rule that asks the register as well: `holds` and `values` are given it after the day."""

    holds: Callable[[Answers, date, Register], bool]
    values: Callable[[Answers, date, Register], dict] = lambda answers, on, register: {}

    def is_kept(self, answers: Answers, on: date, register: Register) -> bool:
        return self.holds(answers, on, register)

    def said(self, answers: Answers, on: date, register: Register) -> str:
        return str(self.message) % self.values(answers, on, register)
