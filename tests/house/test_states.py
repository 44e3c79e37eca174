"""The table of transitions is the whole truth: every state is reached, every verb is used, nothing goes round it."""

import ast

import pytest
from celery import current_app

from licensing import actions
from licensing.casework import TRANSITIONS
from licensing.states import DECIDED, OPEN_TO_STAFF, State
from tests.house import tree

ACTIONS = [path for path in tree.modules("licensing") if path.parent.name == "actions"]


def calls(name):
    """(function, verb) of every call of `name(application, "verb", ...)` in the actions."""
    for path in ACTIONS:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                        yield function.name, node.args[1].value


def writes_state(source):
    """The lines that write a state: to an attribute, or through `update` or `create`."""
    written = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            written.append(node.lineno)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("update", "create"):
            written += [node.lineno for keyword in node.keywords if keyword.arg == "state"]
    return written


def test_every_state_can_be_reached_from_a_draft():
    reached, frontier = {State.DRAFT}, {State.DRAFT}
    while frontier:
        frontier = {rule.after for rule in TRANSITIONS.values() if rule.after and rule.before & frontier} - reached
        reached |= frontier

    assert reached == set(State)


def test_nothing_leaves_a_decision():
    left = {verb: rule.before & (DECIDED | {State.LAPSED}) for verb, rule in TRANSITIONS.items()}

    assert {verb for verb, states in left.items() if states} == set()


def test_every_open_file_can_be_decided():
    for state in OPEN_TO_STAFF:
        reached = {state}
        for _ in State:
            reached |= {rule.after for rule in TRANSITIONS.values() if rule.after and rule.before & reached}
        assert {State.APPROVED, State.REFUSED} <= reached


@pytest.mark.parametrize("verb", TRANSITIONS)
def test_every_verb_has_a_function_that_does_it(verb):
    assert verb_function(verb) in [function for function, used in calls("transition") if used == verb]
    assert hasattr(actions, verb_function(verb))


def verb_function(verb):
    return {"send_more": "send_document"}.get(verb, verb)


def test_no_action_uses_a_verb_that_is_not_in_the_table():
    used = {verb for name in ("transition", "lock") for _function, verb in calls(name)}

    assert used == set(TRANSITIONS)


def test_a_state_is_written_in_one_place():
    written = {
        f"{tree.short(path)}:{line}"
        for path in tree.modules("licensing", "submissions", "accounts", "public_search")
        for line in writes_state(path.read_text(encoding="utf-8"))
    }

    assert len(written) == 1
    assert written.pop().startswith("licensing/casework.py")


@pytest.mark.parametrize(
    "source",
    [
        "application.state = 'approved'",
        "a.b, application.state = 1, 'approved'",
        "application.state: str = 'approved'",
        "Application.objects.filter(pk=1).update(state='approved')",
    ],
)
def test_the_search_finds_what_it_looks_for(source):
    assert writes_state(source) == [1]
    assert writes_state("if application.state == 'draft': pass") == []


def test_money_never_writes_the_state_of_an_application():
    """Orders and attempts have states of their own; an application's is changed by asking licensing."""
    written = [
        ast.unparse(node)
        for path in tree.modules("payments")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store)
    ]

    assert {name.removesuffix(".state") for name in written} <= {"order", "attempt", "self"}


def test_what_follows_is_a_task_that_workers_know():
    owed = {task.name for rule in TRANSITIONS.values() for task in rule.then}

    current_app.loader.import_default_modules()
    assert owed <= set(current_app.tasks)


def test_the_timetable_names_tasks_that_exist(settings):
    timed = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    current_app.loader.import_default_modules()
    assert timed <= set(current_app.tasks)
