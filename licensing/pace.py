"""By when a decision is aimed at, and where the file is: what the work queue reads, worked out as a file comes in.

No formal standard is published for any type (the regulator promises a timely answer); each type says in how many days
a decision is aimed at, and where that number comes from.  The days count from the day of receipt.  Those during which
the applicant held the file do not count: between a request for information and its reply, and until a transfer that
was announced has arrived.  What others do meanwhile, such as a public notice or an inspection, does count.
"""

from datetime import date, timedelta

from icajo.calendar import deadline
from icajo.journey import Journey

from .folding import fold
from .models import Application, RiskAssessment
from .noticing import sealed_record

COLUMNS = ("municipality", "place", "due_on", "risk")


def enter(application: Application) -> None:
    """Set the columns of a file that is received; to be saved by the caller."""
    application.due_on = deadline(application.received_on, application.type.decided_within)
    locate(application)


def resume(application: Application, *, since: date, on: date) -> None:
    """Set them anew once the applicant, who held the file since that day, gave it back."""
    if application.due_on:  # a file received before there were such dates may have none
        application.due_on += max(on - since, timedelta())
    locate(application)


def locate(application: Application) -> None:
    """The municipality that the last round says; where it says none, that of the licence it is about."""
    answers = Journey(application.type.steps, sealed_record(application)).answers
    said = getattr(answers, application.type.municipality) or ""
    if not said and application.about:
        said = application.about.municipality
    application.municipality = said.strip()[:100]
    application.place = fold(said)[:100]
    application.risk = RiskAssessment.objects.level_of(application.organization_id)
