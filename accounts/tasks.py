"""What an account leaves behind is forgotten in time."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from celery import shared_task
from django.utils import timezone

from icajo.models import Limit
from icajo.sessions import SessionStore

SIGN_INS = timedelta(days=90)  # how long who signed in, or tried to, is on record


@shared_task(name="accounts.forget")
def forget():
    """Sessions that are over, counts that count no more, sign-ins of long ago.  Once a night; again does no harm."""
    now = timezone.now()
    SessionStore.clear_expired()
    Limit.objects.filter(expires__lt=now).delete()
    for record in (AccessAttempt, AccessFailureLog, AccessLog):
        record.objects.filter(attempt_time__lt=now - SIGN_INS).delete()
