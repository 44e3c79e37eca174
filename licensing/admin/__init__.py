"""The officer's desk: files, licences, and what happened to them."""

from .disclosures import InvitationAdmin
from .events import EventAdmin
from .files import ApplicationAdmin
from .licences import LicenceAdmin, PenaltyAdmin

__all__ = ["ApplicationAdmin", "EventAdmin", "InvitationAdmin", "LicenceAdmin", "PenaltyAdmin"]
