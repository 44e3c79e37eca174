"""Everything that changes an application or a licence.  One verb, one function, one transaction."""

from .decisions import approve, ask, close_check, refuse, take
from .drafts import attach, detach, discard, remove_row, save_row, save_step, start
from .filing import complete, reassess, reply, seal, send_document, submit, unseal, withdraw
from .funds import funds_arrived, funds_returned, send_back
from .renewals import start_again

__all__ = [
    "approve", "ask", "attach", "close_check", "complete", "detach", "discard", "funds_arrived", "funds_returned",
    "reassess", "refuse", "remove_row", "reply", "save_row", "save_step", "seal", "send_back", "send_document", "start",
    "start_again", "submit", "take", "unseal", "withdraw",
]  # fmt: skip
