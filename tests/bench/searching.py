"""`make bench-search`: the search over a million licences, as people meet it, beside its own SQL and Datasette."""

import http.client
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.db import connection
from django.utils import timezone

from licensing import open_data, open_rows, public
from licensing.searching import Asked, Turn, search

from . import datasette, invented
from .measure import table
from .place import HOST

LICENCES, SEED = 1_000_000, 2026
QUESTIONS, AT_ONCE = 200, 4
PORT = 8463
PLAIN = """number, type_code, holder, premises, street, municipality, postal_code, issued_on, starts_on, expires_on,
    opens_on, ended_on, ended_as, replaced_by, version, change, changed_at"""
BIN = Path(sys.executable).parent
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}


def measure(licences=LICENCES):
    begun = time.monotonic()
    invented.load(licences, SEED)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze licensing_publiclicence")
        cursor.execute("vacuum analyze licensing_registerword")
        cursor.execute("checkpoint")
    print(f"{licences:,} licences made and indexed in {time.monotonic() - begun:.0f} s", flush=True)
    asked = questions(licences)
    statements = [captured(text) for text in asked]
    with portal_server() as ours, datasette.server(invented.licences(licences, SEED)) as theirs:
        paths = [f"/fr/recherche/?{urlencode({'q': text})}" for text in asked]
        contenders = {
            "the page of results": lambda: Pages(ours.port, HEADERS, paths),
            "an empty page": lambda: Pages(ours.port, HEADERS, ["/fr/recherche/"] * len(paths)),
            "its SQL, bare": lambda: Bare(statements),
            "Datasette": lambda: Pages(theirs.port, {}, [datasette.path(text) for text in asked]),
        }
        before = ours.memory()
        report(contenders)
        print(f"Memory of the server: {before:.0f} MB before, {ours.memory():.0f} MB after")
        exported(ours)


def report(contenders):
    """Each asked one question at a time, in turns; then by four at once."""
    lines = []
    for name, made in contenders.items():
        one = made()
        one.all()  # warm
        times = sorted(one.all())
        quick, slow, slowest = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
        lines.append([name, f"{quick:.1f}", f"{slow:.1f}", f"{slowest:.1f}", f"{together(made):.0f}"])
        print(" | ".join(lines[-1]), flush=True)
    table(
        f"{QUESTIONS} questions to the register",
        ["what", "p50 ms", "p95 ms", "p99 ms", f"a second, {AT_ONCE} at once"],
        lines,
    )


def together(made):
    """Answers a second, to four who ask at once."""
    each = [made() for _one in range(AT_ONCE)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answered = sum(len(times) for times in pool.map(lambda one: one.all(), each))
    return answered / (time.perf_counter() - begun)


def exported(ours):
    """The whole register through HTTP, beside a bare COPY of the same rows and of the columns they are made of."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout to 0")
    today = timezone.localdate()
    found = open_data.selected(on=today)
    same = {
        "csv": open_rows.rows(open_rows.table(), found, today),
        "jsonl": open_rows.rows(open_rows.json(), found, today),
    }
    contenders = {
        "CSV through HTTP": lambda: downloaded(ours.port, "csv"),
        "COPY of the same rows": lambda: copied(*same["csv"]),
        "COPY of their plain columns": lambda: copied(f"select {PLAIN} from licensing_publiclicence", ()),
        "JSON Lines through HTTP": lambda: downloaded(ours.port, "jsonl"),
        "COPY of the same objects": lambda: copied(*same["jsonl"], open_data.AS_IT_IS),
    }
    before, taken = ours.memory(), {name: [] for name in contenders}
    for _round in range(3):
        for name, ask in contenders.items():
            begun = time.perf_counter()
            size = ask()
            taken[name].append((time.perf_counter() - begun, size))
    lines = [[name, f"{min(times)[0]:.2f}", f"{times[0][1] / 1e6:.0f}"] for name, times in taken.items()]
    table("The whole register, the best of three", ["what", "s", "MB"], lines)
    print(f"Memory of the server: {before:.0f} MB before, {ours.memory():.0f} MB after")


def downloaded(port, form):
    """Bytes of the file."""
    client = http.client.HTTPConnection("127.0.0.1", port)
    client.request("GET", f"/open-data/licences.{form}", headers=HEADERS)
    answer, size = client.getresponse(), 0
    assert answer.status == 200, answer.status
    while part := answer.read(2**20):
        size += len(part)
    return size


def copied(sql, params, form="csv"):
    with connection.cursor() as cursor, cursor.copy(f"copy ({sql}) to stdout (format {form})", params) as lines:
        return sum(len(line) for line in lines)


class Pages:
    """Pages asked for over one connection that stays open."""

    def __init__(self, port, headers, paths):
        self.connection, self.headers, self.paths = http.client.HTTPConnection("127.0.0.1", port), headers, paths

    def all(self):
        return [self.timed(path) for path in self.paths]

    def timed(self, path):
        begun = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status == 200, (answer.status, path)
        return (time.perf_counter() - begun) * 1000


class Bare:
    """The statements of each question, prepared, and nothing else."""

    def __init__(self, statements):
        self.statements = statements
        facts = connection.get_connection_params()
        known = {name: facts[name] for name in ("dbname", "user", "host", "port") if facts.get(name)}
        self.connection = psycopg.connect(**known, autocommit=True)

    def all(self):
        return [self.timed(statements) for statements in self.statements]

    def timed(self, statements):
        begun = time.perf_counter()
        for sql, facts in statements:
            self.connection.execute(sql, facts, prepare=True).fetchall()
        return (time.perf_counter() - begun) * 1000


def questions(licences):
    """As people ask: names whole and in part, one in four with a slip, addresses, numbers, a word alone."""
    chance = random.Random(7)
    every = max(1, licences // QUESTIONS)
    found = []
    for number, one in enumerate(invented.licences(licences, SEED)):
        if number % every == 0 and len(found) < QUESTIONS:
            found.append(question(chance, one))
    return found


def question(chance, one):
    kind = chance.random()
    if kind < 0.25:
        return slip(chance, one.premises)
    if kind < 0.5:
        return one.premises.lower()
    if kind < 0.6:
        return f"{one.street} {one.municipality}"
    if kind < 0.7:
        return f"{one.number[:3]} {one.number[3:]}"
    if kind < 0.85:
        return f"{one.premises.split()[-1]} {one.municipality}"
    return max(one.premises.split(), key=len)


def slip(chance, text):
    """One letter of the longest word left out, doubled or changed."""
    word = max(text.split(), key=len)
    at = chance.randrange(1, max(2, len(word) - 1))
    wrong = chance.choice(
        [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + "x" + word[at + 1 :]]
    )
    return text.replace(word, wrong, 1)


def captured(text):
    """The statements of a question, all that its page needs, with what they are given."""
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        search(Asked(text=text), Turn(), timezone.localdate())
        public.elsewhere(text, timezone.localdate())  # notices and applications, which the page shows beside
    return seen


class portal_server:
    """The portal as it is served, one process beside the database's."""

    port = PORT

    def __enter__(self):
        command = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", self.port, "--no-ws"]
        command += ["--workers", 1, "--blocking-threads", 4, "icajo.wsgi:application"]
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=sys.stderr)
        datasette.wait_for(self.port, HEADERS, "/fr/recherche/")
        return self

    def __exit__(self, *problem):
        self.process.terminate()
        self.process.wait()

    def memory(self):
        """Megabytes that its processes hold."""
        listed = subprocess.run(["ps", "-o", "rss=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return sum(int(line) for line in listed.stdout.split()) / 1000
