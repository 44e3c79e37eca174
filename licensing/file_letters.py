"""The letter that a decision about a file leaves: kept with the decision itself, sent afterwards by a task."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from . import correspondence, decision_letters, proposing
from .definition import Effect
from .models import DecisionLetter, Event

APPROVED = {  # the letter that tells of it
    Effect.ISSUE: "application_approved",
    Effect.RENEW: "renewal_approved",
    Effect.AMEND: "change_approved",
    Effect.TRANSFER: "transfer_approved",
    Effect.SURRENDER: "surrender_accepted",
}


def name_of(event: Event) -> str:
    """Which letter tells of it: its name in the catalogue."""
    of_verb = {"refuse": "application_refused", "propose_refusal": "refusal_proposed"}
    return of_verb.get(event.verb) or APPROVED[event.application.procedure.effect]


def keep(event: Event) -> DecisionLetter:
    """The letter about this decision, once, in both languages.  Raises Unwritable."""
    application, on = event.application, timezone.localdate(event.at)
    road = decision_letters.road_to_review(application.type.recourse, on)
    facts, licence = {"approve": approval, "refuse": refusal, "propose_refusal": proposal}[event.verb](event)
    return decision_letters.keep(
        name_of(event),
        lambda language: {**correspondence.about(application, application.created_by), **road, **facts(language)},
        key=f"event-{event.pk}",
        on=on,
        application=application,
        licence=licence,
    )


def refusal(event):
    """A notice of proposal came before it, where the tribunal hears applicants."""
    said = {"reasons": event.note, **proposing.road_after(event.application)}
    return lambda language: said, None


def proposal(event):
    notice = event.application.proposals.filter(at__lte=event.at).last()
    return lambda language: proposing.in_the_letter(notice), None


def version_of(application):
    """What the approval left of the licence; None where it left nothing to print."""
    return application.versions.select_related("licence").last()


def approval(event):
    application = event.application
    version = version_of(application)
    licence = version.licence if version else application.about
    theirs = licence.organization_id == application.organization_id  # what was transferred is somebody else’s
    return lambda language: of_licence(licence, version, language), licence if theirs else application.about


def of_licence(licence, version, language):
    """What the letter about an approval says of the licence."""
    return {
        "licence_number": licence.number,
        "expires_on": licence.expires_on,
        "ended_on": licence.ended_on,
        "report_due_on": licence.report_due_on,
        "opens_on": version and version.opens_on,
        "opens_later": licence.type.opens,
        "sign": bool(licence.type.seal),
        "conditions": version.conditions[language] if version else [],
        "public_url": settings.SITE_URL + reverse("public_search:licence", args=[licence.number]),
    }
