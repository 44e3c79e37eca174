"""The letters of notices, many at a time: each notice gets its letter in one transaction with the letter itself."""

import hashlib
from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import actions as accounts
from accounts.models import Membership, Right
from icajo import mail

from ..models import Notice

BATCH = 100
CODE_DAYS = 90
MAY = [Right.VIEW, Right.PREPARE, Right.SUBMIT, Right.MANAGE]  # reports are granted one by one (facts 2.3)
Kind = Notice.Kind
RENEWALS = {Kind.RENEWAL_60, Kind.RENEWAL_7}
TEMPLATES = {
    Kind.RENEWAL_60: "renewal_notice",
    Kind.RENEWAL_7: "renewal_notice",
    Kind.EXPIRED: "licence_expired",
    Kind.REPORT_7: "report_due",
    Kind.REPORT_DUE: "report_due",
}
READS = {Kind.REPORT_7: Right.REPORTS, Kind.REPORT_DUE: Right.REPORTS}  # the others: who may submit

LINK = """update licensing_notice notice set letter_id = letter.id
    from unnest(%s::bigint[], %s::text[]) as made (notice, key) join icajo_letter letter on letter.key = made.key
    where notice.id = made.notice"""


@transaction.atomic
def write_some(on: date, most: int = BATCH) -> int:
    """Write the letters of the next notices that have none; returns how many notices.  Two may work at once."""
    waiting = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(letter=None)
    notices = list(waiting.select_related("licence__organization").order_by("pk")[:most])
    members = members_of({notice.licence.organization_id for notice in notices}, on)
    made = {notice.pk: letters_of(notice, members[notice.licence.organization_id], on) for notice in notices}
    mail.write_all([letter for several in made.values() for letter in several])
    with connection.cursor() as cursor:
        cursor.execute(LINK, [list(made), [several[0].key for several in made.values()]])
    return len(notices)


def members_of(organizations, on):
    """{organization: [membership]} of those who see all that an organization has, or report for it."""
    found = defaultdict(list)
    held = Membership.objects.in_force(on).whole().filter(organization__in=organizations, user__is_active=True)
    for membership in held.select_related("user").order_by("pk"):
        found[membership.organization_id].append(membership)
    return found


def letters_of(notice, members, on):
    """To the organization's address; else to those of its people who can act on it; else by post."""
    organization, kind = notice.licence.organization, Kind(notice.kind)
    people = [one.user for one in members if READS.get(kind, Right.SUBMIT) in one.rights]
    post, known = postal_address(organization), context(notice, on)
    if kind in RENEWALS and not any(Right.SUBMIT in one.rights for one in members):
        known |= {"code": new_code(notice), "url": reverse("account_signup")}
    if organization.email or not people:
        addressed = [(organization.email, organization.language)]
    else:
        addressed = [(one.email, one.language) for one in people]
    return [
        mail.unwritten(
            key=f"notice-{notice.pk}-{digest(to, post)}",
            to=to,
            postal_address=post,
            language=language,
            template=TEMPLATES[kind],
            context=known | {"type_name": in_language(notice.licence.type.name, language)},
            hidden=["code"] if "code" in known else [],
        )
        for to, language in addressed
    ]


def digest(to, post):
    """Once to each address: a corrected one makes another letter."""
    return hashlib.sha256(f"{to}\n{post}".encode()).hexdigest()[:12]


def context(notice, on):
    licence = notice.licence
    return {
        "number": licence.number,
        "holder": licence.holder,
        "day": notice.day,
        "days_left": (notice.day - on).days,
        "url": reverse("licensing:menu"),
    }


def in_language(text, language):
    with override(language):
        return str(text)


def new_code(notice):
    """A fresh access code for a holder whom nobody acts for in the portal (facts 2.3); only the letter says it."""
    organization = notice.licence.organization
    with override(settings.LANGUAGE_CODE):
        check = _("Renewal notice of licence %(number)s, sent to the address on file") % {
            "number": notice.licence.number
        }
    _code, words = accounts.issue_code(
        organization, issued_to=organization.name, identity_check=check, by=None, rights=MAY, days=CODE_DAYS
    )
    return words


def postal_address(organization) -> str:
    """The lines of an envelope; nothing where the address is not whole."""
    if not (organization.street and organization.city):
        return ""
    place = f"{organization.city} {organization.province}  {organization.postal_code}".strip()
    return "\n".join([organization.name, organization.street, place])
