"""The nightly round over 1,000,000 licences with 20,000 notices due, and sending its letters.

The round is held against one INSERT … SELECT that writes the same rows of the same table; sending, by two workers,
against a bare smtplib loop that sends the same texts.
"""

import json
import os
import smtplib
import subprocess
import sys
import time
from datetime import timedelta

from .certificates import peak
from .measure import Contender, middle, other_ratios, ratio, table, take_turns

LICENCES, DUE, ORGANIZATIONS, WORKERS = 1_000_000, 20_000, 50_000, 2
FILL = """
insert into accounts_organization (name, kind, language, email, phone, street, city, province, postal_code, facts,
    created_at)
select 'Organisme ' || n, 'corporation', case when n %% 3 = 0 then 'en' else 'fr' end,
    case when n %% 50 = 0 then '' else 'org' || n || '@example.org' end, '', n || ', rue Principale', 'Hearst', 'ON',
    'P0L 1N0', '{}', now() - interval '3 years'
from generate_series(1, %(organizations)s) n;
insert into accounts_membership (user_id, organization_id, rights, source, since, given_why, ended_why)
select %(person)s, id, '{view,prepare,submit,manage}', 'access-code', now(), '', ''
from accounts_organization where name like 'Organisme %%';
insert into licensing_licence (number, type_code, organization_id, holder, municipality, issued_on, starts_on,
    expires_on, answers, ended_as, created_at)
select 'BEN' || n, %(type)s, %(first)s + n %% %(organizations)s, 'Organisme ' || n, 'Hearst',
    current_date - 700, current_date - 700,
    -- one in fifty between 8 and 60 days before its last day, the others well after that
    %(today)s + case when n %% 50 = 0 then 8 + n %% 53 else 100 + n %% 1300 end, '{}', '', now() - interval '2 years'
from generate_series(1, %(licences)s) n;
"""
BARE = """insert into licensing_notice (licence_id, kind, day, made_at)
select id, 'renewal-60', expires_on, now() from licensing_licence
where expires_on between %s and %s and type_code = %s on conflict do nothing"""


def measure():
    from django.utils import timezone

    today = timezone.localdate()
    code = fill(today)
    sweep(today, code)
    written = write(today)
    send(written)


def fill(today):
    """A register of its own; returns the code of its type, one that can be renewed."""
    from django.db import connection

    from licensing.clock import due
    from tests import samples

    code, person = due.renewable()[0], samples.person("membre@example.org")
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('accounts_organization', 'id'))")
        first = cursor.fetchone()[0] + 1
        facts = {"today": today, "person": person.pk, "type": code, "first": first}
        facts |= {"licences": LICENCES, "organizations": ORGANIZATIONS}
        for statement in FILL.split(";\n")[:-1]:
            cursor.execute(statement, facts)
        for name in ("licensing_licence", "accounts_organization", "accounts_membership"):
            cursor.execute(f"vacuum analyze {name}")
    return code


def sweep(today, code):
    from django.db import connection

    from licensing.clock import due

    def forget():
        with connection.cursor() as cursor:
            cursor.execute("truncate licensing_notice")

    def bare():
        with connection.cursor() as cursor:
            cursor.execute(BARE, [today, today + timedelta(days=60), code])
            counts["bare SQL"] = cursor.rowcount

    counts = {}

    def ours():
        counts["the whole round"] = due.note_everything(today)

    def again():
        counts["the round again"] = due.note_everything(today)

    contenders = {"bare SQL": Contender(bare, forget), "the whole round": Contender(ours, forget)}
    found = take_turns(contenders | {"the round again": Contender(again)}, rounds=3, each=3)
    assert counts == {"bare SQL": DUE, "the whole round": DUE, "the round again": 0}, counts
    base = found["bare SQL"]
    lines = [
        (name, f"{counts[name]:,}", middle(times), ratio(times, base), other_ratios(times, base))
        for name, times in found.items()
    ]
    headings = ["", "rows", "each", "to the bare SQL", "quickest, work"]
    table(f"The nightly round over {LICENCES:,} licences", headings, lines)


