"""Everything that changes an application or a licence.  One verb, one function, one transaction."""

from .decisions import approve, ask, close_check, refuse, take
from .drafts import attach, detach, discard, remove_row, save_row, save_step, start
from .filing import complete, reassess, reply, seal, send_document, submit, unseal, withdraw
from .forgotten import lapse, remind
from .funds import funds_arrived, funds_returned, send_back
from .licences import add_condition, lift, remove_condition, revoke, suspend
from .renewals import start_again, start_procedure

__all__ = [
    "add_condition", "approve", "ask", "attach", "close_check", "complete", "detach", "discard", "funds_arrived",
    "funds_returned", "lapse", "lift", "reassess", "refuse", "remind", "remove_condition", "remove_row", "reply",
    "revoke", "save_row", "save_step", "seal", "send_back", "send_document", "start", "start_again", "start_procedure",
    "submit", "suspend", "take", "unseal", "withdraw",
]  # fmt: skip
