"""Receiving what people send, and telling them what they asked for."""

from .alerts import confirm, forget_unconfirmed, leave, subscribe
from .inquiries import answer, inquire
from .telling import note_down, write_some

__all__ = ["answer", "confirm", "forget_unconfirmed", "inquire", "leave", "note_down", "subscribe", "write_some"]
