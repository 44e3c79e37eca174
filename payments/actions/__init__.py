"""What is done with money.  Everything that may have been paid ends in `settle` or `match_line`, whoever noticed."""

from .events import process_event, record_event
from .importing import import_statement
from .matching import approve_match, give_back, match_line, propose_match, reject_match, set_aside
from .orders import back_to_draft, open_order, start_attempt
from .refunds import ask_refund, deal_with, decide_refund, record_repayment, send_refunds
from .settlement import look, settle
from .transfers import close_late_order, look_at_transfers, remind
from .waivers import approve_waiver_and_refund, write_about_waiver

__all__ = [
    "approve_match",
    "approve_waiver_and_refund",
    "ask_refund",
    "back_to_draft",
    "close_late_order",
    "deal_with",
    "decide_refund",
    "give_back",
    "import_statement",
    "look",
    "look_at_transfers",
    "match_line",
    "open_order",
    "process_event",
    "propose_match",
    "record_event",
    "record_repayment",
    "reject_match",
    "remind",
    "send_refunds",
    "set_aside",
    "settle",
    "start_attempt",
    "write_about_waiver",
]
