from .alerts import Alert, Subscriber, Telling
from .complaints import (
    About,
    Complainant,
    Complaint,
    ComplaintEvent,
    ComplaintFile,
    ComplaintMessage,
    Ending,
    Parcel,
    Who,
    acknowledge_by,
    hour_of,
)
from .exchanges import ExchangeReading
from .incidents import Category, Incident, IncidentDraft, IncidentStep, Severity, Status, Supplier
from .inquiries import DESKS, SENT, Desk, Inquiry, Subject
from .messages import Message, MessageFile, MessageReading, MessageTelling
from .observations import Batch, Capacity, Copy, Enclosure, Observation, Outcome, Reply, share_by

__all__ = [
    "DESKS", "SENT", "About", "Alert", "Batch", "Capacity", "Category", "Complainant", "Complaint",
    "ComplaintEvent", "ComplaintFile", "ComplaintMessage", "Copy", "Desk", "Enclosure", "Ending",
    "ExchangeReading", "Incident", "IncidentDraft", "IncidentStep", "Inquiry", "Message", "MessageFile",
    "MessageReading", "MessageTelling", "Observation", "Outcome", "Parcel", "Reply", "Severity", "Status",
    "Subject", "Subscriber", "Supplier", "Telling", "Who", "acknowledge_by", "hour_of", "share_by",
]  # fmt: skip
