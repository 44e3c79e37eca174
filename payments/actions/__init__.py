"""What is done with money.  Everything that may have been paid ends in `settle`, whoever noticed."""

from .events import process_event, record_event
from .orders import back_to_draft, open_order, start_attempt
from .settlement import look, settle, wire_received

__all__ = [
    "back_to_draft",
    "look",
    "open_order",
    "process_event",
    "record_event",
    "settle",
    "start_attempt",
    "wire_received",
]
