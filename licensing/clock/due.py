"""Which notices are due: one statement a duty, which the database repeats without making a row twice."""

from datetime import date

from django.conf import settings
from django.db import connection

from ..continuing import continued
from ..definition import RENEWAL_DAYS, Purpose
from ..models import Licence, Notice
from ..models.obligations import SENT
from ..states import OPEN_TO_STAFF, State
from ..types import REGISTER_TYPES

LAST_DAYS = 7  # before the expiry
AHEAD_DAYS, SOON_DAYS = 14, 3  # before a report is due, and again on the day itself
PATIENCE_DAYS = 7  # after which a late report is asked for
LATE_DAYS = 30  # for which a report is still asked for after its day: the portal may have stood still

RENEWAL_FILED = """exists (select from licensing_application a where a.about_id = licence.id
    and a.purpose = %(renewal)s and a.state = any(%(filed)s))"""
# the fee of a renewal may have been paid in the last minute, and be known only the next day
PERHAPS_PAID = """licence.expires_on = %(on)s - 1 and exists (select from licensing_application a
    where a.about_id = licence.id and a.purpose = %(renewal)s and a.state = %(unpaid)s)"""

RENEWALS = f"""
insert into licensing_notice (licence_id, kind, day, made_at)
select id, case when expires_on > %(on)s + %(last)s then %(renewal_60)s else %(renewal_7)s end, expires_on, now()
from licensing_licence licence
where ended_as = '' and expires_on between %(on)s and %(on)s + %(first)s and type_code = any(%(renewable)s)
    and not {RENEWAL_FILED}
on conflict do nothing"""

# what came into the register after it had expired was written down by the earlier system
EXPIRIES = f"""
with expired as (
    insert into licensing_happening (licence_id, verb, "on", at, note)
    select id, 'expired', expires_on, now(), '' from licensing_licence licence
    where ended_as = '' and expires_on < %(on)s
        and expires_on >= (created_at at time zone %(zone)s)::date
        and id <> all(%(continued)s) and not ({PERHAPS_PAID})
        and not exists (select from licensing_happening h
            where h.licence_id = licence.id and h."on" = licence.expires_on and h.verb = 'expired')
    on conflict do nothing
    returning licence_id, "on"
)
insert into licensing_notice (licence_id, kind, day, made_at)
select licence_id, %(expired)s, "on", now() from expired join licensing_licence on id = licence_id
where type_code = any(%(renewable)s)
on conflict do nothing"""

TO_SEND = """accepted_on is null and dropped_on is null and lifted_at is null and not exists (
    select from licensing_application a where a.id = owed.report_id and a.state = any(%(reported)s))"""

REPORTS = f"""
insert into licensing_notice (licence_id, kind, day, made_at)
select licence_id, case when due_on > %(on)s + %(soon)s then %(report_14)s when due_on > %(on)s then %(report_3)s
    when due_on = %(on)s then %(report_0)s else %(report_due)s end, due_on, now()
from licensing_obligation owed
where (due_on between %(on)s and %(on)s + %(ahead)s or due_on between %(on)s - %(late)s and %(on)s - %(patience)s)
    and due_on >= (created_at at time zone %(zone)s)::date and {TO_SEND}
on conflict do nothing"""

# what nobody was told yet, and is no longer so
STALE = f"""
delete from licensing_notice notice using licensing_licence licence
where notice.letter_id is null and licence.id = notice.licence_id and (
    notice.kind in (%(renewal_60)s, %(renewal_7)s) and (licence.ended_as <> '' or {RENEWAL_FILED}
        or licence.expires_on is distinct from notice.day or notice.day < %(on)s)
    or notice.kind = %(renewal_60)s and notice.day <= %(on)s + %(last)s
    or notice.kind = %(expired)s and (licence.ended_as <> '' or licence.id = any(%(continued)s)
        or licence.expires_on is distinct from notice.day)
    or notice.kind in (%(report_14)s, %(report_3)s, %(report_0)s, %(report_due)s) and not exists (
        select from licensing_obligation owed
        where owed.licence_id = notice.licence_id and owed.due_on = notice.day and {TO_SEND})
    or notice.kind = %(report_14)s and notice.day <= %(on)s + %(soon)s
    or notice.kind = %(report_3)s and notice.day <= %(on)s
    or notice.kind = %(report_0)s and notice.day < %(on)s
    or notice.kind = %(report_due)s and notice.day < %(on)s - %(late)s)"""

# a notice whose letter reached nobody is to be told again once another address is known
AGAIN = """
with again as (
    update licensing_notice notice set letter_id = null
    from icajo_letter letter, licensing_licence licence, accounts_organization holder
    where letter.id = notice.letter_id and letter.state in ('failed', 'nowhere') and letter.followed_up_at is null
        and licence.id = notice.licence_id and holder.id = licence.organization_id
        and (holder.email <> '' and holder.email <> letter."to"
            or letter.state = 'nowhere' and holder.street <> '' and holder.city <> '')
    returning letter.id
)
update icajo_letter letter set followed_up_at = now() from again where letter.id = again.id"""


def note_everything(on: date) -> int:
    """Write down all that is due on this day; returns how many rows are new."""
    tell_again(on)
    forget_what_is_no_longer_true(on)
    return note_renewals(on) + note_expiries(on) + note_reports(on)


def note_renewals(on: date) -> int:
    """60 days and 7 days before the last day of what can be renewed, lives, and is not renewed yet.

    A notice that was missed is made while it is true: of two that were missed, the later one.
    """
    return run(RENEWALS, on)


def note_expiries(on: date) -> int:
    """What expired and does not go on, once for each last day; and the notices about it, of what could be renewed."""
    return run(EXPIRIES, on)


def note_reports(on: date) -> int:
    """14 and 3 days before a report is due, on the day, and 7 days after it, until it is sent."""
    return run(REPORTS, on)


def tell_again(on: date) -> int:
    """Let the notices whose letter reached nobody have another, where the holder's address was corrected."""
    return run(AGAIN, on)


def forget_what_is_no_longer_true(on: date) -> int:
    """Take back the notices that nobody was told and that have been overtaken: renewed, ended, moved, too late."""
    return run(STALE, on)


def run(statement, on):
    kinds = {kind.value.replace("-", "_"): kind.value for kind in Notice.Kind}
    facts = {
        "on": on,
        "first": RENEWAL_DAYS,
        "last": LAST_DAYS,
        "ahead": AHEAD_DAYS,
        "soon": SOON_DAYS,
        "patience": PATIENCE_DAYS,
        "late": LATE_DAYS,
        "zone": settings.TIME_ZONE,
        "renewable": renewable(),
        "renewal": Purpose.RENEWAL.value,
        "filed": [state.value for state in OPEN_TO_STAFF],
        "unpaid": State.AWAITING_PAYMENT.value,
        "reported": [state.value for state in SENT],
        "continued": going_on(on),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, facts | kinds)
        return cursor.rowcount


def renewable() -> list[str]:
    """The codes of the types whose licences can be renewed in the portal."""
    return [
        code
        for code, type in REGISTER_TYPES.items()
        if type.again and type.procedure(type.again.procedure).purpose == Purpose.RENEWAL
    ]


def going_on(on: date) -> list[int]:
    """The keys of the licences past their last day whose renewal, filed in time, is not decided."""
    asked = Licence.objects.filter(
        expires_on__lt=on, ended_as="", follow_ups__purpose=Purpose.RENEWAL, follow_ups__state__in=OPEN_TO_STAFF
    )
    return list(continued(asked.distinct(), on))
