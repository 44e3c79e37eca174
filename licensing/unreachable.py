"""Whose letters come back: what the portal asks its members to put right."""

from dataclasses import dataclass

from accounts.models import Organization, User
from icajo.models import Letter
from icajo.pages import url_or_nothing

from .correspondence import postal_address


@dataclass(frozen=True)
class Unreachable:
    """A person or an organization that our letters do not reach; `address` is the one that fails, "" where none is
    known; `url` is where to have it corrected.
    """

    name: str
    address: str
    url: str


def unreachable(user: User) -> list[Unreachable]:
    """The person, and the organizations they see, whose present address gave a letter back or is missing.

    A corrected address, a letter sent again, or the staff having followed it up, ends it.
    """
    seen = list(Organization.objects.of(user).distinct().order_by("name", "pk"))
    addresses = {user.email, *(one.email for one in seen if one.email)}
    failing = set(Letter.objects.to_follow_up().filter(to__in=addresses).values_list("to", flat=True))
    found = [Unreachable(str(user), user.email, asking())] if user.email in failing else []
    for one in seen:
        nowhere = not one.email and not postal_address(one)
        if one.email in failing or nowhere:
            found.append(Unreachable(one.name, one.email, asking(one.pk)))
    return found


def asking(organization: int | None = None) -> str:
    """The question form, its subject chosen: an address is changed by us, because licences depend on it."""
    address = url_or_nothing("submissions:question")
    about = f"&organization={organization}" if organization else ""
    return address and f"{address}?subject=address-change{about}"
