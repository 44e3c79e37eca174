"""Who: people, organizations, and who may act for whom."""

from .access import AccessCode, AccessCodeUse, CodeTry, Membership
from .merging import Merge, MergeStep
from .organizations import Address, Organization, OrganizationKind, Person, Role
from .people import PeopleManager, User
from .postal_codes import PostalCode, fits, place_of
from .rights import AGENT_RIGHTS, Right, Source, all_rights, complete
from .staff import RoleChange

__all__ = [
    "AGENT_RIGHTS", "AccessCode", "AccessCodeUse", "Address", "CodeTry", "Membership", "Merge", "MergeStep",
    "Organization", "OrganizationKind", "PeopleManager", "Person", "PostalCode", "Right", "Role", "RoleChange",
    "Source", "User", "all_rights", "complete", "fits", "place_of",
]  # fmt: skip
