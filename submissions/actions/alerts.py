"""Subscribing to alerts, without an account: confirmed by e-mail, and left with one click."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from icajo import mail
from licensing.folding import fold

from ..errors import DeadLink
from ..models import Alert, Subscriber

SALT = "submissions.alerts"
VALID_FOR = timedelta(days=3)
MOST = 60  # wishes an address may have, confirmed or not


@transaction.atomic
def subscribe(*, email: str, municipality: str, kinds: Sequence[str], language: str) -> None:
    """Note what an address would like to hear of, and ask it whether that is so.

    `kinds` are codes of types, all where there is none.  Beyond MOST wishes nothing is noted and nothing is sent.
    """
    subscriber, _new = Subscriber.objects.get_or_create(
        email=mail.one_line(email).lower(), defaults={"language": language}
    )
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.alerts.count() + len(kinds or [""]) > MOST:
        return
    name = " ".join(municipality.split())
    wishes = [
        subscriber.alerts.get_or_create(place=fold(name), type_code=kind, defaults={"municipality": name})[0].pk
        for kind in kinds or [""]
    ]
    token = signing.dumps([subscriber.pk, wishes, language], salt=SALT)
    mail.write(
        key=f"alerts-{signing.Signer(salt=SALT).signature(token)[:32]}",
        to=subscriber.email,
        language=language,
        template="alerts_confirm",
        context={
            "municipality": name,
            "url": settings.SITE_URL + reverse("submissions:confirm_alerts", args=[token]),
            "days": VALID_FOR.days,
        },
        hidden=["url"],
    )


def meant(token: str) -> tuple[int, list[int], str]:
    """(subscriber, wishes, language) that the link of a letter names.  Raises DeadLink."""
    try:
        subscriber, wishes, language = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise DeadLink from error
    if not Alert.objects.filter(pk__in=wishes, subscriber=subscriber).exists():
        raise DeadLink
    return subscriber, wishes, language


def wished(token: str) -> list[Alert]:
    """What a link would confirm.  Raises DeadLink."""
    subscriber, wishes, _language = meant(token)
    return list(Alert.objects.filter(pk__in=wishes, subscriber=subscriber).order_by("type_code"))


@transaction.atomic
def confirm(token: str, *, at: datetime) -> Subscriber:
    """What the link of a letter asks for, from now on; twice is once.  Raises DeadLink."""
    pk, wishes, language = meant(token)
    Alert.objects.filter(pk__in=wishes, subscriber=pk, confirmed_at=None).update(confirmed_at=at)
    Subscriber.objects.filter(pk=pk).update(language=language)
    return Subscriber.objects.get(pk=pk)


def leave(key: str) -> None:
    """Forget this subscriber and all that they asked for; somebody who left already stays gone."""
    Subscriber.objects.filter(key=key).delete()


def forget_unconfirmed() -> None:
    """Wishes that were not confirmed in time, and addresses that wish nothing."""
    late = timezone.now() - VALID_FOR
    Alert.objects.filter(confirmed_at=None, asked_at__lt=late).delete()
    wishes = Alert.objects.filter(subscriber=OuterRef("pk"))
    Subscriber.objects.filter(~Exists(wishes), asked_at__lt=late).delete()
