"""Receiving what people send, and telling them what they asked for."""

from .alerts import confirm, forget_unconfirmed, leave, subscribe
from .hearing import conclude, reply, screen, send_copies, settle, tell
from .inquiries import answer, inquire
from .messages import mark_read, send_message, tell_again
from .observations import observe
from .telling import note_down, write_some

__all__ = [
    "answer", "conclude", "confirm", "forget_unconfirmed", "inquire", "leave", "mark_read", "note_down", "observe",
    "reply", "screen", "send_copies", "send_message", "settle", "subscribe", "tell", "tell_again", "write_some",
]  # fmt: skip
