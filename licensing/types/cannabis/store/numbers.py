"""The licences that a store stands on: its operator’s and its managers’, and how many stores each may carry."""

from accounts.models import OrganizationKind as Kind

OPERATOR, MANAGER, STORE = "cannabis-operator", "cannabis-manager", "cannabis-store"
MOST_STORES = 150  # of one operator and its affiliates, since 2024-01-01 (facts 4.9)
MOST_MANAGED = 5  # stores at the same time, by one person (facts 4.3)
IN_PERSON = (Kind.SOLE_PROPRIETORSHIP, Kind.PARTNERSHIP, Kind.LIMITED_PARTNERSHIP, Kind.INDIVIDUAL)


def same(number: str | None) -> str:
    """The number as it is compared."""
    return "".join((number or "").split()).upper()


def of_managers(a) -> list[str]:
    """The numbers of the managers as they were typed, without those of the operator who manages in person."""
    typed = [row.manager_number for row in a.managers or [] if row.manager_number]
    return [number for number in typed if same(number) != same(a.operator_number)]


def manages_in_person(a) -> bool:
    """Is the operator’s own number among those of the managers?"""
    own = same(a.operator_number)
    return own != "" and any(same(row.manager_number) == own for row in a.managers or [])


def relied_on(a) -> list[str]:
    return [number for number in [a.operator_number, *of_managers(a)] if number]


def operator(a, register):
    """The operator’s licence or file that the answers name, if it is one."""
    known = register.numbered(a.operator_number)
    return known if known and known.type_code == OPERATOR else None


def wrong(a, register, *, granted: bool) -> list[str]:
    """The numbers that belong to no manager; with `granted`, to none whose licence counts."""
    found = ((number, register.numbered(number)) for number in of_managers(a))
    return [
        number
        for number, known in found
        if not (known and known.type_code == MANAGER and (known.is_granted or not granted))
    ]


def too_busy(a, register) -> list[str]:
    """The managers who have as many stores as one may have."""
    return [number for number in of_managers(a) if register.relying_on(number, STORE) >= MOST_MANAGED]


def named_twice(a) -> list[str]:
    typed = [row.manager_number for row in a.managers or [] if row.manager_number]
    keys = [same(number) for number in typed]
    return [number for number, key in zip(typed, keys, strict=True) if keys.count(key) > 1]
