"""Receiving what people send, and telling them what they asked for."""

from .alerts import confirm, forget_unconfirmed, leave, subscribe
from .hearing import conclude, reply, screen, send_copies, settle, tell
from .incidents import add_note, assess, begin_draft, forget_drafts, move, report, save_draft
from .inquiries import answer, inquire, named, pass_on
from .messages import mark_read, send_message, tell_again
from .observations import observe
from .on_paper import enter
from .telling import note_down, write_some

__all__ = [
    "add_note", "answer", "assess", "begin_draft", "conclude", "confirm", "enter", "forget_drafts",
    "forget_unconfirmed", "inquire", "leave", "mark_read", "move", "named", "note_down", "observe", "pass_on",
    "reply", "report", "save_draft", "screen", "send_copies", "send_message", "settle", "subscribe", "tell",
    "tell_again", "write_some",
]  # fmt: skip
