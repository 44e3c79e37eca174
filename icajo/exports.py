"""A table that leaves the portal says who took it, and when; and the portal knows that it left.

A large one leaves only once a second person has agreed, for a reason that is written down; a huge one never does.
"""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from icajo import words
from icajo.models import Export, ExportRequest

ALONE, MOST = 500, 10_000  # rows that one person takes by themselves, and rows that anybody takes at once
GOOD_FOR = timedelta(days=7)  # after somebody agreed
SALT = "icajo.exports"
APPROVE = "icajo.approve_export"


class NotAlone(Exception):
    """So many rows leave only with a second person's word; more than MOST never leave."""

    def __init__(self, *, what, asked, rows):
        super().__init__(rows)
        self.what, self.asked, self.rows = what[:60], asked[:300], rows

    @property
    def is_too_much(self) -> bool:
        return self.rows > MOST


@transaction.atomic
def write_down(*, by, what: str, asked: str, rows: int) -> str:
    """Note that this person takes `rows` rows of a table away; what its last line says of it.

    Raises NotAlone where somebody else has to agree first: `ask_first` leads to the page where that is asked.
    """
    agreed = None
    if rows > ALONE:
        agreed = _agreed(by, what[:60], asked[:300], rows) if rows <= MOST else None
        if agreed is None:
            raise NotAlone(what=what, asked=asked, rows=rows)
    export = Export.objects.create(by=by, what=what[:60], asked=asked[:300], rows=rows)
    if agreed:
        agreed.taken = export
        agreed.save(update_fields=["taken"])
    return _("Export %(number)s of %(moment)s for %(person)s (account %(account)s), rows: %(rows)s") % {
        "number": export.pk,
        "moment": words.date_time(export.at),
        "person": by.get_full_name() or by.email,
        "account": by.pk,
        "rows": rows,
    }


def _agreed(by, what, asked, rows):
    """What somebody agreed to, for this very table and no more rows; it serves once."""
    good = ExportRequest.objects.select_for_update(of=("self",)).filter(
        by=by, what=what, asked=asked, rows__gte=rows, agreed=True, taken=None
    )
    return good.filter(decided_at__gt=timezone.now() - GOOD_FOR).order_by("pk").first()


def ask_first(request, refused: NotAlone):
    """To the page where a second person is asked; what is to leave goes along sealed."""
    about = [refused.what, refused.asked, refused.rows, request.get_full_path()]
    query = urlencode({"about": signing.dumps(about, salt=SALT)})
    return redirect(f"{reverse('admin:icajo_exportrequest_ask')}?{query}")


def read(about: str) -> dict | None:
    """What `ask_first` sent along: {what, asked, rows, address}; None for anything else."""
    try:
        found = signing.loads(about, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    return dict(zip(("what", "asked", "rows", "address"), found, strict=True))


@transaction.atomic
def ask(*, by, why: str, what: str, asked: str, rows: int, address: str) -> ExportRequest:
    """Ask for a second person; what waits already is not asked again."""
    same = ExportRequest.objects.filter(by=by, what=what, asked=asked, rows__gte=rows, decided_at=None).first()
    return same or ExportRequest.objects.create(
        by=by, what=what, asked=asked, rows=rows, address=address[:500], why=why
    )


@transaction.atomic
def decide(request: ExportRequest, *, by, agreed: bool, why: str) -> bool:
    """The second person's word.  Returns whether it was still asked for.  Raises PermissionDenied for the first."""
    request = ExportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.by_id == by.pk or not by.has_perm(APPROVE):
        raise PermissionDenied("export")
    if request.decided_at:
        return False
    request.agreed, request.decided_by, request.decided_at, request.decided_why = agreed, by, timezone.now(), why
    request.save(update_fields=["agreed", "decided_by", "decided_at", "decided_why"])
    return True
