"""A thousand paid orders settled, against one bare transaction each that writes the same rows."""

import functools
import itertools
from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from .measure import Contender, middle, ratio, table, take_turns

ORDERS, ROUNDS = 1000, 5


def measure():
    """Print milliseconds an order, the provider's answer left out on both sides: it is made up here."""
    from payments import actions, gateway

    each = ORDERS // ROUNDS
    ours, theirs = waiting(ORDERS + each), waiting(ORDERS + each)
    answers = {session.id: session for session, _order in ours}
    asked, gateway.find = gateway.find, answers.__getitem__
    receipts = itertools.count(1_000_001)
    try:
        settle, bare = iter(ours), iter(theirs)
        found = take_turns(
            {
                "settled": Contender(lambda: actions.settle(next(settle)[0].id)),
                "bare transaction": Contender(lambda: write(*next(bare), next(receipts))),
            },
            rounds=ROUNDS,
            each=each,
        )
    finally:
        gateway.find = asked
    base = found["bare transaction"]
    lines = [(name, middle(rounds), ratio(rounds, base)) for name, rounds in found.items()]
    table(f"{ORDERS:,} paid orders, one application each", ["", "each", "to the bare transaction"], lines)


def waiting(count):
    """[(what the provider says, order)] of sealed applications that were just paid."""
    from payments import actions
    from payments.gateway import Session

    from .records import sealed_raffles

    found = []
    for application in sealed_raffles(count):
        order = actions.open_order([application], by=application.created_by)
        key = f"cs:{order.uuid}:1"
        name = f"cs_{order.pk}"
        order.attempts.create(
            number=1, opened_by=order.opened_by, language="fr", idempotency_key=key, session_id=name, state="open"
        )
        paid = Session(
            id=name, status="paid", amount=Decimal(order.total), currency="CAD", order=str(order.uuid), attempt=key,
            payment_id=f"pi_{order.pk}", authorization_number="123456", confirmation_code="123456789012345",
            paid_at=datetime.now(UTC),
        )  # fmt: skip
        found.append((paid, order))
    return found


@functools.cache
def insert(model):
    """The statement that writes one row of a table, and its fields."""
    fields = [field for field in model._meta.concrete_fields if field.column != "id"]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"insert into {model._meta.db_table} ({columns}) values ({places}) returning 1", fields


def add(cursor, row):
    sql, fields = insert(type(row))
    cursor.execute(sql, [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def write(session, order, number):
    """The rows that a settlement writes, and nothing else: no question, no rule, no lock but those of the rows."""
    from icajo.models import Letter
    from licensing.models import Event
    from payments.models import Payment, Receipt

    now, application = timezone.now(), order.lines.first().application_id
    payment = Payment(
        order_id=order.pk, method="card", provider_payment_id=session.payment_id, amount=session.amount,
        currency="CAD", session_id=session.id, authorization_number=session.authorization_number,
        confirmation_code=session.confirmation_code, received_at=session.paid_at,
    )  # fmt: skip
    letter = Letter(key=f"bare-{number}", to="a@example.org", language="fr", subject="Reçu", body="x" * 1200)
    event = Event(application_id=application, verb="submit", by_id=order.opened_by_id, at=now, pending=["a.b"])
    with transaction.atomic(), connection.cursor() as cursor:
        add(cursor, payment)
        cursor.execute("select currval(pg_get_serial_sequence('payments_payment', 'id'))")
        add(cursor, Receipt(payment_id=cursor.fetchone()[0], number=number))
        cursor.execute("update payments_counter set value = value where name = 'receipt'")
        cursor.execute(
            "update payments_attempt set state = 'paid', closed_at = %s where order_id = %s", [now, order.pk]
        )
        cursor.execute("update payments_order set state = 'paid', closed_at = %s where id = %s", [now, order.pk])
        cursor.execute("update licensing_application set state = 'submitted' where id = %s", [application])
        cursor.execute("update licensing_application set received_at = %s where id = %s", [now, application])
        add(cursor, event)
        add(cursor, letter)
