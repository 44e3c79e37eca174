"""Who: people, organizations, and who may act for whom."""

from .access import AccessCode, AccessCodeUse, CodeTry, Membership
from .organizations import Address, Organization, OrganizationKind, Person, Role
from .people import PeopleManager, User
from .postal_codes import PostalCode
from .rights import Right, all_rights

__all__ = [
    "AccessCode", "AccessCodeUse", "Address", "CodeTry", "Membership", "Organization", "OrganizationKind",
    "PeopleManager", "Person", "PostalCode", "Right", "Role", "User", "all_rights",
]  # fmt: skip
