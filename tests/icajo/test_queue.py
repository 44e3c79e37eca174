"""Hints: helpful when the broker is there, harmless when it is not."""

import time
from functools import partial

import pytest

from icajo import queue
from icajo.celery import app


@pytest.fixture(autouse=True)
def not_quiet(monkeypatch):
    monkeypatch.setattr(queue, "_quiet_until", 0.0)
    queue.forget()
    yield
    queue.forget()


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


def test_a_connection_that_ended_alone_is_opened_again():
    hasty = {"socket_connect_timeout": 0.5, "max_retries": 1, "interval_start": 0}
    queue._mine.connection = app.connection_for_write("redis://127.0.0.1:1/0", transport_options=hasty)

    assert queue.hint("icajo.deliver_letters")


def test_hints_of_one_thread_go_through_one_connection(monkeypatch):
    opened = []
    plain = queue._connection
    monkeypatch.setattr(queue, "_connection", lambda: opened.append(1) or plain())

    assert all(queue.hint("icajo.deliver_letters") for _ in range(3))

    assert len(opened) == 1


@pytest.mark.django_db
def test_a_transaction_commits_whatever_the_broker_does(dead_broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        queue.after_commit("icajo.deliver_letters")

    assert len(callbacks) == 1
