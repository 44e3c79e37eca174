"""What the database keeps encrypted, sealed again under the key of today, so that a former key can be retired."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.db import transaction

from .. import sealed
from ..models import User

SECRETS = ("secret", "seed")  # of an authenticator app, of recovery codes


def reseal(refuse: Callable[[str], None]) -> int:
    """Seal every secret again, a row at a time, while the portal is open; returns how many.  Safe to repeat.

    `refuse` hears of each row that no listed key opens: it is left as it is.
    """
    apps = _each(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN), _second_step, refuse)
    return apps + _each(User.objects.exclude(typed_code=""), _typed_code, refuse)


def _each(rows, again, refuse):
    done = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
            if row is None:  # used or removed since
                continue
            try:
                again(row)
            except ValueError:
                refuse(f"{row._meta.verbose_name} {pk}")
            else:
                done += 1
    return done


def _second_step(row):
    row.data |= {name: sealed.again(row.data[name]) for name in SECRETS if name in row.data}
    row.save(update_fields=["data"])


def _typed_code(person):
    person.typed_code = sealed.again(person.typed_code)
    person.save(update_fields=["typed_code"])
