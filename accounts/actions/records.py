"""What is known of an organization: its addresses, its people and what they are to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from ..models import Address, Organization, Person, Role


class Held(NamedTuple):
    """A role, as it is to be kept."""

    person: Person
    kind: str
    since: date
    until: date | None = None
    share: Any = None


def keep_organization(number: str, **facts) -> Organization:
    """The organization that the earlier system knew by this number, made or changed to have these facts."""
    return keep([Organization(external_number=number, **facts)], ["external_number"], facts)[0]


@transaction.atomic
def complete_facts(organization: Organization, answers: Mapping[str, str]) -> None:
    """Add these answers about the organization.  One that is known already stays: it is changed by a request."""
    found = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    found.facts = {**answers, **found.facts}
    found.save(update_fields=["facts"])


def keep_addresses(organization: Organization, addresses: Mapping[str, Mapping[str, str]]) -> list[Address]:
    """`addresses` are {kind: {column: text}}; one of a kind that is known already is replaced."""
    rows = [Address(organization=organization, kind=kind, **facts) for kind, facts in addresses.items()]
    return keep(rows, ["organization", "kind"], ["street", "city", "province", "postal_code"])


def keep_people(people: Mapping[str, Mapping[str, str]]) -> dict[str, Person]:
    """`people` are {number in the earlier system: {column: text}}; those known already are changed."""
    rows = [Person(external_number=number, **facts) for number, facts in people.items()]
    kept = keep(rows, ["external_number"], ["first_name", "last_name", "email", "phone"])
    return dict(zip(people, kept, strict=True))


def keep_roles(organization: Organization, roles: Sequence[Held]) -> list[Role]:
    """A role of the same person, kind and first day is the same role: its end and its share are changed."""
    rows = [Role(organization=organization, **role._asdict()) for role in roles]
    return keep(rows, ["person", "organization", "kind", "since"], ["until", "share"])


def keep(rows, known_by, facts):
    """Write the rows in one statement, atomic by itself; those known by these columns already get the new facts."""
    if not rows:
        return []
    model = type(rows[0])
    return model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=known_by, update_fields=list(facts)
    )
