"""The officer's desk: files, licences, and what happened to them."""

from .conditions import ConditionTextAdmin
from .conflicts import ConflictAdmin
from .disclosures import InvitationAdmin
from .events import EventAdmin
from .files import ApplicationAdmin
from .letter_texts import LetterTextAdmin
from .licences import LicenceAdmin, PenaltyAdmin
from .notices import PublicNoticeAdmin
from .obligations import ObligationAdmin
from .organizations import OrganizationsApart
from .places import MunicipalityStanceAdmin, SchoolAdmin
from .teams import TeamMemberAdmin

__all__ = [
    "ApplicationAdmin",
    "ConditionTextAdmin",
    "ConflictAdmin",
    "EventAdmin",
    "InvitationAdmin",
    "LetterTextAdmin",
    "LicenceAdmin",
    "MunicipalityStanceAdmin",
    "ObligationAdmin",
    "OrganizationsApart",
    "PenaltyAdmin",
    "PublicNoticeAdmin",
    "SchoolAdmin",
    "TeamMemberAdmin",
]
