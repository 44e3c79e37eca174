"""A transfer that an application was sent with arrives, or is taken back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .. import pace, publishing
from ..casework import transition
from ..checks import FUNDS
from ..errors import NotNow
from ..models import Application
from ..states import OPEN_TO_STAFF


@transaction.atomic
def funds_arrived(application: Application, *, by: User | None) -> None:
    """The review may begin.  Raises NotNow for a file that nobody reviews any more, such as one withdrawn."""
    application = locked(application)
    if application.state not in OPEN_TO_STAFF:
        raise NotNow("funds")
    waited = application.checks.filter(code=FUNDS.code, closed_at=None).first()
    if waited:
        waited.closed_at, waited.closed_by = timezone.now(), by
        waited.save(update_fields=["closed_at", "closed_by"])
        pace.resume(application, since=timezone.localdate(waited.opened_at), on=timezone.localdate())
        application.save(update_fields=pace.COLUMNS)
        publish(application)


@transaction.atomic
def funds_returned(application: Application) -> None:
    """The bank took the money back: nothing can be decided until it is there again."""
    application = locked(application)
    if application.state in OPEN_TO_STAFF:
        application.checks.filter(code=FUNDS.code).update(closed_at=None, closed_by=None)
        publish(application)


@transaction.atomic
def send_back(application: Application, *, by: User, note: str) -> None:
    """The transfer it was sent with does not come: it is a draft again, as if it had never been received.

    Raises NotNow for one that waits for no transfer.
    """
    transition(application, "send_back", by=by, note=note)
    Application.objects.filter(pk=application.pk).update(received_at=None)
    application.checks.filter(code=FUNDS.code).delete()


def publish(application: Application) -> None:
    """A renewal whose transfer is on its way keeps its licence going for some days only."""
    if application.about_id:
        publishing.publish([application.about_id])


def locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
