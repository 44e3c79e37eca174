from .alerts import Alert, Subscriber, Telling
from .inquiries import SENT, Inquiry, Subject
from .messages import FileMessage, MessageFile, MessageReading, MessageTelling
from .observations import Batch, Capacity, Copy, Enclosure, Observation, Outcome, Reply, share_by

__all__ = [
    "SENT", "Alert", "Batch", "Capacity", "Copy", "Enclosure", "FileMessage", "Inquiry", "MessageFile",
    "MessageReading", "MessageTelling", "Observation", "Outcome", "Reply", "Subject", "Subscriber", "Telling",
    "share_by",
]  # fmt: skip
