import threading

import pytest

from icajo import health, heartbeat


@pytest.fixture
def worker():
    heartbeat.beat()


def asked(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.json()["failing"]


@pytest.mark.django_db(transaction=True)
def test_all_is_well_when_everything_answers(client, worker):
    assert asked(client) == (200, [])


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_fell_silent_is_named(client, worker):
    heartbeat.forget()

    assert asked(client) == (503, ["worker"])


@pytest.mark.django_db(transaction=True)
def test_a_sandbox_that_is_down_is_named(client, worker, settings):
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    assert asked(client) == (503, ["payments"])


def test_a_dead_cache_and_a_dead_database_are_named_together(client, monkeypatch, settings):
    settings.CACHES = {
        **settings.CACHES,
        "fleeting": {**settings.CACHES["fleeting"], "LOCATION": "unix:///nowhere?db=1"},
    }
    monkeypatch.setitem(health.PARTS, "database", broken)

    assert asked(client) == (503, ["database", "cache", "worker"])


@pytest.mark.django_db(transaction=True)
def test_a_part_that_hangs_does_not_hang_the_answer(client, worker, monkeypatch, release):
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    monkeypatch.setitem(health.PARTS, "database", release.wait)

    assert asked(client) == (503, ["database"])


@pytest.mark.django_db(transaction=True)
def test_asking_leaves_no_session_behind(client, worker):
    answer = client.get("/healthz")

    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def release():
    event = threading.Event()
    yield event
    event.set()


def broken():
    raise ConnectionError
