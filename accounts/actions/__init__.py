"""Everything that changes people, organizations and their access.  One verb, one function, one transaction."""

from .access import change_rights, end_membership, grant, link_agent
from .codes import issue_code, look_up, read_code, redeem, revoke_code
from .people import activate, change_profile, create_organization, join, register, send_again
from .records import Held, keep_addresses, keep_organization, keep_people, keep_roles

__all__ = [
    "Held", "activate", "change_profile", "change_rights", "create_organization", "end_membership", "grant",
    "issue_code", "join", "keep_addresses", "keep_organization", "keep_people", "keep_roles", "link_agent",
    "look_up", "read_code", "redeem", "register", "revoke_code", "send_again",
]  # fmt: skip
