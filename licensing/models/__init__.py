from .applications import Application, Check, Document, Event, InformationRequest, Round
from .fees import FeeRate, Waiver
from .licences import Condition, Licence, Premises

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
