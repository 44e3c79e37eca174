"""Everything that changes an application or a licence.  One verb, one function, one transaction."""

from .assigning import assign, assign_all, forget_view, keep_view, take_all
from .checks import open_check, settle_check
from .decisions import approve, ask, close_check, refuse, take
from .disclosure_clock import purge_disclosures, remind_disclosures
from .disclosures import readdress_disclosure, remove_disclosing, resend_disclosure, send_disclosures
from .drafts import attach, detach, discard, remove_row, save_row, save_step, start
from .filing import complete, reassess, reply, seal, send_document, submit, unseal, withdraw
from .forgotten import lapse, remind
from .funds import funds_arrived, funds_returned, send_back
from .licences import add_condition, lift, remove_condition, revoke, suspend
from .notices import close_notice, extend_notice, post_notice, repeat_notice, require_notice, set_notice, waive_notice
from .renewals import start_again, start_procedure

__all__ = [
    "add_condition", "approve", "ask", "assign", "assign_all", "attach", "close_check", "close_notice", "complete",
    "detach", "discard", "extend_notice", "forget_view", "funds_arrived", "funds_returned", "keep_view", "lapse",
    "lift", "open_check", "post_notice", "purge_disclosures", "readdress_disclosure", "reassess", "refuse", "remind",
    "remind_disclosures", "remove_condition", "remove_disclosing", "remove_row", "repeat_notice", "reply",
    "require_notice", "resend_disclosure", "revoke", "save_row", "save_step", "seal", "send_back", "send_disclosures",
    "send_document", "set_notice", "settle_check", "start", "start_again", "start_procedure", "submit", "suspend",
    "take", "take_all", "unseal", "waive_notice", "withdraw",
]  # fmt: skip
