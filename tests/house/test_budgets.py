import ast

from tests.house import tree

LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 300, 400, 40


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_passes_three_hundred_lines():
    long = {tree.short(path): lines(path) for path in tree.modules(*tree.CODE) if lines(path) > LONGEST_FILE}

    assert long == {}


def test_no_test_file_passes_four_hundred_lines():
    long = {tree.short(path): lines(path) for path in tree.modules("tests") if lines(path) > LONGEST_TEST_FILE}

    assert long == {}


def test_no_function_passes_forty_lines():
    long = {
        f"{tree.short(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in tree.modules(*tree.CODE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }

    assert long == {}
