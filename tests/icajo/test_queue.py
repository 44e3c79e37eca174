"""Hints: helpful when the broker is there, harmless when it is not."""

import time
from functools import partial

import pytest

from icajo import queue
from icajo.celery import app


@pytest.fixture(autouse=True)
def not_quiet(monkeypatch):
    monkeypatch.setattr(queue, "_quiet_until", 0.0)


@pytest.fixture
def dead_broker(monkeypatch):
    monkeypatch.setattr(app, "connection_for_write", partial(app.connection_for_write, "redis://127.0.0.1:1/0"))


def test_a_hint_reaches_the_queue():
    with app.connection_for_read() as connection:
        box = connection.SimpleQueue("celery")
        box.clear()

        assert queue.hint("icajo.deliver_letters", 1)

        assert box.get(timeout=2).headers["task"] == "icajo.deliver_letters"


def test_a_dead_broker_neither_raises_nor_keeps_a_page_waiting(dead_broker):
    before = time.monotonic()

    assert queue.hint("icajo.deliver_letters") is False

    assert time.monotonic() - before < 1


def test_after_a_failure_nobody_else_waits_for_a_while(dead_broker, monkeypatch):
    queue.hint("icajo.deliver_letters")
    monkeypatch.setattr(queue, "_connection", lambda: pytest.fail("the broker was tried again"))

    assert queue.hint("icajo.deliver_letters") is False


@pytest.mark.django_db
def test_a_transaction_commits_whatever_the_broker_does(dead_broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        queue.after_commit("icajo.deliver_letters")

    assert len(callbacks) == 1
