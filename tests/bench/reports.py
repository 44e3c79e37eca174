"""A post-event report with 5,000 winners and 2,000 expenses: every page that matters, and the import of its tables."""

import time
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from icajo import tables
from icajo.journey import seen
from icajo.journey.imported import headings
from licensing import actions
from licensing.types.raffle.report import report
from licensing.types.raffle.report.accounts import MOST_EXPENSES, Expenses
from licensing.types.raffle.report.people import MOST_WINNERS, Winners
from tests import samples
from tests.samples import report as sample
from tests.stories.reported import furnish, licensed

from .measure import table
from .place import HOST

FEW, MANY = (5, 5), (MOST_WINNERS, MOST_EXPENSES)


def measure():
    """Print what each page of a short and of the longest report costs, in seconds and statements."""
    translation.activate("en")
    person, officer = samples.person("rapport@example.org", language="en"), samples.officer("rapports@example.org")
    with override_settings(SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["*"], STAFF_SECOND_FACTOR=False):
        few, many = (pages(person, officer, *counts) for counts in (FEW, MANY))
        rows = [
            (name, f"{few[name][0]:.2f} s", few[name][1], f"{seconds:.2f} s", statements)
            for name, (seconds, statements) in many.items()
        ]
    shown = [f"{winners:,} winners, {expenses:,} expenses" for winners, expenses in (FEW, MANY)]
    table("A post-event report", ["page", shown[0], "SQL", shown[1], "SQL"], rows)


def pages(person, officer, winners, expenses):
    """{page: (seconds, statements)} of a report with so many rows, from its import to the desk of its officer."""
    today = timezone.localdate()
    licence = licensed(person, officer, on=today)
    draft = actions.start_procedure(licence, report, by=person, on=today, once=f"bench-{winners}")
    answers = sample.report_answers(today, winners=[], expenses=[], deposits=[])
    draft.answers = answers | {"deposits": [sample.deposit("b1", "180000", today)]}
    draft.save()
    furnish(draft, by=person)
    client = Client(headers={"host": HOST})
    client.force_login(person)
    found = {}
    for step, rows in ((Expenses, spent(expenses, today)), (Winners, won(winners, today))):
        for kind, made in (("csv", tables.as_csv), ("xlsx", tables.as_xlsx)):
            content = made(headings(step), rows)
            found[f"import {step.slug}, {kind.upper()}"] = imported(client, draft, step, content, kind)
    page = lambda name, *args: reverse(f"licensing:{name}", args=[draft.ref, *args])  # noqa: E731
    row = draft.__class__.objects.get(pk=draft.pk).answers["winners"][0]
    one = {"winner_name": "Zoé", **{f"won_on_{part}": "1" for part in ("month", "day")}, "action": "brouillon"}
    trust = sample.trust(closing="180000") | {"action": "suivant"}
    found |= {
        "save a page (Next)": timed(client.post, page("step", "trust-account"), trust),
        "save a row of winners": timed(client.post, page("row", "winners", row["id"]), one),
        "list of winners": timed(client.get, page("step", "winners")),
        "results": timed(client.get, page("step", "results")),
    }
    put_right(draft, row)
    found["check (review)"] = timed(client.get, page("review"))
    sent = {"action": "payer", "declared": "on", "fee_seen": "0"}
    found["send: checked, sealed, frozen"] = timed(client.post, page("review"), sent)
    found["the whole list, page 2"] = timed(client.get, page("whole_list", "winners") + "?page=2")
    client.force_login(officer)
    found["its officer's page"] = timed(client.get, reverse("admin:licensing_application_change", args=[draft.pk]))
    return found


def imported(client, draft, step, content, kind):
    url = reverse("licensing:import_rows", args=[draft.ref, step.slug])
    draft.refresh_from_db()
    upload = SimpleUploadedFile(f"t.{kind}", content)
    return timed(
        client.post, url, {"seen": seen(draft.answers.get(step.slug) or []), "mode": "replace", "file": upload}
    )


def put_right(draft, row):
    """The row that was saved in a hurry, and explanations: what is measured next is a report that can go in."""
    draft.refresh_from_db()
    draft.answers["winners"][0] = row
    draft.answers["results"] = {f"explain_{code}": "?" for code in ("overspent", "use", "draws")}
    draft.save()


def timed(ask, *what):
    with CaptureQueriesContext(connection) as statements:
        began = time.monotonic()
        answer = ask(*what)
        seconds = time.monotonic() - began
    assert answer.status_code in (200, 302), (what, answer.status_code)
    return seconds, len(statements)


def won(count, today):
    held = f"{today - timedelta(days=10)}"
    return [
        [f"Zoé Gagnante {n}", "Ottawa", "9, rue Cachée", f"{n:06}", "Argent", held, "Cheque"] for n in range(count)
    ]


def spent(count, today):
    held = f"{today - timedelta(days=10)}"
    return [
        ["Printing of tickets", "", f"Imprimerie {n}", "", f"F-{n}", held, f"1 {n % 900:03},50 $", f"C {n}", "yes"]
        for n in range(count)
    ]
