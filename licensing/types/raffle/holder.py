"""The answers that make an organization of a new applicant."""

from licensing.holder import Holder, Place

HOLDER = Holder(
    name="legal_name",
    kind="kind",
    email="contact_email",
    phone="contact_phone",
    street="mailing_street",
    city="mailing_city",
    postal_code="mailing_postal_code",
    places={
        "physical": Place("physical_differs", "physical_street", "physical_city", "physical_postal_code"),
    },
)
