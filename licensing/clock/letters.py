"""The letters of notices, many at a time: each notice gets its letter in one transaction with the letter itself."""

from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Right
from icajo import mail

from .. import correspondence
from ..models import Notice

BATCH = 100
MAY = [Right.VIEW, Right.PREPARE, Right.SUBMIT, Right.MANAGE]  # reports are granted one by one (facts 2.3)
Kind = Notice.Kind
RENEWALS = {Kind.RENEWAL_60, Kind.RENEWAL_7}
REPORTS = (Kind.REPORT_14, Kind.REPORT_3, Kind.REPORT_0, Kind.REPORT_DUE)
TEMPLATES = {
    Kind.RENEWAL_60: "renewal_notice",
    Kind.RENEWAL_7: "renewal_notice",
    Kind.EXPIRED: "licence_expired",
    **dict.fromkeys(REPORTS, "report_due"),
}
READS = dict.fromkeys(REPORTS, Right.REPORTS)  # the others: who may submit

LINK = """update licensing_notice notice set letter_id = letter.id
    from unnest(%s::bigint[], %s::text[]) as made (notice, key) join icajo_letter letter on letter.key = made.key
    where notice.id = made.notice"""


@transaction.atomic
def write_some(on: date, most: int = BATCH) -> int:
    """Write the letters of the next notices that have none; returns how many notices.  Two may work at once."""
    waiting = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(letter=None)
    notices = list(waiting.select_related("licence__organization").order_by("pk")[:most])
    members = correspondence.members_of({notice.licence.organization_id for notice in notices}, on)
    made = {notice.pk: letters_of(notice, members[notice.licence.organization_id], on) for notice in notices}
    mail.write_all([letter for several in made.values() for letter in several])
    with connection.cursor() as cursor:
        cursor.execute(LINK, [list(made), [several[0].key for several in made.values()]])
    return len(notices)


def letters_of(notice, members, on):
    """Those of one notice, with a code to the portal where nobody there may renew."""
    kind, hidden = Kind(notice.kind), []
    known = context(notice, kind, on)
    if kind in RENEWALS and not any(Right.SUBMIT in one.rights for one in members):
        known |= {"code": new_code(notice), "url": reverse("account_signup")}
        hidden = ["code"]
    return correspondence.unwritten(
        notice.licence.organization,
        members,
        key=f"notice-{notice.pk}",
        template=TEMPLATES[kind],
        context=known,
        hidden=hidden,
        reads=READS.get(kind, Right.SUBMIT),
    )


def context(notice, kind, on):
    licence = notice.licence
    return {
        "number": licence.number,
        "type_name": licence.type.name,
        "holder": licence.holder,
        "day": notice.day,
        "days_left": (notice.day - on).days,
        "url": reverse("licensing:reports" if kind in REPORTS else "licensing:menu"),
    }


def new_code(notice):
    """A fresh access code for a holder whom nobody acts for in the portal (facts 2.3); only the letter says it."""
    with override(settings.LANGUAGE_CODE):
        check = _("Renewal notice of licence %(number)s, sent to the address on file") % {
            "number": notice.licence.number
        }
    _code, words = correspondence.code_for(notice.licence.organization, check=check, rights=MAY)
    return words
