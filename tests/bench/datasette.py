"""The peer: Datasette with full-text search of SQLite over the same rows, in an environment of its own."""

import http.client
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlencode

PORT = 8464
COLUMNS = "number, type_code, holder, premises, street, postal_code, municipality, starts_on, expires_on"


def path(text):
    """The page of its table; every word is one phrase of its search, so that punctuation is no operator."""
    return f"/register/licences?{urlencode({'_search': text, '_size': 25}, quote_via=quote)}"


@contextmanager
def server(licences):
    folder = Path(tempfile.mkdtemp(prefix="icajo-datasette-"))
    process = None
    try:
        file = folder / "register.db"
        fill(file, licences)
        process = subprocess.Popen(
            [str(part) for part in (
                program(folder), "serve", "--immutable", file, "--port", PORT, "--setting", "suggest_facets", "off",
            )],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(PORT, {}, "/register/licences?_size=1")
        yield SimpleNamespace(port=PORT)
    finally:
        if process:
            process.terminate()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def program(folder):
    """Datasette from the registry; it is no part of the portal."""
    uv = Path(__file__).resolve().parents[2] / ".tools/bin/uv"
    subprocess.run([uv, "venv", "-q", folder / "venv"], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", folder / "venv/bin/python", "datasette<1"], check=True)
    return folder / "venv/bin/datasette"


def fill(file, licences):
    with sqlite3.connect(file) as database:
        database.execute(f"create table licences ({COLUMNS})")
        rows = (tuple(str(getattr(one, name)) for name in COLUMNS.split(", ")) for one in licences)
        database.executemany(f"insert into licences values ({', '.join('?' * len(COLUMNS.split(', ')))})", rows)
        searched = "number, holder, premises, street, municipality"
        database.execute(
            f"create virtual table licences_fts using fts5 ({searched}, content='licences',"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        database.execute("insert into licences_fts (licences_fts) values ('rebuild')")
    database.close()


def wait_for(port, headers, path, seconds=60):
    until = time.monotonic() + seconds
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                return
        except OSError:
            pass
        if time.monotonic() > until:
            raise TimeoutError(f"nothing answers on port {port}")
        time.sleep(0.2)
