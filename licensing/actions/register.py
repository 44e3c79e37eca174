"""What a decision does to the register: one function an effect, each leaving a version that can be printed."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import actions as accounts
from accounts.models import Organization, Right, User
from icajo.calendar import add_days

from .. import correspondence, publishing
from ..asking import licence_numbered
from ..definition import Effect, Term
from ..errors import NotNow
from ..models import Application, Condition, End, Happening, Licence, Obligation, Reliance, Version
from ..record import merged, public_facts, record_of
from ..standing import standing
from .owing import owe
from .report_drafts import follow_licence


def issue(application: Application, *, by: User, on: date) -> Licence:
    """A licence that was not there, its public facts promoted from the last round to columns."""
    round, organization = application.last_round, application.organization
    assert organization is not None, "sealing gave it one"
    return new_licence(application, organization, round.answers, term=term_of(application, on), on=on, round=round)


def renew(application: Application, *, by: User, on: date) -> Licence:
    """The same licence for a further term, which begins the day after the last one ended."""
    licence = living(application, on)
    assert licence.expires_on is not None, "what has no last day is not renewed"
    licence.expires_on = term_of(application, add_days(licence.expires_on, 1)).expires_on
    return changed(licence, application, on)


def amend(application: Application, *, by: User, on: date) -> Licence:
    """The same licence, with what was asked changed on it; a new name or address is the holder’s from now on.

    Where the request has a term of its own, as one that moves the days of an event, the licence has its days.
    """
    licence, type = living(application, on), application.type
    if application.procedure.term:
        days = term_of(application, licence.starts_on)
        licence.starts_on, licence.expires_on = days.starts_on, days.expires_on
    if any(type.holder.name in step.names() for step in application.procedure.steps):
        answers = application.last_round.journey.answers
        Organization.objects.filter(pk=licence.organization_id).update(**type.holder.facts(answers))
        accounts.keep_addresses(licence.organization, type.holder.addresses(answers))
        licence.organization.refresh_from_db()
    return changed(licence, application, on)


def transfer(application: Application, *, by: User, on: date) -> Licence:
    """What is left of the term goes to a new holder, under a number of their own (facts 1.2, 1.7)."""
    old, type, round = living(application, on), application.type, application.last_round
    assert old.expires_on is not None, "what is transferred has a term"
    answers = round.journey.answers
    buyer = Organization.objects.create(
        language=application.created_by.language, **application.type.holder.facts(answers)
    )
    accounts.keep_addresses(buyer, type.holder.addresses(answers))
    record = merged(record_of(old, on), application.procedure, round.answers, type)
    licence = new_licence(application, buyer, record, term=Term(on, old.expires_on), on=on, round=round)
    for one in old.conditions.all():
        add_conditions(licence, [(one.text_fr, one.text_en)], until=one.until)
    if old.opens_on:  # what is open stays open
        set_opening(licence, max(on, old.opens_on))
    old.replaced_by = licence
    owe(old, on=on, until=add_days(on, -1))  # what was held before is reported by whoever held it
    end(old, End.TRANSFERRED, on=add_days(on, -1), by=by, note=licence.number)
    welcome(licence, application.ref)
    return licence


def welcome(licence: Licence, ref: str) -> None:
    """The new holder links the licence with a code sent to the address that the application gives for them."""
    holder = licence.organization
    code, written = correspondence.code_for(holder, check=ref, rights=Right.values)
    correspondence.write(
        holder,
        on=timezone.localdate(),
        key=f"transferred-{licence.number}",
        template="transferred_to_you",
        context={
            "holder": holder.name,
            "licence_number": licence.number,
            "type_name": licence.type.name,
            "expires_on": licence.expires_on,
            "code": written,
            "until": timezone.localdate(code.expires_at),
            "url": reverse("accounts:add_code"),
        },
        hidden=["code"],
    )


def surrender(application: Application, *, by: User, on: date) -> Licence:
    """Given back: it counts to the end of the day that its holder named."""
    licence = living(application, on)
    answers = application.last_round.journey.answers
    end(licence, End.SURRENDERED, on=application.procedure.ends(answers, on), by=by, note=application.ref)
    return licence


def report(application: Application, *, by: User, on: date) -> Licence:
    """What was owed is reported, of a licence that may be over; nothing on it changes."""
    assert application.about_id is not None, "it is about a licence"
    Obligation.objects.filter(report=application).update(accepted_on=on)
    return Licence.objects.select_for_update(of=("self",)).get(pk=application.about_id)


EFFECTS = {
    Effect.ISSUE: issue,
    Effect.RENEW: renew,
    Effect.AMEND: amend,
    Effect.TRANSFER: transfer,
    Effect.SURRENDER: surrender,
    Effect.REPORT: report,
}


NUMBERED = {Effect.ISSUE, Effect.TRANSFER}  # what makes a licence that was not there


def living(application: Application, on: date) -> Licence:
    """The licence that the application is about, locked.  Raises NotNow where it has ended meanwhile."""
    assert application.about_id is not None, "it is about a licence"
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=application.about_id)
    if not standing(licence, on).lives:
        raise NotNow("ended")
    return licence


def term_of(application, on) -> Term:
    return application.procedure.term(application.last_round.journey.answers, on)


def new_licence(application, organization, record, *, term: Term, on, round) -> Licence:
    """A row of the register: what is decided of a new licence, and of one that was transferred."""
    licence = Licence(
        application=application,
        round=round,
        number=application.kept_number or next_licence_number(application.type.prefix),
        type_code=application.type_code,
        organization=organization,
        answers=record,
        issued_on=on,
        **vars(term),
    )
    write_columns(licence)
    licence.save()
    write_reliances(licence)
    owe(licence, on=on)
    return licence


def changed(licence: Licence, application: Application, on: date) -> Licence:
    """The licence with the answers of the last round merged into what it records."""
    answers = application.last_round.answers
    licence.answers = merged(record_of(licence, on), application.procedure, answers, application.type)
    write_columns(licence)
    licence.save()
    write_reliances(licence)
    owe(licence, on=on)
    return licence


def write_columns(licence):
    """What the register says of its record in columns."""
    answers = licence.journey.answers
    licence.holder = licence.organization.name
    licence.municipality = getattr(answers, licence.type.municipality) or licence.municipality


def write_reliances(licence: Licence) -> None:
    """The licences that this one stands on, as it records them now."""
    numbers = licence.type.relies_on(licence.journey.answers)
    found = {one.pk for number in numbers if number and (one := licence_numbered(number))}
    licence.reliances.exclude(on__in=found).delete()
    known = set(licence.reliances.values_list("on", flat=True))
    Reliance.objects.bulk_create(Reliance(licence=licence, on_id=key) for key in sorted(found - known))


def keep_number(application: Application) -> None:
    """Give an application the number that its licence will have, once, for the letter that is read before deciding.

    Where it is not approved after all, the register leaves that number out.
    """
    if application.procedure.effect in NUMBERED and not application.kept_number:
        number = next_licence_number(application.type.prefix)
        Application.objects.filter(pk=application.pk, kept_number="").update(kept_number=number)


def next_licence_number(prefix: str) -> str:
    """« RAF1400123 »: the prefix of the type and seven digits (facts 1.10)."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('licensing_licence_number')")
        return f"{prefix}{cursor.fetchone()[0]:07}"


