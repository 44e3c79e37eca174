from .alerts import Alert, Subscriber, Telling
from .inquiries import SENT, Inquiry, Subject
from .observations import Batch, Capacity, Copy, Enclosure, Observation, Outcome, Reply, share_by

__all__ = [
    "SENT", "Alert", "Batch", "Capacity", "Copy", "Enclosure", "Inquiry", "Observation", "Outcome", "Reply", "Subject",
    "Subscriber", "Telling", "share_by",
]  # fmt: skip
