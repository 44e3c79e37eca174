"""Every door of the portal, found in its own list of addresses, and a world with something behind each of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from django.apps import apps
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from accounts.actions import end_membership, grant, issue_code, join, link_agent
from accounts.models import Organization, Right
from accounts.roles import BY_CODE
from icajo import mail, uploads
from licensing import actions, calendar_feed
from licensing.models import Application, Check, NoticeStep, PostingPhoto, PublicNotice
from payments import actions as payments
from payments.models import Method, Order, Receipt
from submissions.actions import alerts
from submissions.models import Subscriber
from tests import samples
from tests.licensing import inspected, listed, stores, trailed
from tests.submissions import complained, observed, reported, threaded

VISITORS = ("anonymous", "applicant", "co-owner", "agent", "reports-only", "former member", "stranger")
STAFF = (*BY_CODE, "superuser")  # every role of the staff, whatever the list of roles becomes
PERSONAS = VISITORS + STAFF


class Door(NamedTuple):
    """A named address; `fixed` is what the list of addresses itself fills in, such as the slug of a page."""

    name: str
    kwargs: tuple
    fixed: tuple = ()

    def __str__(self):
        return " ".join([self.name, *self.fixed])

    @property
    def is_desk(self):
        return self.name.startswith("admin:")


def doors(patterns=None, namespaces=()):
    """Every named address, in the order of the list; Django admin's two nameless ones only redirect."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inside = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from doors(pattern.url_patterns, inside)
        elif pattern.name:
            kwargs = pattern.pattern.converters or pattern.pattern.regex.groupindex
            yield Door(":".join([*namespaces, pattern.name]), tuple(kwargs), tuple(pattern.default_args.values()))


TOLD = complained.TEXT  # a complaint of the applicant
NOBODY = 0  # a row that is never there: what it would be must be said in `special`


@dataclass
class World:
    """People, and one file in each state that some page is about; `special` says what an address is filled with."""

    people: dict
    agents: Application
    draft: Application
    sealed: Application
    ordered: object
    submitted: Application
    asked: Application
    approved: Application
    special: dict = field(default_factory=dict)

    @property
    def secrets(self):
        """What only those who may open the files read: numbers, an address, a file's name, people's addresses."""
        files = [one.ref for one in (self.draft, self.sealed, self.submitted, self.asked)]
        typed = self.draft.answers["applicant"]
        return [*files, typed["mailing_street"], typed["contact_email"], "billet.jpg", "applicant@example.org", TOLD]

    def address(self, door, language):
        """Where this door is, in this language, with a file of the applicant's behind it."""
        values = self.values(door)
        kwargs = {name: values[name] for name in door.kwargs}
        if door.name == "page":
            kwargs = {"slug": door.fixed[0]}
        with translation.override(language):
            return reverse(door.name, kwargs=kwargs) + values.get("query", "")

    def values(self, door):
        known = {
            "ref": self.draft.ref,
            "type": "raffle",
            "sector": "charitable-gaming",
            "slug": "premises",
            "pk": self.submitted.pk if "licensing" in door.name else NOBODY,
            "verb": "take",
            "check": Check.objects.get(code="credit-letter-original").pk,
            "uuid": self.ordered.uuid,
            "number": self.approved.licence.number,
            "version": 1,
            "app_label": "licensing",
            "id": self.people["applicant"].pk,
            "object_id": self.row_behind(door),
            "content_type_id": 1,
            "key": "not-a-key",
            "uidb36": "1",
            "name": "signature-of-principals",
            "form": "csv",
            "table": "open",
            "token": "not-a-link",
            "row": "m1",
            "paper": NOBODY,
            "part": 0,
        }
        return known | self.special.get(door.name, {})

    def row_behind(self, door):
        """A row of the table that an admin page shows; 1 where the table is empty."""
        app, _, rest = door.name.removeprefix("admin:").partition("_")
        found = {model._meta.model_name: model for model in apps.get_models() if model._meta.app_label == app}
        model = found.get(rest.rpartition("_")[0])
        row = model._default_manager.order_by("pk").last() if model else None
        return row.pk if row else NOBODY

    def client(self, persona):
        client = Client(raise_request_exception=False)
        if persona in self.people:
            client.force_login(self.people[persona])
        return client


