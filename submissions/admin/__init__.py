"""What people send, on the staff desk."""

from .inquiries import InquiryAdmin
from .messages import FileMessageAdmin
from .observations import ObservationAdmin

__all__ = ["FileMessageAdmin", "InquiryAdmin", "ObservationAdmin"]
