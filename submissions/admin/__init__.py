"""What people send, on the staff desk."""

from .complaints import ComplaintAdmin
from .incidents import IncidentAdmin
from .inquiries import InquiryAdmin
from .messages import FileMessageAdmin
from .observations import ObservationAdmin

__all__ = ["ComplaintAdmin", "FileMessageAdmin", "IncidentAdmin", "InquiryAdmin", "ObservationAdmin"]
