"""What an inspector looks for at the premises of a type before a decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from icajo.journey import Answers

type Text = str | Promise


@dataclass(frozen=True)
class Criterion:
    """One thing to be seen, and the rule that asks for it; `when` it does not hold, it is not looked for."""

    code: str
    label: Text
    basis: Text = ""
    when: Callable[[Answers], bool] = lambda answers: True


@dataclass(frozen=True, kw_only=True)
class InspectionRule:
    """The criteria, in their order: the inspection is passed once each of them is."""

    criteria: Sequence[Criterion]
    when: Callable[[Answers], bool] = lambda answers: True

    def asked_of(self, answers: Answers) -> list[Criterion]:
        """The criteria that count for these answers."""
        return [criterion for criterion in self.criteria if criterion.when(answers)]
