from .applications import Application, Document, Event, Round
from .fees import FeeRate, Waiver
from .licences import Condition, Licence, Premises
from .review import Check, InformationRequest

__all__ = [
    "Application",
    "Check",
    "Condition",
    "Document",
    "Event",
    "FeeRate",
    "InformationRequest",
    "Licence",
    "Premises",
    "Round",
    "Waiver",
]