def set_opening(licence: Licence, opens_on: date) -> None:
    """The day from which it may be used, once and for all: never before it is issued, nor once it is over.

    Raises NotNow, also for a type that opens with its first day.
    """
    first, last = max(licence.issued_on, licence.starts_on), licence.ended_on or licence.expires_on
    if not licence.type.opens or licence.opens_on or opens_on < first or (last and opens_on > last):
        raise NotNow("open")
    licence.opens_on = opens_on
    licence.save(update_fields=["opens_on"])


def end(licence: Licence, how: End, *, on: date, by: User | None, note: str = "") -> None:
    """End a licence before its last day; it counts to the end of `on`.  Nothing ends twice."""
    if licence.ended_as:
        raise NotNow("ended")
    licence.ended_as, licence.ended_on = how, on
    licence.save(update_fields=["ended_as", "ended_on", "replaced_by"])
    note_down(licence, str(how), on=on, by=by, note=note)


def note_down(licence: Licence, verb: str, *, on: date, by: User | None, note: str = "") -> Happening:
    """What became of it, for its trail; every change ends here or in `keep_version`, and the public reads it then."""
    publishing.publish([licence.pk])
    return licence.happenings.create(verb=verb, on=on, by=by, note=note)


def take_off(licence: Licence, page: str, rows: Collection[str]) -> None:
    """Take these lines off a list of what is recorded, such as a manager who leaves."""
    kept = [row for row in licence.answers.get(page) or [] if row["id"] not in rows]
    licence.answers = licence.answers | {page: kept}
    write_columns(licence)
    licence.save()
    write_reliances(licence)


def add_conditions(
    licence: Licence, conditions: Sequence[tuple[str, str]], *, until: date | None = None
) -> list[Condition]:
    """(French, English), after those that the licence has; `until` is their last day, where they have one."""
    last = licence.conditions.order_by("position").last()
    return [
        licence.conditions.create(text_fr=french, text_en=english, position=position, until=until)
        for position, (french, english) in enumerate(conditions, (last.position if last else 0) + 1)
    ]


def keep_version(
    licence: Licence, *, on: date, by: User | None, application: Application | None = None, why: str = ""
) -> Version:
    """The licence as it stands now, whole: what its certificate prints, for ever."""
    texts: dict[str, list[str]] = {}
    for language in ("fr", "en"):
        with override(language):
            texts[language] = [condition.text for condition in licence.conditions.all()]
    record = licence.answers or record_of(licence, on)
    version = licence.versions.create(
        number=licence.versions.count() + 1,
        decided_on=on,
        by=by,
        application=application,
        why=why,
        holder=licence.holder,
        municipality=licence.municipality,
        starts_on=licence.starts_on,
        expires_on=licence.expires_on,
        opens_on=licence.opens_on,
        answers=record,
        facts=public_facts(licence.type, record),
        conditions=texts,
    )
    publishing.publish([licence.pk])
    follow_licence(licence, on)
    return version
