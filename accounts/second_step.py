"""The second step of a sign-in: an authenticator app, a passkey, or a recovery code where both are lost.

allauth keeps them; here is what we ask of it besides: secrets that the database alone does not give away, codes that
serve once, and a lock after five wrong ones.
"""

import ipaddress

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import sealed

PENDING = totp.SECRET_SESSION_KEY  # in the session: the secret of an app not yet proved; allauth forgets it then
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class Adapter(DefaultMFAAdapter):
    """What allauth.mfa asks us: which words, under which name, and how to keep a secret."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used already. Wait for the next one."),
        "cannot_delete_authenticator": _("Staff keep at least one second step."),
    }

    def encrypt(self, text):
        return sealed.seal(text)

    def decrypt(self, encrypted_text):
        return sealed.unseal(encrypted_text)

    def get_totp_issuer(self):
        return gettext("iAGCO")

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": "iCAJO / iAGCO"}

    def generate_authenticator_name(self, user, type):
        return gettext("Passkey")

    def can_delete_authenticator(self, authenticator):
        return may_remove(authenticator)


def has_one(user) -> bool:
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def of(user) -> dict:
    """What the person has: `app`, `passkeys`, and how many recovery codes are `left`."""
    found = Authenticator.objects.filter(user=user).order_by("pk")
    by_type = {kind: [one for one in found if one.type == kind] for kind in Authenticator.Type.values}
    codes = by_type[Authenticator.Type.RECOVERY_CODES]
    return {
        "app": next(iter(by_type[Authenticator.Type.TOTP]), None),
        "passkeys": [one.wrap() for one in by_type[Authenticator.Type.WEBAUTHN]],
        "left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
    }


def may_remove(authenticator) -> bool:
    """Staff keep one, whatever they remove."""
    if not (settings.STAFF_SECOND_FACTOR and authenticator.user.is_staff):
        return True
    others = Authenticator.objects.filter(user=authenticator.user, type__in=STEPS).exclude(pk=authenticator.pk)
    return others.exists()


@transaction.atomic
def remove_all(user) -> bool:
    """For somebody who lost everything, and whom staff have recognized; False where there was nothing."""
    count, _rows = Authenticator.objects.filter(user=user).delete()
    return count > 0


def passkeys_work(request) -> bool:
    """A passkey belongs to a name: browsers make none for a bare number such as 127.0.0.1."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


# The codes of an app


def pending_secret() -> str:
    """The secret of the app being set up: the same until it is proved, encrypted even in the session."""
    session = context.request.session
    if PENDING not in session:
        session[PENDING] = sealed.seal(totp.generate_totp_secret())
    return sealed.unseal(session[PENDING])


def moment_of(secret, code) -> int | None:
    """The half minute that this code stands for; None where it is wrong, too old or too new."""
    for moment in totp.yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, moment))):
            return moment
    return None


def proved(authenticator, moment) -> None:
    """Keep the moment of the code that was accepted: neither it nor an older one is accepted again."""
    authenticator.data["moment"] = moment
    authenticator.save(update_fields=["data"])


@transaction.atomic
def check(user, code) -> Authenticator | None:
    """What the person has that this code proves, once; None where it proves nothing."""
    mine = Authenticator.objects.select_for_update().filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    for one in mine.order_by("-type"):
        good = _is_fresh(one, code) if one.type == Authenticator.Type.TOTP else one.wrap().validate_code(code)
        if good:
            return one
    return None


def _is_fresh(app, code):
    moment = moment_of(sealed.unseal(app.data["secret"]), code)
    if moment is None or moment <= app.data.get("moment", 0):
        return False
    app.data["secret"] = sealed.again(app.data["secret"])
    proved(app, moment)
    return True
