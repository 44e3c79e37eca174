"""A bank statement becomes rows, once: the same movement in two files is one row."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import batched
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import User
from icajo import queue

from ..clues import Clues
from ..models import Statement, StatementLine
from ..statements import BankLine, read

AT_ONCE = 1000
LOCK = 5_304_021  # of the imports: one at a time, so that two copies of a file cannot both be new


def import_statement(file: BinaryIO, *, name: str, by: User | None = None) -> Statement:
    """Keep every movement of a statement that no earlier file had, and hint that some wait to be settled.

    `by` is None for the command.  Raises statements.Unreadable; then nothing of the file is kept.
    """
    if by is not None and not by.has_perm("payments.import_statement"):
        raise PermissionDenied("import_statement")
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    with transaction.atomic():
        _one_at_a_time()
        statement = Statement.objects.create(name=name[:200], sha256=sha256, imported_by=by)
        clues = Clues()
        for some in batched(_numbered(file), AT_ONCE, strict=False):
            statement.lines_new += _keep(statement, some, clues)
            statement.lines_read += len(some)
        statement.save(update_fields=["lines_read", "lines_new"])
        queue.after_commit("payments.sweep_statements")
    return statement


def _one_at_a_time():
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


def _numbered(file) -> Iterator[tuple[int, str, BankLine]]:
    """(number, fingerprint, line) of every movement; equal ones are told apart by the bank's number, or counted."""
    alike: Counter[int] = Counter()
    for number, line in enumerate(read(file), 1):
        if not line.amount:
            continue
        content = hashlib.sha256("\x1f".join(map(str, _content(line))).encode())
        if not line.bank_reference:
            key = int.from_bytes(content.digest()[:8])
            alike[key] += 1
            content.update(b"\x1f%d" % alike[key])
        yield number, content.hexdigest(), line


def _content(line):
    return (
        line.account, line.booked_on, line.amount, line.currency, line.reference, line.text, line.payer,
        line.bank_reference,
    )  # fmt: skip


def _keep(statement, some, clues):
    """Write these movements down, but for those that are known; returns how many were new."""
    by_print = {fingerprint: (number, line) for number, fingerprint, line in reversed(some)}
    known = StatementLine.objects.filter(fingerprint__in=by_print).values_list("fingerprint", flat=True)
    for fingerprint in known:
        del by_print[fingerprint]
    rows = [_row(statement, number, fingerprint, line) for fingerprint, (number, line) in by_print.items()]
    clues.sort(rows, {fingerprint for fingerprint, (_n, line) in by_print.items() if line.returned})
    StatementLine.objects.bulk_create(rows)
    return len(rows)


def _row(statement, number, fingerprint, line):
    facts = {name: getattr(line, name) for name in ("reference", "text", "payer", "bank_reference")}
    return StatementLine(
        statement=statement,
        number=number,
        fingerprint=fingerprint,
        account=line.account,
        booked_on=line.booked_on,
        amount=line.amount,
        currency=line.currency,
        **facts,
    )
