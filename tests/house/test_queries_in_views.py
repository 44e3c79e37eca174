"""A view reads rows through a door that knows who is asking."""

import ast

from tests.house import tree

DOORS = {"visible_to", "of", "of_agent", "reported_by"}
# Where another door was already passed; each with the reason.
LET_THROUGH = {
    ("accounts/views.py", "EmailAddress"): "the key comes from the visitor's own session",
    ("licensing/views/menu.py", "InformationRequest"): "narrowed to applications that are visible",
}


def test_no_view_reads_rows_without_saying_for_whom():
    found = {
        (tree.short(path), model): line
        for path in tree.modules(*tree.CODE)
        if "views" in (path.stem, path.parent.name)
        for model, line in unguarded(path.read_text(encoding="utf-8"))
    }

    assert found.keys() - LET_THROUGH.keys() == set(), found
    assert LET_THROUGH.keys() - found.keys() == set(), "no longer needed"


def test_the_search_finds_what_it_looks_for():
    guarded = "Application.objects.visible_to(user).filter(ref=ref)"
    fetched_with_it = (
        "Application.objects.visible_to(user).prefetch_related(Prefetch('e', Event.objects.order_by('pk')))"
    )
    open_to_all = "def view(request):\n    return Licence.objects.get(pk=request.GET['pk'])"

    assert unguarded(guarded) == []
    assert unguarded(fetched_with_it) == []
    assert unguarded(open_to_all) == [("Licence", 2)]


def unguarded(source):
    """(model, line) of every `Model.objects` that does not go on with a door."""
    parsed = ast.parse(source)
    passed = {
        id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Attribute) and node.attr in DOORS
    } | {
        id(below)
        for node in ast.walk(parsed)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Prefetch"
        for below in ast.walk(node)
    }
    return [
        (ast.unparse(node.value), node.lineno)
        for node in ast.walk(parsed)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager") and id(node) not in passed
    ]
