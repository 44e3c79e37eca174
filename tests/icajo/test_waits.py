"""Nothing waits for the database for ever; and what its address asks for is kept."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from licensing.open_data import slowly


def shown(what):
    with connection.cursor() as cursor:
        cursor.execute(f"show {what}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_every_connection_gives_up_in_time():
    assert (shown("lock_timeout"), shown("statement_timeout")) == ("30s", "5min")


@pytest.mark.django_db
def test_a_slow_reader_of_the_register_has_an_hour_and_leaves_the_connection_as_it_was():
    with connection.cursor() as cursor, slowly(cursor):
        assert shown("statement_timeout") == "1h"

    assert shown("statement_timeout") == "5min"


def test_an_address_that_asks_for_encryption_gets_it_and_a_pooler_is_asked_nothing():
    url = "postgres://a@example.org/b?sslmode=verify-full"
    told = {"DATABASE_URL": url, "DATABASE_LOCK_SECONDS": "0", "DATABASE_STATEMENT_SECONDS": "0", "DATABASE_POOL": "0"}
    show = "from icajo import settings; print(settings.DATABASES['default']['OPTIONS'])"

    said = subprocess.run(
        [sys.executable, "-c", show], env=os.environ | told, cwd=settings.BASE_DIR, capture_output=True, text=True
    )

    assert said.stdout.strip() == "{'options': '', 'sslmode': 'verify-full'}"
