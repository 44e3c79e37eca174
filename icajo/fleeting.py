"""Two places for what is counted: one that may be forgotten at any moment, one that holds whatever happens.

Signs of life, and how much a network asks of public pages, stand in Valkey; nobody is turned away while it is gone.
The limits of signing in, registering and resetting a password are in PostgreSQL (Django's "default" cache, which
allauth and the security check use): they hold, and the pages work, without Valkey.
"""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.crypto import salted_hmac

cache = ConnectionProxy(caches, "fleeting")


def keyed(key, prefix, version):
    """The name under which a count stands in the database: it tells nobody's address."""
    return salted_hmac("icajo.fleeting", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
