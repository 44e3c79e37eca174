"""What is written once stays, for the portal's own role in the database: every table that says so is tried in SQL."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import sql
from psycopg.types.json import Jsonb

from licensing.trail import SOURCES

OURS = {"accounts", "icajo", "licensing", "payments", "submissions"}

# the list may grow, and nothing leaves it: none of these is changed or taken away
FOR_GOOD = {
    "accounts.MergeStep",
    "accounts.RoleChange",
    "icajo.Export",
    "licensing.DecisionLetter",
    "licensing.Event",
    "licensing.FileReading",
    "licensing.Happening",
    "licensing.LookUp",
    "licensing.Note",
    "licensing.Reading",
    "licensing.RiskAssessment",
    "licensing.Round",
    "licensing.Version",
    "payments.Payment",
    "payments.Receipt",
    "submissions.Message",
}
# made after the row, and of no weight: what still follows, and the same thing on paper
MAY_CHANGE = {
    "licensing.Event": {"pending", "attempts"},
    "licensing.Version": {"certificate_fr", "certificate_en"},
}
DAY, MOMENT = date(2018, 1, 1), datetime(2018, 1, 1, tzinfo=UTC)
TWO_VALUES = {  # of a column of this type
    "ArrayField": ([], ["a"]),
    "BooleanField": (False, True),
    "DateField": (DAY, DAY + timedelta(1)),
    "DateTimeField": (MOMENT, MOMENT + timedelta(1)),
    "DecimalField": (Decimal(1), Decimal(2)),
    "JSONField": (Jsonb({}), Jsonb({"a": 1})),
    "TimeField": (MOMENT.time(), (MOMENT + timedelta(hours=1)).time()),
    "UUIDField": (UUID(int=1), UUID(int=2)),
    **dict.fromkeys(("CharField", "TextField", "EmailField", "SlugField", "FileField"), ("a", "b")),
}
NUMBERS = (1, 2)
NO_TRAIL = {
    "icajo.StoredFile",  # kept once, scanned later, and gone with a draft: its fingerprint stands in the round
    "licensing.Suspension",  # lifted later; the trail of the licence says when, and by whom
}


def protecting(model):
    """The triggers that refuse, whatever the row says: [(refuses an update, refuses a deletion, but of these)]."""
    found = []
    for trigger in getattr(model._meta, "triggers", []):
        read_only = type(trigger) is pgtrigger.ReadOnly
        if (read_only or isinstance(trigger, pgtrigger.Protect)) and trigger.condition is None:
            if isinstance(trigger, pgtrigger.ReadOnly) and not read_only:
                continue  # with a condition of its own
            verbs = str(trigger.operation)
            found.append(("UPDATE" in verbs, "DELETE" in verbs, set(getattr(trigger, "exclude", None) or ())))
    return found


def fixed_columns(model):
    """The columns that no update changes."""
    every = {field.name for field in model._meta.concrete_fields}
    return set().union(*(every - free for update, _delete, free in protecting(model) if update))


def stays(model):
    return any(delete for _update, delete, _free in protecting(model))


PROTECTED = [model for model in apps.get_models() if protecting(model)]


def values(field):
    """What the column holds, and what somebody would change it to; no two columns lead to the same row."""
    if field.is_relation:
        other = field.target_field.get_internal_type()
        place = field.model._meta.concrete_fields.index(field)
        return TWO_VALUES[other] if other in TWO_VALUES else (10 + place, 50 + place)
    return TWO_VALUES.get(field.get_internal_type(), NUMBERS)


def write_row(cursor, model):
    """One row, full, or with what may be empty left empty, but for one column or all: some tables allow only that.

    It is of a world that is undone before anybody asks what its keys lead to.
    """
    fields = model._meta.concrete_fields
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
        sql.SQL(", ").join(sql.Placeholder() for _field in fields),
    )
    empty = [field for field in fields if field.null]
    for left_out in (set(), set(empty), *(set(empty) - {field} for field in empty)):
        try:
            with transaction.atomic():
                return cursor.execute(statement, [None if one in left_out else values(one)[0] for one in fields])
        except IntegrityError:
            continue
    raise AssertionError(f"No row for {model._meta.label}")


def is_refused(cursor, statement, *given):
    return is_trigger_refusing(lambda: cursor.execute(statement, given))


def is_trigger_refusing(act):
    """Is it the trigger that refuses, and not what was asked that is wrong?"""
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "pgtrigger: Cannot" in str(error)
    return False


@pytest.mark.django_db
@pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)
def test_what_is_said_to_stay_stays(model):
    table = sql.Identifier(model._meta.db_table)
    with connection.cursor() as cursor, transaction.atomic():
        write_row(cursor, model)
        changed = {
            field.name
            for field in model._meta.concrete_fields
            if field.name in fixed_columns(model)
            and not is_refused(
                cursor,
                sql.SQL("UPDATE {} SET {} = %s").format(table, sql.Identifier(field.column)),
                values(field)[1],
            )
        }
        is_gone = stays(model) and not is_refused(cursor, sql.SQL("DELETE FROM {}").format(table))
        transaction.set_rollback(True)

    assert changed == set()
    assert not is_gone


@pytest.mark.django_db
@pytest.mark.parametrize("model", [one for one in PROTECTED if stays(one)], ids=lambda model: model._meta.label)
def test_nor_does_it_change_through_the_models(model):
    fixed, rows = fixed_columns(model), model._base_manager.all()
    column = next((one for one in model._meta.concrete_fields if one.name in fixed and not one.primary_key), None)
    with connection.cursor() as cursor, transaction.atomic():
        write_row(cursor, model)
        row = rows.defer(None).get()
        ways = {"delete": lambda: rows._raw_delete(using="default")}
        if column:
            setattr(row, column.attname, values(column)[1])
            ways |= {
                "save": lambda: row.save(update_fields=[column.name]),
                "bulk_update": lambda: rows.bulk_update([row], [column.name]),
                "update": lambda: rows.update(**{column.attname: values(column)[1]}),
            }
        left_open = {name for name, act in ways.items() if not is_trigger_refusing(act)}
        transaction.set_rollback(True)

    assert left_open == set()


def test_a_new_table_that_says_who_did_what_and_when_is_written_once():
    found = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OURS and {"by", "at"} <= {field.name for field in model._meta.concrete_fields}
    }
    told = {model._meta.label for model in apps.get_models() if "ritten once" in (model.__doc__ or "")}
    trail = {source.rows.model._meta.label for source in SOURCES.values()} - {"admin.LogEntry"}
    kept = {model._meta.label for model in PROTECTED if stays(model) and fixed_columns(model)}

    assert len(found) > 8 and len(trail) > 8
    assert (found | told | trail) - kept - NO_TRAIL == set()


def test_what_must_stay_is_said_to():
    said = {
        model._meta.label: {field.name for field in model._meta.concrete_fields} - fixed_columns(model)
        for model in PROTECTED
        if stays(model)
    }

    assert FOR_GOOD - said.keys() == set()
    assert {label: said[label] for label in FOR_GOOD if said[label]} == MAY_CHANGE


@pytest.mark.django_db
def test_the_search_sees_a_table_that_is_not_kept():
    model = apps.get_model("licensing", "SavedView")
    with connection.cursor() as cursor, transaction.atomic():
        write_row(cursor, model)
        refused = is_refused(cursor, sql.SQL("DELETE FROM {}").format(sql.Identifier(model._meta.db_table)))
        transaction.set_rollback(True)

    assert not refused
