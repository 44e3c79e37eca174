"""What becomes of observations: screened, copied to the applicant in one batch, answered, given an outcome, told."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from icajo import mail, uploads
from icajo.calendar import deadline
from icajo.filenames import extension
from licensing import actions as licensing
from licensing import correspondence
from licensing.checks import OBSERVATIONS
from licensing.models import Application, PublicNotice
from licensing.permissions import prepares
from licensing.states import DECIDED, OPEN_TO_STAFF

from ..errors import NotReady, Settled
from ..models import Batch, Copy, Enclosure, Observation, Outcome, Reply
from ..permissions import hears
from .observations import lock

DAYS_TO_ANSWER = 5  # from the day on which copies are sent (facts 4.7)


class Screening(TypedDict):
    """How an officer reads one: does it count, and what of it goes to the applicant."""

    is_considered: bool
    why_not: str
    is_shared: bool
    shared_text: str


@transaction.atomic
def screen(
    observation: Observation, *, by: User, at: datetime, found: Screening, files: Collection[Enclosure] = (),
    echoes: bool = False,
) -> int:  # fmt: skip
    """Say whether it is considered and what is copied; with `echoes`, of all that say the same.  Returns how many.

    Raises PermissionDenied; Settled once its copy has gone.
    """
    chosen = mine(observation, by)
    if Copy.objects.filter(observation=chosen).exists():
        raise Settled
    rows = [chosen, *(saying_the_same(chosen).filter(screened_at=None) if echoes else [])]
    for one in rows:
        for name, value in found.items():
            setattr(one, name, value)
        one.is_considered = found["is_considered"] and not one.is_anonymous
        one.screened_at, one.screened_by = at, by
        one.save(update_fields=[*found, "screened_at", "screened_by"])
    chosen.enclosures.update(is_shared=False)
    chosen.enclosures.filter(pk__in=[file.pk for file in files]).update(is_shared=True)
    return len(rows)


def mine(observation: Observation, by: User) -> Observation:
    """The observation as it is now, its file locked, if `by` may decide about it."""
    if not hears(by):
        raise PermissionDenied("handle_observation")
    notice = lock(observation.notice)
    fresh = Observation.objects.get(pk=observation.pk)
    fresh.notice = notice
    return fresh


def saying_the_same(observation: Observation):
    """The others of the notice with the same words, that are signed as this one is."""
    others = Observation.objects.filter(
        notice=observation.notice, fingerprint=observation.fingerprint, is_anonymous=observation.is_anonymous
    )
    return others.exclude(pk=observation.pk).order_by("pk")


@transaction.atomic
def send_copies(notice: PublicNotice, *, by: User, at: datetime) -> Batch:
    """Everything that was chosen goes to the applicant, in one batch.

    Raises PermissionDenied; NotReady while the notice runs, something is not screened or a file not scanned; Settled
    where nothing is left to send.
    """
    if not hears(by):
        raise PermissionDenied("handle_observation")
    notice, today = lock(notice), timezone.localdate(at)
    ours = Observation.objects.filter(notice=notice)
    if today <= notice.ends_on or notice.application.state not in OPEN_TO_STAFF:
        raise NotReady("runs" if today <= notice.ends_on else "decided")
    if ours.to_screen().exists():
        raise NotReady("unscreened")
    chosen = list(ours.to_copy().exclude(screened_at=None).prefetch_related("enclosures__file").order_by("pk"))
    if not chosen:
        raise Settled
    batch = Batch.objects.create(notice=notice, sent_at=at, sent_by=by, answer_by=deadline(today, DAYS_TO_ANSWER))
    before = Copy.objects.filter(batch__notice=notice).count()
    for number, observation in enumerate(chosen, before + 1):
        observation.notice = notice
        copy(observation, batch, number)
    tell_applicant(batch, len(chosen))
    return batch


def copy(observation: Observation, batch: Batch, number: int) -> Copy:
    """What the applicant may have of it: the words that were screened, under names that say nothing."""
    made = Copy.objects.create(
        batch=batch,
        observation=observation,
        number=number,
        capacity=observation.capacity,
        name=observation.name,
        municipality=observation.municipality,
        grounds={language: words(observation, language) for language in ("fr", "en")},
        text=observation.shared_text,
    )
    shown = [one for one in observation.enclosures.all() if one.is_shared]
    for place, enclosure in enumerate(shown, 1):
        if not uploads.readable(enclosure.file):
            raise NotReady("unscanned")
        with enclosure.file.content.open("rb") as content:
            name = f"observation-{number}-{place}.{extension(enclosure.file.name)}"
            made.files.add(uploads.keep_bytes(content.read(), name=name, media_type=enclosure.file.media_type))
    return made


def words(observation: Observation, language: str) -> list[str]:
    with override(language):
        return observation.ground_words


def tell_applicant(batch: Batch, count: int) -> None:
    """That there are copies, and never what they say."""
    application = batch.notice.application
    correspondence.write_about(
        application,
        application.created_by,
        key=f"observations-{batch.pk}-shared",
        template="observations_shared",
        page="submissions:observations",
        count=count,
        answer_by=batch.answer_by,
    )


@transaction.atomic
def reply(batch: Batch, *, by: User, at: datetime, text: str, once: str, copy: Copy | None = None) -> Reply:
    """The applicant's answer, to one or to all of a batch; the same page sent twice is one.  A late one is marked.

    Raises PermissionDenied, and Settled once the file is decided.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=batch.notice.application_id)
    if not prepares(by, application):
        raise PermissionDenied("reply")
    if application.state not in OPEN_TO_STAFF:
        raise Settled
    is_late = timezone.localdate(at) > batch.answer_by
    facts = {"batch": batch, "copy": copy, "text": text, "at": at, "by": by, "is_late": is_late}
    return Reply.objects.get_or_create(once=once, defaults=facts)[0]


