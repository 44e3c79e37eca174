"""A cannabis store under review, and one that is granted: it opens later, has a seal, and the public follows it."""

from django.utils import timezone

from licensing import actions, decision_letters, fees
from licensing.models import Application
from tests import samples


def under_review(owner, officer, *, on, answers=None):
    application = samples.complete(owner, on=on, type_code="cannabis-store", answers=answers)
    actions.complete(application, by=owner, at=timezone.now(), fee_seen=fees.assess(application, on).total)
    application.refresh_from_db()
    if application.is_awaiting_payment:
        actions.submit(application, by=owner, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


def granted(application, officer, *, on, **decided):
    """What comes of it once every check is closed."""
    application.checks.update(closed_at=timezone.now())
    return actions.approve(application, by=officer, on=on, **decided)


def doors(world):
    """What is behind the address of a decision: the letter about the licence of the applicant."""
    licence = world.approved.licence
    facts = {"holder": "", "licence_number": licence.number, "type_name": "", "on": None, "reasons": "", "url": ""}
    letter = decision_letters.keep(
        "suspension_lifted", lambda language: facts, key="k", on=licence.issued_on, licence=licence
    )
    return {"licensing:decision_letter": {"pk": letter.pk, "language": "fr"}}
