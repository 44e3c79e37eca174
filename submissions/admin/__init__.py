"""What people send, on the staff desk."""

from .incidents import IncidentAdmin
from .inquiries import InquiryAdmin
from .messages import FileMessageAdmin
from .observations import ObservationAdmin

__all__ = ["FileMessageAdmin", "IncidentAdmin", "InquiryAdmin", "ObservationAdmin"]