@transaction.atomic
def conclude(
    observation: Observation, *, by: User, at: datetime, outcome: Outcome, note: str = "", echoes: bool = False
) -> int:
    """Say what became of it; with `echoes`, of all that say the same and have no outcome.  Returns how many.

    Raises PermissionDenied; Settled once its author was told.
    """
    chosen = mine(observation, by)
    if chosen.told_at:
        raise Settled
    others = saying_the_same(chosen).without_outcome() if echoes else Observation.objects.none()
    given = {"outcome": outcome, "outcome_note": note, "outcome_at": at, "outcome_by": by}
    count = Observation.objects.filter(Q(pk=chosen.pk) | Q(pk__in=[one.pk for one in others])).update(**given)
    settle(chosen.notice, timezone.localdate(at))
    return count


def settle(notice: PublicNotice, on: date) -> bool:
    """Close the check once the notice is over and each has its outcome; returns whether it closed now."""
    if on <= notice.ends_on or Observation.objects.filter(notice=notice).without_outcome().exists():
        return False
    return licensing.settle_check(notice.application, OBSERVATIONS)


@transaction.atomic
def tell(notice: PublicNotice, *, at: datetime, by: User | None = None) -> int:
    """Tell the authors what became of what they wrote: those that have an outcome, and all once the file is decided.

    `by` is None for the clock, which tells of decided files only.  Returns how many.  Raises PermissionDenied.
    """
    if by is not None and not hears(by):
        raise PermissionDenied("handle_observation")
    notice = lock(notice)
    is_decided = notice.application.state in DECIDED
    untold = Observation.objects.filter(notice=notice).untold().order_by("pk")
    rows = list(untold if is_decided else untold.exclude(outcome="") if by else [])
    mail.write_all(letters(rows, notice))
    return Observation.objects.filter(pk__in=[one.pk for one in rows]).update(told_at=at)


def letters(rows: Iterable[Observation], notice: PublicNotice):
    """By e-mail, else on paper; whoever left no address reads it on the page of their code."""
    application = notice.application
    for one in rows:
        if one.email or one.street:
            yield mail.unwritten(
                key=f"observation-{one.pk}-outcome",
                to=one.email,
                postal_address="\n".join([one.name, one.street, f"{one.municipality} ON  {one.postal_code}".strip()]),
                language=one.language,
                template="observation_outcome",
                context={
                    "person_name": one.name,
                    "ref": one.ref,
                    "file": application.ref,
                    "premises": notice.premises or notice.applicant,
                    "outcome": one.outcome,
                    "note": one.outcome_note,
                    "state": application.state if application.state in DECIDED else "",
                    "url": reverse("submissions:follow"),
                },
            )


def go_round(at: datetime) -> None:
    """What the clock does: close the checks of notices that are over, and tell of files that are decided."""
    today = timezone.localdate(at)
    waiting = Q(application__checks__code=OBSERVATIONS.code, application__checks__closed_at=None)
    for notice in PublicNotice.objects.filter(waiting, ends_on__lt=today).select_related("application"):
        settle(notice, today)
    untold = Observation.objects.untold().filter(notice__application__state__in=DECIDED)
    for notice in PublicNotice.objects.filter(pk__in=untold.values("notice")):
        tell(notice, at=at)
