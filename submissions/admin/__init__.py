"""What people send, on the staff desk."""

from .complaints import ComplaintAdmin
from .incidents import IncidentAdmin
from .inquiries import InquiryAdmin
from .messages import MessageAdmin
from .observations import ObservationAdmin

__all__ = ["ComplaintAdmin", "IncidentAdmin", "InquiryAdmin", "MessageAdmin", "ObservationAdmin"]
