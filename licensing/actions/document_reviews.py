"""What an officer makes of a document."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User

from ..errors import NotNow
from ..models import Application, Document, DocumentReview
from ..permissions import may_decide
from ..states import OPEN_TO_STAFF


@transaction.atomic
def review_document(document: Document, *, by: User, outcome: str, why: str = "", at: datetime) -> DocumentReview:
    """Accept a document, or refuse it for a reason that the applicant reads.  The same said twice is said once.

    Raises NotNow once the file is decided or withdrawn, and PermissionDenied for whoever may not decide about it.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=document.application_id)
    if not may_decide(by, application):
        raise PermissionDenied("review")
    if application.state not in OPEN_TO_STAFF:
        raise NotNow("review")
    why = why if outcome == DocumentReview.Outcome.REFUSED else ""
    last = document.reviews.first()
    if last and (last.outcome, last.why) == (outcome, why):
        return last
    return document.reviews.create(outcome=outcome, why=why, by=by, at=at)