def people():
    found = {name: samples.person(f"{name.replace(' ', '-')}@example.org") for name in VISITORS[1:]}
    found |= {role: samples.staff(role) for role in BY_CODE}
    found["superuser"] = samples.person("superuser@example.org", is_staff=True, is_superuser=True)
    return found


def build():
    """The world; it needs a transaction that is rolled back."""
    today, now, crowd = timezone.localdate(), timezone.now(), people()
    owner, officer, former = crowd["applicant"], crowd["eligibility-officer"], crowd["former member"]
    sealed, to_order, submitted, asked, approved = (samples.sealed(owner, on=today) for _ in range(5))
    for application in (submitted, asked, approved):
        actions.submit(application, by=owner, at=now)
    for application in (asked, approved):
        actions.take(application, by=officer)
    actions.ask(asked, by=officer, text="?", steps=["premises"], due_on=today)
    licence = actions.approve(approved, by=officer, on=today)
    version = licence.last_version
    version.certificate_fr = version.certificate_en = uploads.keep_bytes(b"%PDF", name="a.pdf", media_type="a/pdf")
    version.save()
    draft, agents = samples.complete(former, on=today), samples.complete(crowd["agent"], on=today)
    for application in (draft, agents):
        application.organization = sealed.organization
        application.by_agent = application is agents
        application.save()
    let_in(crowd)
    submitted.checks.create(code="credit-letter-original")
    order = payments.open_order([to_order], by=former)
    attempt = order.attempts.create(number=1, opened_by=former, language="fr", idempotency_key="k", session_id="cs_1")
    letter = mail.write(
        key="k", to=owner.email, language="fr", template="draft_saved",
        context={"person_name": "", "ref": "", "type_name": "", "url": ""},
    )  # fmt: skip
    send_away(crowd)
    world = World(crowd, agents, draft, sealed, order, submitted, asked, approved)
    world.special = special(world, attempt, letter)
    return world


def let_in(crowd):
    """Who may act for the applicant's organizations, beside the applicant; the former member until `send_away`."""
    staff = crowd["superuser"]
    for organization in Organization.objects.of(crowd["applicant"]):
        join(crowd["co-owner"], organization, "access-code")
        link_agent(crowd["agent"], organization, by=staff, why="filed 2026-1")
        grant(crowd["reports-only"], organization, rights=[Right.REPORTS], by=staff, why="reports")
        join(crowd["former member"], organization, "access-code")


def send_away(crowd):
    """The former member began the draft and opened the order; neither is theirs any more."""
    for membership in crowd["former member"].memberships.all():
        end_membership(membership, by=crowd["applicant"], why="left")


def an_order(world, total):
    return Order.objects.create(
        organization=world.draft.organization,
        opened_by=world.people["applicant"],
        total=total,
        method=Method.of(total),
    )


