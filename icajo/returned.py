"""Letters that came back after they had left: the mail server reports it (RFC 3464), or the staff say so."""

import re
from email.message import Message

from icajo.models import Letter

OURS = re.compile(r"^Message-ID:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE | re.MULTILINE)
GONE = (Letter.State.SENT, Letter.State.PRINTED)


def mark(letters, *, why: str) -> int:
    """These reached nobody after all, and are to follow up; returns how many of them had left."""
    return letters.filter(state__in=GONE).update(state=Letter.State.FAILED, error=why[:1000], followed_up_at=None)


def read(report: Message) -> int:
    """Mark the letter that a report of failure is about; returns 1, or 0 where it is about none of ours.

    A report of a delay says nothing yet.  Nobody can make one up: the number of a letter is drawn.
    """
    status = next((part for part in report.walk() if part.get_content_type() == "message/delivery-status"), None)
    if status is None or not isinstance(blocks := status.get_payload(), list):
        return 0
    failed = [block for block in blocks if (block.get("Action") or "").strip().lower() == "failed"]
    found = [one[1] for part in report.walk() if part is not report and (one := OURS.search(part.as_string()))]
    if not failed or not found:
        return 0
    why = failed[0].get("Diagnostic-Code") or failed[0].get("Status") or "failed"
    return mark(Letter.objects.filter(message_id=found[0]), why=" ".join(why.split()))
