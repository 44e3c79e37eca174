from .alerts import Alert, Subscriber, Telling
from .exchanges import ExchangeReading
from .follow_ups import FollowUp, FollowUpFile, FollowUpReading
from .incidents import Category, Incident, IncidentDraft, IncidentStep, Severity, Status, Supplier
from .inquiries import DESKS, SENT, Desk, Inquiry, Subject
from .messages import FileMessage, MessageFile, MessageReading, MessageTelling
from .observations import Batch, Capacity, Copy, Enclosure, Observation, Outcome, Reply, share_by

__all__ = [
    "DESKS", "SENT", "Alert", "Batch", "Capacity", "Category", "Copy", "Desk", "Enclosure", "ExchangeReading",
    "FileMessage", "FollowUp", "FollowUpFile", "FollowUpReading", "Incident", "IncidentDraft", "IncidentStep",
    "Inquiry", "MessageFile", "MessageReading", "MessageTelling", "Observation", "Outcome", "Reply", "Severity",
    "Status", "Subject", "Subscriber", "Supplier", "Telling", "share_by",
]  # fmt: skip
