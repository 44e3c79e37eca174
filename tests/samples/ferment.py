"""What a ferment on premises centre types, and for each request about its licence."""

from datetime import date

from . import alcohol, liquor
from .typing import changed


def ferment_answers(on: date, **changes) -> dict:
    answers = {
        "applicant": alcohol.applicant(legal_name="Les Caves du Canal inc.", operating_name="Les Caves"),
        "associates": alcohol.associates(),
        "premises": alcohol.premises(on, premises_name="Les Caves", premises_type="shop"),
        "managers": [alcohol.manager()],
        "centre": {
            "made_here": ["beer", "wine"],
            "carboys": "200",
            "sales_tax_number": "123456789RT0001",
            "sales_tax_same_name": "yes",
            "sells_liquor": "no",
        },
        "questions": alcohol.questions(),
        "validity": {"term_years": "4"},
    }
    return changed(answers, changes)


def about(on: date) -> dict[str, dict]:
    """The requests are those of every liquor licence."""
    return liquor.about(on)
