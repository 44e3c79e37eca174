"""Between the page where an access code is typed and the one that shows what it links.

The session remembers which code was right, never what was typed, for the person who typed it and for a quarter of an
hour.  A code typed at registration waits the same way for whoever signs in with that address.
"""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.utils.crypto import salted_hmac

from .models import AccessCode

KEPT = "access_code"
SALT = "accounts.linking"
FOR = 15 * 60  # seconds


def network_of(request) -> str:
    """Where the request comes from, as a keyed hash; the homes behind one IPv6 connection count as one."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    return salted_hmac(SALT, str(address), algorithm="sha256").hexdigest()


def remember(request, code, *, email) -> None:
    """This code was typed, rightly, by whoever has this address."""
    request.session[KEPT] = {"code": code.pk, "email": email, "until": time.time() + FOR}


def remembered(request) -> AccessCode | None:
    """The code that this person typed, if it may still be used; None once it is too late."""
    found = request.session.get(KEPT)
    if not found or found["email"] != request.user.email or found["until"] < time.time():
        return None
    return AccessCode.objects.select_related("organization").filter(pk=found["code"]).first()


def forget(request) -> None:
    request.session.pop(KEPT, None)
