"""What the provider tells us: stored first, acted on afterwards, done when its effect is."""

from django.db.models import F
from django.utils import timezone

from icajo import queue

from .. import gateway
from ..errors import NoSuchSession
from ..models import ProviderEvent
from .settlement import settle


def record_event(body: bytes, signature: str) -> ProviderEvent:
    """Keep a webhook's event, once, and hint that it waits.  Raises Forged; then there is no row."""
    told = gateway.read_event(body, signature)
    event, _new = ProviderEvent.objects.get_or_create(
        event_id=told.id, defaults={"kind": told.kind, "session_id": told.session_id, "payload": told.payload}
    )
    if event.processed_at is None:
        queue.after_commit("payments.process_event", event.pk)
    return event


def process_event(event: ProviderEvent) -> None:
    """Do what an event calls for.  The provider is asked again: events come late, twice and in any order.

    Raises what `settle` raises; the event then stays to be processed, with the reason beside it.
    """
    ProviderEvent.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1)
    try:
        if event.session_id:
            settle(event.session_id, event=event)
        else:
            _done(event)
    except NoSuchSession as error:
        _done(event, repr(error))
    except Exception as error:
        ProviderEvent.objects.filter(pk=event.pk).update(error=repr(error)[:2000])
        raise


def _done(event, error=""):
    ProviderEvent.objects.filter(pk=event.pk, processed_at=None).update(processed_at=timezone.now(), error=error)
