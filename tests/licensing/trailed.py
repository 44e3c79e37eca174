"""What the addresses of customer service and of the trail are filled with."""

from accounts.models import Merge, MergeStep
from licensing.actions.trail import note_search


def doors(world):
    """A search of customer service, a person and a file that somebody looks up, and two accounts to merge."""
    search = note_search("x", by=world.people["customer-service"], count=0)
    applicant, other = {"pk": world.people["applicant"].pk}, world.people["stranger"]
    merge = Merge.objects.create(kept=world.people["former member"], closed=other)
    MergeStep.objects.create(merge=merge, what="asked", by=world.people["customer-service"])
    return {
        "licensing:assist": applicant,
        "accounts:merge": {"pk": merge.pk},
        "licensing:merge_other": applicant,
        "licensing:merge": applicant | {"closed": other.pk},
        "licensing:merger": {"pk": merge.pk},
        "licensing:service_found": {"pk": search.pk},
        "licensing:service_person": applicant,
        "licensing:trail_of_person": applicant,
        "licensing:trail_of_file": {"file": world.submitted.ref},
    }
