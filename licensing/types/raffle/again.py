"""A raffle like the last one: who applies, where, and who answers for it are known; the raffle itself is new."""

from django.utils.translation import gettext_lazy as _

from icajo.words import phone
from licensing.definition import Again

from .holder import HOLDER

KEPT = ("applicant", "premises", "eligibility", "responsible-members")
IN_CHARGE = ("officer", "director")  # of whom the designated members usually are


def prefill(licence, on):
    """From the earlier file where there is one; what is known of the organization today comes first."""
    known = from_file(licence.round) if licence.round else from_records(licence, on)
    known["applicant"] = known.get("applicant", {}) | HOLDER.typed(licence.organization)
    return known


def from_file(round):
    return {step: round.answers[step] for step in KEPT if step in round.answers}


def from_records(licence, on):
    """What the earlier system knew: it is less than a file, and the rest is asked."""
    people = in_charge(licence.organization, on)
    known = {"responsible-members": [member(role) for role in people]}
    if people:
        first = people[0].person
        known["applicant"] = {"contact_first_name": first.first_name, "contact_last_name": first.last_name}
    if licence.premises:
        known["premises"] = premises(licence.premises)
    return known


def in_charge(organization, on):
    """One role a person, of those in force on this day."""
    roles = organization.roles.in_force(on).filter(kind__in=IN_CHARGE).select_related("person")
    return list({role.person_id: role for role in roles.order_by("-kind", "pk")}.values())


def member(role):
    person = role.person
    return {
        "id": f"r{role.pk}",
        "member_name": str(person),
        "member_title": role.get_kind_display(),
        "member_email": person.email,
        "member_phone": phone(person.phone),
    }


def premises(place):
    return {
        "premises_name": place.name,
        "premises_street": place.street,
        "premises_city": place.city,
        "premises_postal_code": place.postal_code,
        "premises_phone": phone(place.phone),
    }


AGAIN = Again(label=_("Apply for a similar licence"), prefill=prefill, opens=None)
