"""How many drafts a person may begin: far more than anybody fills in, far fewer than a script would."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User

from ..errors import TooManyDrafts
from ..models import Application
from ..states import State

MOST = [(timedelta(minutes=10), 40), (timedelta(days=1), 200)]
JUNK = [State.DRAFT, State.LAPSED]  # what went on to be paid or judged is work, and does not count


def room_for_another(person: User) -> None:
    """Raises TooManyDrafts.  Counted in the database; needs a transaction: a person begins one draft at a time."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    begun = Application.objects.filter(created_by=person, state__in=JUNK).order_by("-created_at", "-pk")
    for window, most in MOST:
        within = begun.filter(created_at__gt=timezone.now() - window).values_list("created_at", flat=True)
        if oldest := within[most - 1 : most].first():
            raise TooManyDrafts(oldest + window)
