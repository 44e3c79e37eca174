"""What the sandbox remembers, in one SQLite file: a killed sandbox has lost nothing it answered."""

import json
import secrets
import sqlite3
import string
import threading
import time
from contextlib import contextmanager
from pathlib import Path

TABLES = """
CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL,
    created INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS object_by_kind ON object (kind, seq);
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    event TEXT PRIMARY KEY, due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0, done REAL);
"""
ALPHABET = string.ascii_letters + string.digits


def new_id(prefix):
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(24))


class Ledger:
    """Objects by id, answers by idempotency key, events still to be delivered."""

    def __init__(self, folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.lock = threading.RLock()
        self.base = sqlite3.connect(Path(folder) / "sandbox.sqlite", check_same_thread=False, isolation_level=None)
        self.base.execute("PRAGMA journal_mode=WAL")
        self.base.execute("PRAGMA synchronous=FULL")
        self.base.executescript(TABLES)

    @contextmanager
    def writing(self):
        """One transaction at a time; what was written is on the disk when the outermost block ends."""
        with self.lock:
            if self.base.in_transaction:
                yield self
                return
            self.base.execute("BEGIN IMMEDIATE")
            try:
                yield self
            except BaseException:
                self.base.execute("ROLLBACK")
                raise
            self.base.execute("COMMIT")

    def close(self):
        with self.lock:
            self.base.close()

    def rows(self, query, *values):
        with self.lock:
            return self.base.execute(query, values).fetchall()

    # objects

    def keep(self, body):
        self.base.execute(
            "INSERT INTO object (id, kind, created, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            (body["id"], body["object"], body["created"], json.dumps(body)),
        )
        return body

    def get(self, kind, id):
        """The object, or None."""
        found = self.rows("SELECT body FROM object WHERE id = ? AND kind = ?", id, kind)
        return json.loads(found[0][0]) if found else None

    def newest(self, kind):
        """All objects of a kind, newest first."""
        return [
            json.loads(row[0]) for row in self.rows("SELECT body FROM object WHERE kind = ? ORDER BY seq DESC", kind)
        ]

    # answers

    def answered(self, key):
        """What was asked and answered under this idempotency key: (request, status, body), or None."""
        found = self.rows("SELECT request, status, body FROM answer WHERE key = ?", key)
        return (found[0][0], found[0][1], json.loads(found[0][2])) if found else None

    def remember(self, key, request, status, body):
        self.base.execute("INSERT INTO answer VALUES (?, ?, ?, ?)", (key, request, status, json.dumps(body)))

    # events

    def owe(self, event, *, delay=0.0):
        self.keep(event)
        self.base.execute("INSERT INTO delivery (event, due) VALUES (?, ?)", (event["id"], time.time() + delay))

    def due(self, now):
        """Events to be delivered by now, as (id, tries so far)."""
        return self.rows(
            "SELECT event, tries FROM delivery WHERE done IS NULL AND due <= ? ORDER BY due LIMIT 50", now
        )

    def delivered(self, event):
        with self.writing():
            self.base.execute("UPDATE delivery SET done = ? WHERE event = ?", (time.time(), event))

    def try_later(self, event, seconds):
        with self.writing():
            self.base.execute(
                "UPDATE delivery SET tries = tries + 1, due = ? WHERE event = ?", (time.time() + seconds, event)
            )
