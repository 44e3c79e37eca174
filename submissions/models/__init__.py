from .alerts import Alert, Subscriber, Telling
from .inquiries import SENT, Inquiry, Subject

__all__ = ["SENT", "Alert", "Inquiry", "Subject", "Subscriber", "Telling"]
