"""What the addresses of customer service and of the trail are filled with."""

from licensing.actions.trail import note_search


def doors(world):
    """A search of customer service, and a person and a file that somebody looks up."""
    search = note_search("x", by=world.people["customer-service"], count=0)
    applicant = {"pk": world.people["applicant"].pk}
    return {
        "licensing:service_found": {"pk": search.pk},
        "licensing:service_person": applicant,
        "licensing:trail_of_person": applicant,
        "licensing:trail_of_file": {"file": world.submitted.ref},
    }
