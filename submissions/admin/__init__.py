"""What people send, on the staff desk."""

from .inquiries import InquiryAdmin
from .observations import ObservationAdmin

__all__ = ["InquiryAdmin", "ObservationAdmin"]
