"""What the addresses of customer service and of the trail are filled with."""

from urllib.parse import urlencode

from django.core import signing

from accounts.models import Merge, MergeStep
from icajo import exports
from icajo.models import ExportRequest
from licensing.actions.trail import note_search
from tests import samples
from tests.licensing import pressed

ABOUT = signing.dumps(["worklist", "tab=all", 501, "/"], salt=exports.SALT)


def doors(world):
    """A search of customer service, a person and a file that somebody looks up, and two accounts to merge."""
    search = note_search("x", by=world.people["customer-service"], count=0)
    applicant, other = {"pk": world.people["applicant"].pk}, world.people["stranger"]
    theirs = [samples.person(f"merged{number}@example.org") for number in (1, 2)]
    merge = Merge.objects.create(kept=theirs[0], closed=theirs[1])
    MergeStep.objects.create(merge=merge, what="asked", by=world.people["customer-service"])
    return {
        "admin:icajo_exportrequest_decide": {"pk": an_export(world).pk},
        "admin:icajo_exportrequest_ask": {"query": "?" + urlencode({"about": ABOUT})},
        "licensing:assist": applicant,
        "accounts:merge": {"pk": merge.pk},
        "licensing:merge_other": applicant,
        "licensing:merge": applicant | {"closed": other.pk},
        "licensing:merger": {"pk": merge.pk},
        "licensing:service_found": {"pk": search.pk},
        "licensing:service_person": applicant,
        "licensing:trail_of_person": applicant,
        "licensing:trail_of_file": {"file": world.submitted.ref},
        **pressed.doors(world),
    }


def an_export(world):
    """A long list that somebody asks to take away."""
    about = {"what": "worklist", "asked": "tab=all", "rows": 501, "address": "/", "why": "?"}
    return ExportRequest.objects.create(by=world.people["eligibility-officer"], **about)
