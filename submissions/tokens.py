"""The token of a page with a form: a page sent twice is sent once."""

import re
import secrets
import uuid


def a_token(posted: str = "") -> str:
    """What a page posted, or a new one: long enough that nobody guesses it, and a made-up one counts for nothing."""
    return posted if re.fullmatch(r"[0-9a-f]{32}", posted) else secrets.token_hex(16)


def page_token(request) -> str:
    """The token of the page that was posted, or of a new one."""
    return a_token(request.POST.get("once", ""))


def page_number(request) -> uuid.UUID:
    """The same of a page whose number what is sent takes as its key."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()
