"""The token of a page with a form: a page sent twice is sent once."""

import re
import secrets


def page_token(request) -> str:
    """What the page posted, or a new one; a made-up one counts for nothing."""
    posted = request.POST.get("once", "")
    return posted if re.fullmatch(r"[0-9a-f]{32}", posted) else secrets.token_hex(16)
