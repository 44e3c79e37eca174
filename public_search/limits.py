"""How much one network may ask of the register: counted in the shared cache, and whoever asks too much is told when to
come back."""

import ipaddress
import math
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.shortcuts import render
from redis.exceptions import RedisError

from icajo.fleeting import cache

MINUTE = 60


def wait(request, what: str, most: int, seconds: int = MINUTE) -> int:
    """How many seconds this network has to wait before it may ask again; 0 where it may go on."""
    if not most:
        return 0
    now = time.time()
    window = int(now // seconds)
    key = f"asked:{what}:{network(request)}:{window}"
    try:
        cache.add(key, 0, seconds)
        asked = cache.incr(key)
    except (RedisError, ValueError):  # the register is there for everybody, also while nobody counts
        return 0
    return max(1, math.ceil((window + 1) * seconds - now)) if asked > most else 0


def network(request) -> str:
    """The address of who asks; of IPv6 the network, since a household has billions of addresses."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def too_many_pages(request):
    """The page that says when to come back; None where there is nothing to say."""
    seconds = wait(request, "pages", settings.PUBLIC_RATE)
    if not seconds:
        return None
    response = render(request, "public_search/too_many.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = seconds
    return response