def an_invitation(world):
    """Somebody on a list of the draft, asked to disclose."""
    return world.draft.invitations.create(
        step="responsible-members", row="m1", name="Chantal Roy", email="membre1@example.org", language="fr",
        token_hash="0", sent_by=world.people["applicant"], expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip


def a_conflict(world):
    """Of somebody who reads no file, so that nobody finds one shut."""
    return world.people["administrator"].conflicts.create(application=world.draft, why="?")


def special(world, attempt, letter):
    """What the addresses of some doors are filled with, where it is not what the name alone says."""
    paper, filed = world.draft.documents.first(), world.submitted.documents.first()
    organization = world.draft.organization
    code, _words = issue_code(
        organization, issued_to="A", identity_check="B", by=None, rights=[right for right in Right]
    )
    links = {
        "pk": organization.pk,
        "membership": organization.memberships.get(user=world.people["co-owner"]).pk,
        "code": code.pk,
    }
    paid = an_order(world, 10)
    payment = paid.payments.create(
        method=paid.method, provider_payment_id="pi", amount=10, currency="CAD", received_at=timezone.now()
    )
    Receipt.objects.create(payment=payment, number=1)
    a_row = {"slug": "prizes", "row": "p1"}
    invited = {"pk": an_invitation(world).pk}
    of = {
        "sent": world.submitted,
        "summary": world.submitted,
        "send_documents": world.submitted,
        "withdraw": world.submitted,
        "reply": world.asked,
    }
    return {
        **{f"admin:accounts_{name}": links for name in ("issue_code", "give_access", "give_reports")},
        "admin:accounts_membership_do": {"pk": links["membership"], "verb": "end"},
        "admin:accounts_accesscode_do": {"pk": code.pk, "verb": "revoke"},
        "admin:accounts_user_help": {"pk": world.people["applicant"].pk, "verb": "unlock"},
        "admin:accounts_user_staff": {"pk": world.people["applicant"].pk, "verb": "roles"},
        **{f"licensing:{name}": {"ref": application.ref} for name, application in of.items()},
        **{f"licensing:{name}": {"pk": paper.pk} for name in ("document", "remove_document")},
        **{f"licensing:{name}": a_row for name in ("add_row", "row", "remove_row")},
        **{f"licensing:{name}_disclosure": invited for name in ("resend", "correct", "replace")},
        **{f"admin:licensing_read_{name}": invited for name in ("disclosure", "paper")},
        "licensing:remove_disclosing": invited,
        **{f"accounts:{name}": links for name in ("access", "change_rights", "end_access", "revoke_code")},
        **{f"accounts:{name}": links for name in ("organization", "complete")},
        **{f"payments:{name}": {"ref": world.sealed.ref} for name in ("checkout", "back_to_draft")},
        "payments:kit": {"uuid": an_order(world, 30_000).uuid},
        "payments:receipt": {"uuid": paid.uuid},
        "payments:return": {"query": f"?session_id={attempt.session_id}"},
        "licensing:calendar": {"pk": organization.pk},
        "licensing:calendar_feed": {"token": calendar_feed.make(organization, by=world.people["applicant"])},
        "letter": {"pk": letter.pk},
        "letter_file": {"pk": letter.pk, "key": world.ordered.uuid},
        "admin:licensing_decide": {"pk": world.approved.licence.pk, "verb": "suspend"},
        **{f"admin:licensing_{name}": {"document": filed.pk} for name in ("file", "paper", "picture")},
        "licensing:start_report": {"code": "report"},
        "admin:licensing_lift_conflict": {"pk": a_conflict(world).pk},
        **stores.doors(world),
        **inspected.doors(world, world.people["superuser"], filed.file),
        **listed.doors(world),
        **notice_doors(world, filed.file),
        **alert_doors(),
        **complained.doors(world),
        **reported.doors(world),
        **threaded.doors(world),
        **trailed.doors(world),
        **{f"admin:payments_order_{name}": {"pk": world.ordered.pk} for name in ("ask", "remind", "close")},
    }


def notice_doors(world, file):
    """A public notice with its placards and a photo of them; its file is decided, so that no list shows it."""
    approved, today = world.approved, timezone.localdate()
    approved.checks.create(code="public-notice", closed_at=timezone.now())
    dates = {"days": 15, "starts_on": today, "ends_on": today}
    notice = PublicNotice.objects.create(
        application=approved, type_code="raffle", municipality="Hearst", first_starts_on=today,
        placard_fr=file, placard_en=file, **dates,
    )  # fmt: skip
    step = NoticeStep.objects.create(notice=notice, event=approved.events.first(), **dates)
    photo = PostingPhoto.objects.create(step=step, file=file)
    return {
        "licensing:notice": {"ref": approved.ref},
        "licensing:placard": {"ref": approved.ref, "language": "fr"},
        "public_search:notice": {"file": approved.ref},
        "admin:licensing_notice_photo": {"pk": notice.pk, "photo": photo.pk},
        "admin:licensing_notice_placard": {"pk": notice.pk, "language": "fr"},
        **observed.doors(notice, world.people["superuser"], file),
    }


def alert_doors():
    alerts.subscribe(email="reader@example.org", municipality="Hearst", kinds=[], language="fr")
    reader = Subscriber.objects.get()
    token = alerts.signing.dumps([reader.pk, [reader.alerts.get().pk], "fr"], salt=alerts.SALT)
    return {"submissions:confirm_alerts": {"token": token}, "submissions:leave_alerts": {"key": reader.key}}
