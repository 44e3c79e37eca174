"""What people and entities with a part in a business disclose to the regulator alone (facts 1.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from icajo.journey import Journey, Step
from licensing.definition import Document, Rule, Text

from . import entity, person


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """The pages that one disclosure is made of."""

    code: str  # names its declaration
    edition: str  # changes when a question changes its meaning: what was answered to another serves no second time
    title: Text
    steps: Sequence[type[Step]]
    documents: Sequence[Document]
    rules: Sequence[Rule]

    def journey(self, answers: dict) -> Journey:
        return Journey(self.steps, answers)

    def documents_for(self, answers: dict) -> list[Document]:
        """The papers that these answers call for."""
        known = self.journey(answers).answers
        return [document for document in self.documents if document.when(known)]


PERSON = Questionnaire(
    code="person",
    edition="2026-11",
    title=_("Personal disclosure"),
    steps=person.STEPS,
    documents=person.DOCUMENTS,
    rules=person.RULES,
)
ENTITY = Questionnaire(
    code="entity",
    edition="2026-11",
    title=_("Disclosure of an entity"),
    steps=entity.STEPS,
    documents=entity.DOCUMENTS,
    rules=entity.RULES,
)


def questionnaire(is_entity: bool) -> Questionnaire:
    return ENTITY if is_entity else PERSON
