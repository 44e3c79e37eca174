"""Is an application complete and right?  Asked by every page that judges, and again by `seal`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from icajo.journey import Journey
from icajo.words import long_date

from .asking import Asking
from .definition import Effect, Purpose, Rule
from .disclosing import ON_ITS_WAY, Place, Status, board
from .models import Obligation
from .rule import NOTHING_KNOWN, Register
from .standing import standing

DOCUMENTS = "documents"  # the page of papers to attach, which is no step of the journey
REVIEW = "review"


@dataclass(frozen=True)
class Problem:
    """Something missing or wrong: on which page, beside which question, in which row of a list."""

    step: str
    title: str
    question: str
    message: str
    row: str = ""
    warning: bool = False
    explained: str = ""
    waits: bool = False  # for somebody else: there is nothing left to do on the page


def problems_of(application, on: date) -> list[Problem]:
    """Everything between this application and the review, in the order of the pages."""
    return reports_late(application, application.journey, on) + problems_in(application, on)


def problems_in(application, on: date) -> list[Problem]:
    """The same of the application alone, without what else its applicant owes."""
    journey = application.journey
    found = [problem for step in journey.steps for problem in problems_of_page(application, journey, step, on)]
    return too_late(application, journey, on) + found + missing_documents(application, journey)


def too_late(application, journey: Journey, on: date) -> list[Problem]:
    """A renewal comes by the last day of its licence, a change while there is a licence to change.

    Said beside the first question, since none is to blame.
    """
    licence, effect = application.about, application.procedure.effect
    if licence is None or effect == Effect.ISSUE:
        return []
    said = ""
    if application.purpose == Purpose.RENEWAL and licence.expires_on and on > licence.expires_on:
        said = _("Licence %(number)s expired on %(day)s: it can no longer be renewed. Apply for a new one.")
    elif effect.needs_a_living_licence and not standing(licence, on).lives:
        said = _("Licence %(number)s is no longer in force: nothing can be changed on it.")
    elif refused := str(application.procedure.refused(licence, on)):
        said = refused.replace("%", "%%")
    if not said:
        return []
    first = journey.steps[0]
    text = said % {"number": licence.number, "day": long_date(licence.expires_on) if licence.expires_on else ""}
    return [Problem(first.slug, str(first.title), first.names()[0], text)]


def reports_late(application, journey: Journey, on: date) -> list[Problem]:
    """A warning for each licence of the applicant of which a report is late; it keeps nobody from applying."""
    first = journey.steps[0]
    said = _("The report of licence %(number)s was due on %(day)s. Send it: an officer looks at it before deciding.")
    return [
        Problem(
            first.slug, str(first.title), first.names()[0],
            said % {"number": owed.licence.number, "day": long_date(owed.due_on)}, warning=True,
        )
        for owed in late_reports(application, on)
    ]  # fmt: skip


def late_reports(application, on: date) -> list[Obligation]:
    """The reports that whoever asks for something owes on this day; whoever reports is not reproached with it."""
    if application.organization_id is None or not application.procedure.effect.decides:
        return []
    late = Obligation.objects.late(on).filter(licence__organization=application.organization_id)
    return list(late.select_related("licence"))


def problems_of_page(application, journey: Journey, step, on: date) -> list[Problem]:
    """What keeps the applicant on one page: its answers, the rules, and the people of its list who are to disclose."""
    found = problems_on(application.procedure.rules, journey, step, on, Asking(application, on))
    return found + (undisclosed(application, step) if step.repeats and not found else [])


def warnings_on(application, step, on: date) -> list[str]:
    """What is said about one page and is in nobody's way."""
    journey, register = application.journey, Asking(application, on)
    rules = [rule for rule in application.procedure.rules if rule.warning]
    return [rule.said(journey.answers, on, register) for rule in broken_rules(rules, journey, on, [step], register)]


def warned(application, round, on: date) -> list[str]:
    """The same of all that was sent, as the register knows it now."""
    journey, register = round.journey, Asking(application, on)
    rules = [rule for rule in application.procedure.rules if rule.warning]
    return [rule.said(journey.answers, on, register) for rule in broken_rules(rules, journey, on, register=register)]


