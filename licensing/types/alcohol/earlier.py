"""What the earlier system knew of a liquor licence, as our pages hold it: the rest is asked at the first renewal."""

from icajo.words import phone

from ..business.earlier import OF_OURS, in_ownership


def earlier(licence, on) -> dict:
    """{page: what it holds}, of the licence, its premises and the people in their roles on this day."""
    organization = licence.organization
    roles = list(organization.roles.in_force(on).select_related("person").order_by("person_id", "pk"))
    associates = in_ownership(roles, organization.language)
    listed = {row["associate_email"] for row in associates}
    managing = [role for role in roles if role.kind == "manager" and role.person.email not in listed]
    known = {
        "associates": associates,
        "managers": [manager(role, organization.language) for role in managing],
    }
    if associates:
        first = next(role.person for role in roles if role.kind in OF_OURS)
        known["applicant"] = {"contact_first_name": first.first_name, "contact_last_name": first.last_name}
    if licence.premises:
        known["premises"] = premises(licence.premises)
    return known


def manager(role, language) -> dict:
    return {
        "id": f"r{role.pk}",
        "manager_name": str(role.person),
        "manager_email": role.person.email,
        "manager_language": language,
        "manager_phone": phone(role.person.phone),
        "manager_since": [str(role.since.year), str(role.since.month), str(role.since.day)],
    }


def premises(place) -> dict:
    return {
        "premises_name": place.name,
        "premises_street": place.street,
        "premises_city": place.city,
        "premises_postal_code": place.postal_code,
        "premises_phone": phone(place.phone),
    }
