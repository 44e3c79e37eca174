"""What an authenticator app shows, and somebody who has one."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from .conftest import sign_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG = "000000"  # one in a million that it is right


def now(secret=SECRET, half_minutes=0):
    """The code of this half minute, or of another."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + half_minutes))


def give_app(user):
    """The person has an authenticator app; returns its row."""
    return TOTP.activate(user, SECRET).instance


def give_codes(user):
    """The person has recovery codes; returns them."""
    return RecoveryCodes(RecoveryCodes.activate(user).instance).generate_codes()


def sign_in_twice(client, user, code, language="en"):
    """Both steps of a sign-in; returns the answer to the second."""
    sign_in(client, user.email, language=language)
    return client.post("/en/sign-in/second-step/", {"code": code})


def has_second_step(user):
    return Authenticator.objects.filter(user=user).exists()
