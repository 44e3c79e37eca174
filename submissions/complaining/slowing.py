"""A flood from one address is slowed, and the address is kept nowhere.

An address becomes one of 65,536 numbers, which as many others share, under a salt that is drawn each day and then
lost.  What is counted is counted for a clock hour and ends with it: a count says neither who nor when.
"""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from redis.exceptions import RedisError

from icajo.fleeting import cache

MOST = {  # an hour, from addresses that share a number
    "complaint": 10,
    "file": 100,
    "message": 30,
    "wrong-code": 20,
}
NETWORK = 64  # of a longer address the part that a household is given


def number_of(request) -> str:
    """What we know of an address for the rest of the day: four digits that 65,000 others have too."""
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:
        return "none"
    salt = _salt()
    return hmac.new(f"{settings.SECRET_KEY}{salt}".encode(), _network(address).encode(), hashlib.sha256).hexdigest()[
        :4
    ]


def is_too_much(what: str, number: str) -> bool:
    """Was this done as often as it may in this hour?  Without the cache, it was not."""
    try:
        return cache.get(_key(what, number), 0) >= MOST[what]
    except RedisError:
        return False


def count(what: str, number: str) -> None:
    """That it was done once more."""
    key = _key(what, number)
    try:
        cache.add(key, 0, timeout=_left_until(_next_hour()))
        cache.incr(key)
    except (RedisError, ValueError):  # ended in between, or away
        pass


def _key(what, number):
    return f"slowing:{what}:{timezone.localtime():%H}:{number}"


def _next_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _left_until(moment):
    """So that what is kept ends on the hour, and not an hour after it happened."""
    return max(1, int((moment - timezone.now()).total_seconds()))


def _salt():
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    try:
        return cache.get_or_set(f"slowing:salt:{midnight:%d}", lambda: secrets.token_hex(16), _left_until(midnight))
    except RedisError:
        return ""


def _network(address):
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{known}/{NETWORK}", strict=False)) if known.version == 6 else str(known)
