"""Everything that changes people, organizations and their access.  One verb, one function, one transaction."""

from .access import change_rights, end_membership, grant, link_agent
from .codes import issue_code, look_up, redeem, revoke_code
from .merging import (
    ask_merge,
    confirm_merge,
    lowers_guard,
    may_vouch,
    reasons_against,
    steps_of,
    stop_merge,
    vouch_for_merge,
    vouched_from,
)
from .people import activate, change_profile, create_organization, join, register, send_again, take_typed_code
from .records import Held, complete_facts, keep_addresses, keep_organization, keep_people, keep_roles
from .resealing import reseal
from .sign_in import remove_second_step, send_activation, sign_out_everywhere, unlock
from .staff import change_roles, close_account, open_account, sync_roles

__all__ = [
    "Held", "activate", "ask_merge", "change_profile", "change_rights", "change_roles", "close_account",
    "complete_facts", "confirm_merge", "create_organization", "end_membership", "grant", "issue_code", "join",
    "keep_addresses", "keep_organization", "keep_people", "keep_roles", "link_agent", "look_up", "lowers_guard",
    "may_vouch", "open_account", "reasons_against", "redeem", "register", "remove_second_step", "reseal",
    "revoke_code", "send_activation", "send_again", "sign_out_everywhere", "steps_of", "stop_merge", "sync_roles",
    "take_typed_code", "unlock", "vouch_for_merge", "vouched_from",
]  # fmt: skip
