"""A refusal, from the recommendation of one officer to the decision of another."""

from accounts.models import User
from licensing import actions
from licensing.models import Application
from tests import samples


def senior():
    """Whoever decides what others recommend; always the same."""
    return User.objects.filter(email="chef@example.org").first() or samples.staff(
        "senior-officer", "chef@example.org", first_name="Maude", last_name="Chef"
    )


def recommended(application, officer, *, reason="Non."):
    actions.recommend(application, by=officer, outcome="refuse", reasons=reason)
    return Application.objects.get(pk=application.pk)


def propose_refusal(application, officer, *, on, reason="Non."):
    recommended(application, officer, reason=reason)
    return actions.propose_refusal(application, by=senior(), on=on, reason=reason)


def refuse(application, officer, *, on, reason="Non."):
    """The applicant does without a hearing, where there may be one."""
    if application.type.is_heard:
        propose_refusal(application, officer, on=on, reason=reason)
        actions.waive_hearing(application, by=application.created_by)
    else:
        recommended(application, officer, reason=reason)
    actions.refuse(application, by=senior(), on=on, reason=reason)
    return Application.objects.get(pk=application.pk)
