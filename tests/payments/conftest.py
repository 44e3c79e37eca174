"""A provider of the test's own: the sandbox in a thread, spoken to by the real library."""

import csv
import io
import json
import threading
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import Membership, Organization, User
from licensing.models import Application
from payments import actions, tasks
from payments.sandbox.courier import signature
from payments.sandbox.server import Sandbox
from payments.sandbox.till import ACCEPTED

SECRET = "whsec_test"


class Provider:
    """The sandbox, as a test sees it: what the payer does there, and what it tells us."""

    def __init__(self, sandbox):
        self.sandbox, self.ledger, self.knobs = sandbox, sandbox.pages.ledger, sandbox.knobs

    def pay(self, url, card=ACCEPTED):
        id = url.rpartition("/")[2]
        return self.sandbox.pages.act(id, "", f"card={card}")

    def decide(self, session_id, word):
        self.sandbox.pages.act(session_id, "", f"bank={word}")

    def sessions(self):
        return self.ledger.newest("checkout.session")

    def change(self, session_id, **facts):
        """Make the provider say something else about a session."""
        with self.ledger.writing():
            self.ledger.keep(self.ledger.get("checkout.session", session_id) | facts)

    def events(self):
        """Bodies and signatures of everything told so far, oldest first."""
        bodies = [json.dumps(event) for event in reversed(self.ledger.newest("event"))]
        return [(body, signature(body, SECRET)) for body in bodies]


@pytest.fixture
def provider(tmp_path, settings):
    sandbox = Sandbox(
        ("127.0.0.1", 0), tmp_path / "sandbox", public_url="", key="sk_test_sandbox", webhook="", secret=SECRET
    )
    thread = threading.Thread(target=sandbox.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.PAYMENT_SANDBOX_URL = f"http://127.0.0.1:{sandbox.server_address[1]}"
    settings.STRIPE_WEBHOOK_SECRET = SECRET
    settings.STRIPE_TIMEOUT = 2
    yield Provider(sandbox)
    sandbox.shutdown()
    sandbox.server_close()
    sandbox.pages.ledger.close()


def a_person(email="claire@example.org", **facts):
    facts = {"first_name": "Claire", "last_name": "Roy", "language": "fr"} | facts
    return User.objects.create_user(email, **facts)


def seal(person, *, fee="90.00", organization=None, ref="2026-100001"):
    """A raffle application that waits for its fee, written straight into the tables."""
    if organization is None:
        organization = Organization.objects.create(name="Club de curling", kind="non-profit")
        Membership.objects.create(user=person, organization=organization, source="creator")
    application = Application.objects.create(
        ref=ref,
        once=ref,
        type_code="raffle",
        organization=organization,
        created_by=person,
        state="awaiting-payment",
        fee=Decimal(fee),
    )
    freeze(application, fee)
    return application


def freeze(application, fee):
    return application.rounds.create(
        number=application.rounds.count() + 1,
        sealed_by=application.created_by,
        edition="2026-10",
        answers={},
        transcript={"fr": [], "en": []},
        fee=Decimal(fee),
        fee_lines=[],
        documents=[],
        declaration={"fr": "", "en": ""},
    )


def reseal(application, fee):
    """As if the applicant had changed it and completed it again."""
    freeze(application, fee)
    Application.objects.filter(pk=application.pk).update(state="awaiting-payment", fee=Decimal(fee))
    application.refresh_from_db()


def place(application):
    return actions.open_order([application], by=application.created_by)


def start(order):
    """The session that a click on Pay opens: (id, address)."""
    url = actions.start_attempt(order, by=order.opened_by, language="fr")
    return url.rpartition("/")[2], url


def post_event(client, body, signed):
    return client.post(
        reverse("payments_webhook"), body, content_type="application/json", headers={"Stripe-Signature": signed}
    )


@pytest.fixture
def person(db):
    return a_person()


@pytest.fixture
def application(person):
    return seal(person)


@pytest.fixture
def order(application):
    return place(application)


def an_accountant(email="finance@example.org"):
    """Somebody of finance, who may import statements and match their lines."""
    officer = a_person(email, is_staff=True, language="en")
    names = ["settle_order", "import_statement", "view_order", "view_statement", "view_statementline"]
    officer.user_permissions.set(Permission.objects.filter(codename__in=names))
    return officer


def statement(*lines, by=None, name="bank.csv"):
    """Import these lines as CSV, [account, date, amount, currency, reference, text, payer, bank number], and match."""
    content = io.StringIO()
    csv.writer(content).writerows([settings.BANK_CSV_COLUMNS, *lines])
    imported = actions.import_statement(io.BytesIO(content.getvalue().encode()), name=name, by=by)
    tasks.sweep_statements()
    return imported


def movement(order=None, **facts):
    """One line of a statement: the whole transfer for this order, unless `facts` say otherwise."""
    usual = {
        "account": "001-00000-1234567", "date": "2027-03-02", "amount": str(order.total) if order else "30000.00",
        "currency": "CAD", "reference": order.reference if order else "", "text": "", "payer": "",
        "bank_reference": "",
    }  # fmt: skip
    return list((usual | facts).values())
