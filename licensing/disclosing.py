"""Who of an application discloses, and how far each is: what the applicant and the officers see, never the content."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.models import Letter

from .definition import Disclosing
from .models import Invitation
from .models.applications import Application


class Status(TextChoices):
    PREPARED = "prepared", _("To be sent")
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    BEGUN = "begun", _("In progress")
    DONE = "done", _("Completed")
    BOUNCED = "bounced", _("The letter came back")
    EXPIRED = "expired", _("The link has expired")
    NOT_ME = "not-me", _("Not the right person")


TONES = {
    Status.PREPARED: "grey", Status.SENT: "blue", Status.OPENED: "blue", Status.BEGUN: "blue", Status.DONE: "green",
    Status.BOUNCED: "red", Status.EXPIRED: "red", Status.NOT_ME: "red",
}  # fmt: skip
# nothing more is needed from the applicant before a new application goes in
ON_ITS_WAY = {Status.SENT, Status.OPENED, Status.BEGUN, Status.DONE}


@dataclass(frozen=True)
class Asked:
    """Somebody on a list whose disclosure is needed, as the list has them."""

    step: str
    row: str
    name: str
    email: str
    language: str
    is_entity: bool

    @property
    def can_be_sent(self):
        return bool(self.name and self.email and self.language)

    @property
    def listed_as(self):
        """What the line says of who is asked, as a digest."""
        said = "\n".join([self.name, self.email.casefold(), str(self.is_entity)])
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Place:
    """One line of the board: who is asked, the invitation that counts, and where it stands."""

    asked: Asked
    invitation: Invitation | None
    status: Status

    @property
    def label(self):
        return self.status.label

    @property
    def tone(self):
        return TONES[self.status]

    @property
    def is_done(self):
        return self.status == Status.DONE


def asked_of(application: Application, step: str = "") -> list[Asked]:
    """Everybody whose disclosure is needed, of one list or of all that the application passes through."""
    lists = [list_ for list_ in application.type.disclosing if step in ("", list_.step)]
    if not lists:
        return []
    journey = application.journey
    found = []
    for list_ in lists:
        page = journey.step(list_.step)
        if page is None:
            continue
        rows = getattr(journey.answers, page.names()[0]) or []
        stored = journey.stored.get(list_.step) or []
        found += [asked(list_, one["id"], row) for one, row in zip(stored, rows, strict=True) if list_.owed(row)]
    return found


def asked(list_: Disclosing, row: str, answers) -> Asked:
    return Asked(
        list_.step,
        row,
        getattr(answers, list_.name) or "",
        (getattr(answers, list_.email) or "").strip(),
        getattr(answers, list_.language) or "",
        bool(list_.is_entity and getattr(answers, list_.is_entity)),
    )


def board(application: Application, step: str = "", at: datetime | None = None) -> list[Place]:
    """Where each of them stands, in the order of the lists."""
    everybody = asked_of(application, step)
    if not everybody:
        return []
    sent = application.invitations.filter(step=step) if step else application.invitations.all()
    latest = {
        (one.step, one.row): one
        for one in sent.exclude(ended_as=Invitation.End.REMOVED)
        .select_related("letter", "disclosure")
        .defer("sealed_token", "disclosure__sealed", "letter__body")
        .order_by("pk")
    }
    return [place(one, latest.get((one.step, one.row)), at or timezone.now()) for one in everybody]


def place(asked: Asked, invitation: Invitation | None, at: datetime) -> Place:
    return Place(asked, invitation, status(asked, invitation, at))


def status(asked: Asked, invitation: Invitation | None, at: datetime) -> Status:
    if invitation is None or not is_for(invitation, asked):
        return Status.PREPARED
    if invitation.ended_as:
        return Status.NOT_ME
    if invitation.completed_at:
        return Status.DONE
    if invitation.expires_at <= at:
        return Status.EXPIRED
    if invitation.letter and invitation.letter.state == Letter.State.FAILED:
        return Status.BOUNCED
    if invitation.disclosure_id:
        return Status.BEGUN
    return Status.OPENED if invitation.opened_at else Status.SENT


def is_for(invitation: Invitation, asked: Asked) -> bool:
    """Is the line of the list still as it was when the link was sent?  A changed one is sent anew."""
    return invitation.listed_as == asked.listed_as


def unfinished(application: Application) -> list[Place]:
    """Whose disclosure is still missing."""
    return [one for one in board(application) if not one.is_done]


def twice(places: Sequence[Place]) -> set[str]:
    """The addresses, folded, that stand on more than one line."""
    seen: set[str] = set()
    return {
        one.asked.email.casefold()
        for one in places
        if one.asked.email and (one.asked.email.casefold() in seen or seen.add(one.asked.email.casefold()))
    }
