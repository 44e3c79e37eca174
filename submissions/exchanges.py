"""« Mes échanges »: one list of all that a person and their organizations sent and received, the newest first.

One statement over tables that exist, whatever their number: each part is cut to a page before they are put together,
and the next page begins after the key of the last row.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.core import signing
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from icajo.models import Letter
from licensing.models import Application, DecisionLetter, InformationRequest, Licence, Notice

from .actions.exchanges import ANSWER, DECISION, EVERYTHING, LETTER, REQUEST
from .models import (
    Complaint,
    ComplaintMessage,
    ExchangeReading,
    Incident,
    Inquiry,
    Message,
    MessageReading,
)

PAGE = 25
SALT = "submissions.exchanges"
COMPLAINT, COMPLAINT_MESSAGE, INCIDENT, INCIDENT_MESSAGE = "complaint", "complaint-message", "incident", "incident-m"
MESSAGE, QUESTION, QUESTION_MESSAGE, REPLY = "message", "question", "question-m", "reply"
FILE = "file"  # an application, or a report of a licence
NAMES = {
    MESSAGE: _("Message"),
    FILE: _("Application or report"),
    LETTER: _("Letter"),
    QUESTION: _("Question"),
    ANSWER: _("Answer"),
    QUESTION_MESSAGE: _("Message about a question"),
    INCIDENT: _("Incident report"),
    INCIDENT_MESSAGE: _("Message about an incident report"),
    COMPLAINT: _("Complaint"),
    COMPLAINT_MESSAGE: _("Message about a complaint"),
    REQUEST: _("Request for information"),
    REPLY: _("Reply to a request for information"),
    DECISION: _("Decision"),
}
NO, YES, NOTHING = Value(False), Value(True), Value("", output_field=CharField())


class EndOfDay(Func):
    """The moment of a decision of which the day alone is known: the last, so that none is taken for read too early."""

    template = "((%(expressions)s + time '23:59:59') at time zone 'America/Toronto')"
    output_field = DateTimeField()


class Exchange(NamedTuple):
    """One thing sent or received: `ref` is its reference or that of its file, `about` whom or what it is about."""

    kind: str
    at: datetime
    item: str
    ref: str
    about: str
    from_us: bool
    is_new: bool

    @property
    def name(self):
        return NAMES[self.kind]

    @property
    def is_dated(self):
        """Is the day alone known?"""
        return self.kind == DECISION

    @property
    def key(self) -> str:
        return signing.dumps([self.at.timestamp(), self.kind, self.item], salt=SALT, compress=True)


class Page(NamedTuple):
    rows: list[Exchange]
    next_key: str


def page_of(user: User, after: str = "") -> Page:
    """The first page, or the one after this key; a key that is none of ours begins again."""
    start = read_key(after)
    parts = [cut(kind, rows, start) for kind, rows in parts_of(user)]
    found = parts[0].union(*parts[1:], all=True).order_by("-e_at", "-e_kind", "-e_item")[: PAGE + 1]
    rows = [Exchange(*row) for row in found]
    return Page(rows[:PAGE], rows[PAGE - 1].key if len(rows) > PAGE else "")


def read_key(text: str):
    try:
        at, kind, item = signing.loads(text, salt=SALT) if text else (None, "", "")
    except (signing.BadSignature, ValueError):
        return None
    return None if at is None else (datetime.fromtimestamp(at, UTC), kind, item)


def cut(kind: str, rows: QuerySet, start) -> QuerySet:
    """A page of this part at most, after the key where the page begins."""
    if start:
        at, last_kind, last_item = start
        if kind == last_kind:
            rows = rows.filter(Q(e_at__lt=at) | Q(e_at=at, e_item__lt=last_item))
        else:
            rows = rows.filter(e_at__lte=at) if kind < last_kind else rows.filter(e_at__lt=at)
    names = ("e_kind", "e_at", "e_item", "e_ref", "e_about", "e_from_us", "e_new")
    return rows.order_by("-e_at", "-e_item").values_list(*names)[: PAGE + 1]


def parts_of(user: User) -> list[tuple[str, QuerySet]]:
    """Every kind with what this person may see of it today: nothing is hidden, nothing of others is there."""
    files, licences = Application.objects.of(user), Licence.objects.of(user)
    incidents, inquiries = Incident.objects.of(user), Inquiry.objects.of_account(user)
    complaints = Complaint.objects.of(user)
    requests = InformationRequest.objects.filter(application__in=files.values("pk"))
    decisions = DecisionLetter.objects.filter(
        Q(application__in=files.values("pk")) | Q(licence__in=licences.order_by().values("pk"))
    )
    file, holder = F("application__ref"), F("application__organization__name")
    letters, answered = letters_to(user), inquiries.exclude(answered_at=None)
    notices = notices_about(licences).exclude(to=user.email)
    written = ComplaintMessage.objects.filter(complaint__in=complaints.order_by().values("pk"))
    return [
        row(FILE, files.exclude(received_at=None), "received_at", F("ref"), F("organization__name"), NO, NO),
        row(LETTER, letters, "written_at", NOTHING, F("subject"), YES, unopened(user, LETTER)),
        row(LETTER, notices, "written_at", NOTHING, F("subject"), YES, unopened(user, LETTER)),
        row(QUESTION, inquiries, "received_at", F("ref"), NOTHING, NO, NO),
        row(ANSWER, answered, "answered_at", F("ref"), NOTHING, YES, unopened(user, ANSWER)),
        row(INCIDENT, incidents, "received_at", F("ref"), F("organization__name"), NO, NO),
        row(COMPLAINT, complaints, "received_at", F("ref"), NOTHING, NO, NO),
        row(
            COMPLAINT_MESSAGE, written, "sent_at", F("complaint__ref"), NOTHING, F("from_staff"),
            as_column(Q(from_staff=True, is_read=False)),
        ),
        row(REQUEST, requests, "asked_at", file, holder, YES, unopened(user, REQUEST)),
        row(REPLY, requests.exclude(answered_at=None), "answered_at", file, holder, NO, NO),
        row(DECISION, decisions, EndOfDay("decided_on"), file, holder, YES, unopened(user, DECISION)),
        messages(MESSAGE, "application", files, user, holder),
        messages(QUESTION_MESSAGE, "inquiry", inquiries, user, NOTHING),
        messages(INCIDENT_MESSAGE, "incident", incidents, user, F("incident__organization__name")),
    ]  # fmt: skip


def messages(kind: str, about: str, things: QuerySet, user: User, named) -> tuple[str, QuerySet]:
    """The messages about these things."""
    rows = Message.objects.filter(**{f"{about}__in": things.order_by().values("pk")})
    seen = Exists(MessageReading.objects.filter(message=OuterRef("pk"), person=user))
    is_new = as_column(Q(from_staff=True) & ~seen)
    return row(kind, rows, "sent_at", F(f"{about}__ref"), named, F("from_staff"), is_new)


def letters_to(user: User) -> QuerySet[Letter]:
    """The letters that went to the address of this person, which their account proves to be theirs."""
    return Letter.objects.filter(to=user.email)


def notices_about(licences: QuerySet[Licence]) -> QuerySet[Letter]:
    """The notices about these licences, to whatever address of their holder they went, or on paper."""
    told = Notice.objects.filter(licence__in=licences.order_by().values("pk")).exclude(letter=None)
    return Letter.objects.filter(pk__in=told.values("letter"))


def letters_of(user: User) -> QuerySet[Letter]:
    """All the letters that this person reads here."""
    about = notices_about(Licence.objects.of(user))
    return Letter.objects.filter(Q(to=user.email) | Q(pk__in=about.values("pk")))


def row(kind, rows, at, ref, about, from_us, is_new) -> tuple[str, QuerySet]:
    """The rows of one kind, each with the columns that all share; no table has columns of these names."""
    return kind, rows.annotate(
        e_at=F(at) if isinstance(at, str) else at,
        e_kind=Value(kind, output_field=CharField()),
        e_item=Cast("pk", CharField()),
        e_ref=ref,
        e_about=about,
        e_from_us=from_us,
        e_new=is_new,
    )


def as_column(condition: Q):
    return ExpressionWrapper(condition, output_field=BooleanField())


def unopened(user, kind):
    """Sent since the person last said that all is read, and not opened."""
    seen = ExchangeReading.objects.filter(person=user)
    opened = Q(kind=kind, item=OuterRef("pk")) | Q(kind=EVERYTHING, at__gte=OuterRef("e_at"))
    return ~Exists(seen.filter(opened))
