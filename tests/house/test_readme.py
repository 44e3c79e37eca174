from pathlib import Path

from licensing.diagram import mermaid

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_case_diagram_of_the_readme_is_the_table_of_transitions():
    assert mermaid() in README.read_text()
