"""The work queue over 100,000 open files, every list and order, against its own SQL sent bare."""

import statistics
import time

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from licensing.definition import Sector
from licensing.models import Application, TeamMember
from licensing.worklist import ORDERS, TABS
from tests import samples
from tests.licensing.queued import a_file, asked

from .measure import table
from .visitor import Visitor

FILES, EACH = 100_000, 20
OF_EACH_FILE = 20  # events: two millions, which the queue never reads


def measure():
    """Print what a page of the queue costs: statements, the slowest of twenty but one, and the same SQL bare;
    return who looked."""
    began = time.monotonic()
    chief = fill()
    print(f"\n{FILES:,} open files and {FILES * OF_EACH_FILE:,} events made in {time.monotonic() - began:.0f} s")
    translation.activate("fr")
    visitor = Visitor(WSGIHandler())
    visitor.sign_in(chief)
    url = reverse("licensing:worklist")
    addresses = {
        **{tab: f"{url}?tab={tab}" for tab in TABS},
        **{f"all, {order}": f"{url}?tab=all&sort={order}" for order in ORDERS},
        "all, one municipality": f"{url}?tab=all&municipality=Ville+39",
        "all, a thousand pages on": f"{url}?tab=all&after={far(chief)}",
    }
    with override_settings(STAFF_SECOND_FACTOR=False):  # it was shown when the session began
        lines = [line(name, visitor, address) for name, address in addresses.items()]
    headings = ["list", "statements", "page, p95", "bare SQL, p95", "p95 to p95", "medians"]
    table(f"Work queue over {FILES:,} open files", headings, lines)
    return chief


def fill():
    """The files, checks, requests and events, a statement a table; returns the senior officer who looks."""
    owner = samples.person("file@example.org")
    officers = [samples.staff("eligibility-officer", f"file-{number}@example.org") for number in range(19)]
    officers.append(samples.staff("senior-officer", "file-chef@example.org"))
    TeamMember.objects.create(officer=officers[-1], sectors=[Sector.ALCOHOL])
    first = a_file(owner, 1)
    first_of = [
        first.checks.create(code="funds"),
        asked(first, owner, due_in=1),
        first.events.create(verb="send_more"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.42)")
        copy(cursor, first.organization, "generate_series(2, 2000) n", name="'Organisme ' || n")
        copy(cursor, first, f"generate_series(2, {FILES}) n", **some_file([one.pk for one in officers]))
        others = f"licensing_application file where file.id > {first.pk}"
        of_file = {"application_id": "file.id"}
        kinds = "(array['public-notice', 'funds', 'disclosures'])[1 + file.id % 3]"
        copy(cursor, first_of[0], f"{others} and file.id % 5 = 0", code=kinds, **of_file)
        due_on = "current_date + (random() * 20 - 10)::int"
        copy(cursor, first_of[1], f"{others} and file.state = 'info-requested'", due_on=due_on, **of_file)
        copy(cursor, first_of[2], f"generate_series(1, {OF_EACH_FILE}), {others}", **of_file)
        cursor.execute("vacuum analyze")
    return officers[-1]


def some_file(officers):
    """{column: SQL} of the n-th file: its type, state, officer, place and days, spread over eighty days."""
    received = "now() - (n * 7919 % 6912000) * interval '1 second'"
    return {
        "ref": "'Q' || n",
        "once": "'queue' || n",
        "type_code": "(array['raffle', 'liquor-sales', 'special-occasion', 'ferment-on-premises'])[1 + n % 4]",
        "state": "(array['submitted', 'in-review', 'in-review', 'info-requested'])[1 + n / 7 % 4]",
        "organization_id": "(select min(id) from accounts_organization) + n % 1999",
        "officer_id": f"case when random() < 0.8 then (array{officers})[1 + n / 11 % 20] end",
        "municipality": "'Ville ' || n % 400",
        "place": "'ville ' || n % 400",
        "received_at": received,
        "due_on": f"({received} + interval '60 days')::date",
    }


def copy(cursor, row, source, **changed):
    """One row more for each of `source`, like this one but for the columns that are `changed`, {column: SQL}."""
    columns = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    values = [changed.get(column, f"one.{column}") for column in columns]
    where = " and " if " where " in source else " where "
    table = row._meta.db_table
    cursor.execute(
        f"insert into {table} ({', '.join(columns)}) "
        f"select {', '.join(values)} from {table} one, {source}{where}one.id = {row.pk}"
    )


def far(person):
    """The key of the file before the last page."""
    file = Application.objects.under_review().order_by("-received_at", "-pk")[26]
    return f"{file.pk}~{file.received_at.isoformat()}".replace("+", "%2B")


def line(name, visitor, address):
    page = visitor.get(address)
    assert page.status == 200, (address, page.status)
    statements = captured(visitor, address)
    ours, bare = [], []
    for _turn in range(EACH):
        ours.append(timed(lambda: visitor.get(address)))
        bare.append(timed(lambda: run(statements)))
    slow, least = (sorted(times)[-2] for times in (ours, bare))
    middle = statistics.median(ours) / statistics.median(bare)
    return (name, len(statements), f"{slow:.0f} ms", f"{least:.0f} ms", f"{slow / least:.2f}", f"{middle:.2f} times")


def captured(visitor, address):
    """The statements of a page with their values, to be sent again."""
    seen = []

    def watch(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        visitor.get(address)
    return seen


def timed(ask):
    """Milliseconds."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def run(statements):
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