def undisclosed(application, step) -> list[Problem]:
    """Those of this list whose link was not sent or, where the procedure waits for them, who have not completed."""
    waits = application.procedure.disclosed
    return [
        Problem(
            step.slug,
            str(step.title),
            step.names()[0],
            what_is_missing(place, waits),
            place.asked.row,
            waits=place.status in ON_ITS_WAY,
        )
        for place in board(application, step.slug)
        if not (place.is_done if waits else place.status in ON_ITS_WAY)
    ]


def what_is_missing(place: Place, waits: bool) -> str:
    said = {
        Status.PREPARED: _("Send the disclosure to %(name)s"),
        Status.NOT_ME: _("%(name)s answered not to be the right person: correct the address, or replace the person"),
        Status.BOUNCED: _("The letter to %(name)s came back: correct the address"),
        Status.EXPIRED: _("The link of %(name)s has expired: send another"),
    }
    late = _("%(name)s has not completed the disclosure yet") if waits else ""
    return said.get(place.status, late) % {"name": place.asked.name or place.asked.email or _("this line")}


def problems_on(
    rules: Sequence[Rule], journey: Journey, step, on: date, register: Register = NOTHING_KNOWN
) -> list[Problem]:
    """What is wrong on one page: its own answers first, then the rules that its questions stand for."""
    own = [
        Problem(step.slug, str(step.title), name, str(message), row) for row, name, message in journey.problems(step)
    ]
    wrong = {problem.question for problem in own}
    broken = broken_rules(rules, journey, on, [step], register)
    return own + [judged(rule, journey, step, on, register) for rule in broken if rule.question not in wrong]


def broken_rules(
    rules: Sequence[Rule],
    journey: Journey,
    on: date,
    steps: Sequence | None = None,
    register: Register = NOTHING_KNOWN,
) -> list[Rule]:
    """The rules of these steps, or of all, that do not hold; a rule waits until every answer it needs is there."""
    asked = {name for step in steps or journey.steps for name in step.names()}
    ready = (r for r in rules if r.question in asked and journey.answers.has(r.needs))
    return [rule for rule in ready if not rule.is_kept(journey.answers, on, register)]


def in_the_way_of_approval(application, on: date) -> list[str]:
    """What keeps an officer from approving on this day, in words: rules that the register no longer lets hold."""
    journey, register = application.last_round.journey, Asking(application, on)
    broken = broken_rules(application.procedure.to_approve, journey, on, register=register)
    return [rule.said(journey.answers, on, register) for rule in broken]


def judged(rule: Rule, journey: Journey, step, on: date, register: Register) -> Problem:
    message = rule.said(journey.answers, on, register)
    return Problem(step.slug, str(step.title), rule.question, message, "", rule.warning, rule.explained)


def required_documents(application, journey: Journey | None = None):
    """The documents of the procedure that these answers call for."""
    answers = (journey or application.journey).answers
    return [document for document in application.procedure.documents if document.when(answers)]


def missing_documents(application, journey: Journey) -> list[Problem]:
    return missing_among(required_documents(application, journey), {d.code for d in application.documents.all()})


def missing_among(documents, have: set[str]) -> list[Problem]:
    """One problem for each of these documents whose code is not among those that are there."""
    return [
        Problem(DOCUMENTS, _("Documents to attach"), d.code, _("Attach this document: %(label)s") % {"label": d.label})
        for d in documents
        if d.code not in have
    ]


def in_the_way(problems: list[Problem]) -> list[Problem]:
    """Those that are more than a warning."""
    return [problem for problem in problems if not problem.warning]


def in_order(journey) -> list[str]:
    """The names of all pages as they follow each other: the steps, the papers at their place, the last look."""
    before = [step.slug for step in journey.steps if not step.after_papers]
    return [*before, DOCUMENTS, *(step.slug for step in journey.steps if step.after_papers), REVIEW]
