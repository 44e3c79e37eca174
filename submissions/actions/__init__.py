"""Receiving what people send, and telling them what they asked for."""

from .alerts import confirm, forget_unconfirmed, leave, subscribe
from .hearing import conclude, reply, screen, send_copies, settle, tell
from .inquiries import answer, inquire
from .observations import observe
from .telling import note_down, write_some

__all__ = [
    "answer", "conclude", "confirm", "forget_unconfirmed", "inquire", "leave", "note_down", "observe", "reply",
    "screen", "send_copies", "settle", "subscribe", "tell", "write_some",
]  # fmt: skip
