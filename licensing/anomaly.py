"""What does not add up in a report: it is not typed away, it is explained, and the officer reads it first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from icajo.journey import Answers, Step
from icajo.journey.fields import LongText

from .rule import Text

SHORTEST = 20  # characters of an explanation: a short sentence
ASKED = _("In a sentence or more, 20 characters at least: what happened, and what shows it.")


SAID = {
    "required": _("Explain this point: %(label)s"),
    "min_length": _("Explain this point in a sentence, of %(limit_value)d characters at least: %(label)s"),
}


@dataclass(frozen=True)
class Anomaly:
    """`code` is for ever: the explanation is kept under it.  `text` says what was found, with the figures."""

    code: str
    text: Text

    @property
    def question(self) -> str:
        """The name of the question that asks for its explanation."""
        return question_about(self.code)


type Anomalies = Callable[[Answers], Sequence[Anomaly]]


def no_anomalies(answers: Answers) -> Sequence[Anomaly]:
    return ()


def question_about(code: str) -> str:
    return f"explain_{code.replace('-', '_')}"


class Explanations(Step):
    """A page that asks one question for each anomaly of the pages before it, and none where everything adds up.

    A procedure makes its own with `explaining`.
    """

    anomalies: Anomalies

    def __init__(self, data=None, *, answers=None, **kwargs):
        super().__init__(data, answers=answers, **kwargs)
        if answers is None:
            return
        found = {one.question: one for one in type(self).anomalies(answers)}
        for name in list(self.fields):
            if name not in found:
                del self.fields[name]
            else:
                self.fields[name].label = found[name].text


def explaining(name: str, title: Text, intro: Text, asks: Mapping[str, Text], anomalies: Anomalies) -> type[Step]:
    """The page of explanations of a procedure: `asks` has every code that `anomalies` may find, with what to explain.

    Its address comes from `name`, as that of any step does from the name of its class.
    """
    questions: dict[str, Any] = {
        question_about(code): LongText(
            text, min_length=SHORTEST, max_length=2000, help_text=ASKED, error_messages=SAID
        )
        for code, text in asks.items()
    }
    parts = {"title": title, "intro": intro, "anomalies": staticmethod(anomalies), **questions}
    return type(Explanations)(name, (Explanations,), parts)


def explained_on(steps: Sequence[type[Step]]) -> list[str]:
    """The pages of explanations among these: a correction elsewhere may ask for one, so they open with it."""
    return [step.slug for step in steps if issubclass(step, Explanations)]


def explained(anomalies: Anomalies, answers: Answers) -> list[tuple[Anomaly, str]]:
    """Each anomaly with what was said about it; "" where nothing was, or nothing is asked."""
    return [(one, getattr(answers, one.question, None) or "") for one in anomalies(answers)]
