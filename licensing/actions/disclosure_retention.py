"""The end of completed disclosures: two years after the last thing that they were for (dangers, retention)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from icajo.calendar import anniversary

from ..models import Disclosure, Invitation
from ..standing import standing
from ..states import DECIDED, State
from .disclosed import destroy

YEARS = 2
OVER = {*DECIDED, State.LAPSED}


def destroy_disclosures(on: date, *, at: datetime) -> int:
    """Destroy what was disclosed and has not been needed for two years; returns how many.  Safe to repeat.

    That somebody disclosed, when, and who read it remain; not a word of what they said, nor their papers.
    """
    last = anniversary(on, -YEARS)
    old = Disclosure.objects.exclude(sealed="").filter(completed_at__lt=at, completed_at__date__lte=last)
    old = old.exclude(invitations__in=Invitation.objects.exclude(application__state__in=OVER))
    return sum(destroy_one(pk, on, last, at) for pk in old.order_by("pk").values_list("pk", flat=True).iterator(500))


@transaction.atomic
def destroy_one(pk: int, on: date, last: date, at: datetime) -> bool:
    disclosure = Disclosure.objects.select_for_update().get(pk=pk)
    if not disclosure.sealed or needed_until(disclosure, on) > last:
        return False
    for paper in disclosure.papers.select_related("file"):
        destroy(paper)
    disclosure.sealed, disclosure.saved_at = "", at
    disclosure.save(update_fields=["sealed", "saved_at"])
    return True


def needed_until(disclosure: Disclosure, on: date) -> date:
    """The last day on which a file or a licence stood on it; today where one still does."""
    uses = disclosure.invitations.select_related("application")
    days = [timezone.localdate(disclosure.completed_at), *(needed_by(one, on) for one in uses)]
    return max(days)


def needed_by(invitation: Invitation, on: date) -> date:
    """To the decision where nothing was granted; then as long as the licence lives and names the person."""
    application = invitation.application
    if application.state not in OVER:
        return on
    ended = application.events.aggregate(at=Max("at"))["at"]
    decided = timezone.localdate(ended) if ended else timezone.localdate(invitation.sent_at)
    version = application.versions.select_related("licence").last()
    if version is None:
        return decided
    licence = version.licence
    if not standing(licence, on).lives:
        return max(decided, licence.ended_on or licence.expires_on or decided)
    if any(row.get("id") == invitation.row for row in licence.answers.get(invitation.step) or []):
        return on
    return licence.versions.latest("decided_on").decided_on  # whoever left has left by then
