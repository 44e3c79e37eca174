"""The papers of a bar or a restaurant, and what is open until a decision (facts 1.3.1, 1.5, 1.6)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from licensing.definition import Check, Document

from ..alcohol.papers import PAPERS_OF_THE_APPLICANT
from ..alcohol.premises import Origin, worked_out_by
from ..alcohol.procedures import SIGNATURE
from ..business.associates import CONTROL, OWNERSHIP_CHART
from .steps import Letter, LicenceClass

PLANS = Document("floor-plans", _("Floor plans with every licensed area outlined"))
INSPECTION = Check("final-inspection", _("Final inspection of the premises"))
AGENCY_LETTERS = [
    Document("municipal-information", Letter.MUNICIPAL.label, template="municipal-information"),
    Document("building-letter", Letter.BUILDING.label),
    Document("fire-letter", Letter.FIRE.label),
    Document("health-letter", Letter.HEALTH.label),
]


def at_hand(letter: Letter, a) -> bool:
    return letter in (a.letters_at_hand or [])


def to_come(letter: Letter, a) -> bool:
    return not at_hand(letter, a)


def letter_at_hand(letter: Letter) -> Document:
    return Document(
        letter.value,
        letter.label,
        when=partial(at_hand, letter),
        why=_("attached now because you have it already"),
        template="municipal-information" if letter == Letter.MUNICIPAL else "",
    )


DOCUMENTS = [
    SIGNATURE,
    PLANS,
    *PAPERS_OF_THE_APPLICANT,
    OWNERSHIP_CHART,
    Document(
        "sealed-calculation",
        _("Calculation of the capacity, sealed and signed"),
        when=lambda a: worked_out_by(a, Origin.PROFESSIONAL),
        why=_("required because an architect or an engineer worked out a capacity"),
    ),
    Document(
        "manufacturer-tie",
        _("Description of the interest of the manufacturer"),
        when=lambda a: bool(a.manufacturer_interest) and a.licence_class != LicenceClass.TIED_HOUSE,
        why=_("required because a manufacturer has an interest in the business"),
    ),
    *(letter_at_hand(letter) for letter in Letter),
]
CHECKS = [
    *(
        Check(f"{letter.value}-due", label, when=partial(to_come, letter))
        for letter, label in {
            Letter.MUNICIPAL: _("Municipal Information Form received"),
            Letter.BUILDING: _("Letter of the building department received"),
            Letter.FIRE: _("Letter of the fire department received"),
            Letter.HEALTH: _("Letter of the public health unit received"),
        }.items()
    ),
    CONTROL,
    INSPECTION,
]
