"""The answers of an application that make an organization of whoever applies."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from icajo.journey import Answers
from icajo.words import phone


@dataclass(frozen=True)
class Place:
    """The answers that make an address beside the mailing one; `asked` is the yes or no that brings them."""

    asked: str
    street: str
    city: str
    postal_code: str


PLACE = ("street", "city", "postal_code")
FACTS = ("name", "kind", "email", "phone", *PLACE)


@dataclass(frozen=True)
class Holder:
    """The answers that make an organization when a new applicant is sealed, as every type asks for them so far;
    `places` are {kind of address: Place}.
    """

    name: str = "legal_name"
    kind: str = "kind"
    email: str = "contact_email"
    phone: str = "contact_phone"
    street: str = "mailing_street"
    city: str = "mailing_city"
    postal_code: str = "mailing_postal_code"
    places: Mapping[str, Place] = field(default_factory=dict)

    def facts(self, answers: Answers) -> dict:
        """{column of the organization: answer}"""
        return {fact: getattr(answers, getattr(self, fact)) for fact in FACTS}

    def addresses(self, answers: Answers) -> dict[str, dict]:
        """{kind of address: {column: answer}}, of those that were given."""
        return {
            kind: {fact: getattr(answers, getattr(place, fact)) for fact in PLACE}
            for kind, place in self.places.items()
            if getattr(answers, place.asked)
        }

    def typed(self, organization) -> dict[str, str]:
        """What is known of an organization, as its page would have been typed; nothing is said of what is not."""
        known = {getattr(self, fact): str(getattr(organization, fact)) for fact in FACTS}
        known[self.phone] = phone(organization.phone)
        for address in organization.addresses.all():
            if place := self.places.get(address.kind):
                known |= {place.asked: "yes"} | {getattr(place, fact): getattr(address, fact) for fact in PLACE}
        return {question: text for question, text in known.items() if text}