def write(today):
    """Write the letters, holders with an account and without; returns how many."""
    from icajo.models import Letter
    from licensing.clock import letters

    lines, begun, before = [], time.perf_counter(), peak()
    tenth = None
    while letters.write_some(today):
        tenth = tenth or (peak() if Letter.objects.count() > DUE / 10 else None)
    seconds, count = time.perf_counter() - begun, Letter.objects.filter(key__startswith="notice-").count()
    lines.append(
        (f"{count:,}", f"{seconds:.1f} s", f"{count / seconds:,.0f}", grown(before, tenth), grown(tenth, peak()))
    )
    headings = ["letters", "written in", "a second", "memory, first tenth", "and the rest"]
    table("Writing the letters of the notices, holders with an account", headings, lines)
    return count


def grown(before, after):
    return f"+ {(after - before) / 1024:.0f} MB"


def send(count):
    from django.db import connection

    from icajo.models import Letter

    from . import sink

    owed = Letter.objects.filter(state=Letter.State.QUEUED)
    total = owed.count()
    with sink.running() as port:
        rates, work = {"bare": [], "ours": []}, []
        for _round in range(3):
            rate, least = bare_loop(owed.order_by("pk"), port)
            rates["bare"].append(rate)
            done = workers(port)
            work.append(sum(one["work"] for one in done) / least)
            assert not owed.exists(), "letters are left"
            rates["ours"].append(total / (max(one["ended"] for one in done) - min(one["begun"] for one in done)))
            with connection.cursor() as cursor:
                cursor.execute("update icajo_letter set state = 'queued', attempts = 0 where state = 'sent'")
                cursor.execute("vacuum analyze icajo_letter")
        ratios = sorted(bare / ours for bare, ours in zip(rates["bare"], rates["ours"], strict=True))
    lines = [
        ("bare smtplib loop", f"{sorted(rates['bare'])[1]:,.0f}", "1", "1", ""),
        (
            f"{WORKERS} workers",
            f"{sorted(rates['ours'])[1]:,.0f}",
            f"{ratios[1]:.2f} times ({ratios[0]:.2f} to {ratios[2]:.2f})",
            f"{sorted(work)[1]:.1f} times",
            ", ".join(f"+ {(one['peak'] - one['before']) / 1024:.0f} MB" for one in done),
        ),
    ]
    headings = ["", "letters a second", "to the bare loop", "work of both", "memory of each, first letter to last"]
    table(f"Sending {total:,} letters to a local mail server", headings, lines)


def bare_loop(letters, port):
    """(letters a second, seconds of its own work) of a loop that only sends texts made beforehand."""
    texts = [
        (one.to, f"To: {one.to}\r\nSubject: Avis\r\n\r\n{one.body}".replace("\n", "\r\n").encode()) for one in letters
    ]
    begun, worked = time.perf_counter(), time.process_time()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for to, text in texts:
            connection.sendmail("ne-pas-repondre@example.org", [to], text)
    return len(texts) / (time.perf_counter() - begun), time.process_time() - worked


def workers(port):
    """Both at once, each in a process of its own; what each says of itself."""
    env = os.environ | {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}
    command = [sys.executable, "-m", "tests.bench.sweep"]
    running = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)]
    return [json.loads(one.communicate()[0]) for one in running]


def main():
    import django

    django.setup()
    from icajo import mail, tasks
    from icajo.models import Letter

    Letter.objects.exists()  # connected, and everything imported
    mail.deliver(1)
    before, begun, worked = peak(), time.monotonic(), time.process_time()
    while mail.deliver(tasks.BATCH):
        pass
    said = {"begun": begun, "ended": time.monotonic(), "work": time.process_time() - worked}
    print(json.dumps(said | {"before": before, "peak": peak()}))


if __name__ == "__main__":
    main()
