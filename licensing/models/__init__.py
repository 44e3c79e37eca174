from .applications import Application, Document, Event, Round
from .disclosures import DisclosedPaper, Disclosure, Invitation, MailedCode, Reading
from .fees import FeeRate, Waiver
from .licences import Condition, End, Happening, Licence, Penalty, Premises, Suspension, Version
from .notices import CalendarFeed, Notice
from .review import Check, InformationRequest

__all__ = [
    "Application",
    "CalendarFeed",
    "Check",
    "Condition",
    "DisclosedPaper",
    "Disclosure",
    "Document",
    "End",
    "Event",
    "FeeRate",
    "Happening",
    "InformationRequest",
    "Invitation",
    "Licence",
    "MailedCode",
    "Notice",
    "Penalty",
    "Premises",
    "Reading",
    "Round",
    "Suspension",
    "Version",
    "Waiver",
]
