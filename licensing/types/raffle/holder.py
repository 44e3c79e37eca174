"""The answers that make an organization of a new applicant."""

from licensing.holder import Holder, Place

HOLDER = Holder(
    places={
        "physical": Place("physical_differs", "physical_street", "physical_city", "physical_postal_code"),
    },
)
