"""A table that leaves the portal says who took it, and when; and the portal knows that it left."""

from django.utils.translation import gettext as _

from icajo import words
from icajo.models import Export


def write_down(*, by, what: str, asked: str, rows: int) -> str:
    """Note that this person takes `rows` rows of a table away; what its last line says of it."""
    export = Export.objects.create(by=by, what=what[:60], asked=asked[:300], rows=rows)
    return _("Export %(number)s of %(moment)s for %(person)s (account %(account)s), rows: %(rows)s") % {
        "number": export.pk,
        "moment": words.date_time(export.at),
        "person": by.get_full_name() or by.email,
        "account": by.pk,
        "rows": rows,
    }
