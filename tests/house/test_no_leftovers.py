import re

from tests.house import tree

# in pieces, so that this file is not its own first find
REGISTRIES = [r"pypi\." + "org/simple", r"files\.python" + "hosted", r"registry\.npm" + "js", '"resolved"' + ': "http']
MACHINES = [r"(?<![\w.])/" + f"{folder}/" for folder in ("root", "work", "home", "Users")]
SECRETS = [r"sk_" + r"live_\w+", r"whsec_" + r"[A-Za-z0-9+/]{24,}", "BEGIN [A-Z ]*PRIVATE " + "KEY"]


def holding(patterns):
    searched = re.compile("|".join(patterns))
    return [
        f"{tree.short(path)}: {found.group()}"
        for path in tree.tracked()
        if (found := searched.search(path.read_bytes().decode("utf-8", "ignore")))
    ]


def test_no_file_says_where_packages_were_fetched():
    assert holding(REGISTRIES) == []


def test_no_file_names_a_folder_of_somebodys_machine():
    assert holding(MACHINES) == []


def test_no_file_holds_a_key():
    assert holding(SECRETS) == []
