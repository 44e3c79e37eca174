"""The compiled style sheet and script: fresh, ours to use, and light."""

import shutil
import subprocess

import brotli
import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static" / "icajo"
NODE = shutil.which("node")
COMPILED = ["icajo.css", "icajo.js"]


@pytest.mark.skipif(not NODE or not (settings.BASE_DIR / "node_modules").is_dir(), reason="Node is not installed here")
def test_what_is_committed_is_what_the_sources_make(tmp_path):
    subprocess.run([NODE, "styles/build.mjs", tmp_path], cwd=settings.BASE_DIR, check=True, capture_output=True)

    for name in COMPILED:
        assert (tmp_path / name).read_text() == (STATIC / name).read_text(), "run `make styles`"


@pytest.mark.parametrize("name", COMPILED)
def test_no_mark_of_a_government_is_inside(name):
    text = (STATIC / name).read_text()

    assert "GDS Transport" not in text
    assert "crest" not in text
    assert "trillium" not in text.lower()


@pytest.mark.parametrize("name", COMPILED)
def test_the_licence_is_named(name):
    assert "MIT licence" in (STATIC / name).read_text()[:300]


def test_the_fonts_come_with_their_licence():
    assert "SIL Open Font License" in (STATIC / "fonts" / "OFL.txt").read_text()


def test_nothing_is_fetched_from_elsewhere():
    assert "url(http" not in (STATIC / "icajo.css").read_text()


def test_the_style_sheet_names_only_files_that_are_there():
    text = (STATIC / "icajo.css").read_text()

    named = {part.split(")")[0].strip("\"'") for part in text.split("url(")[1:]}

    assert {name for name in named if not name.startswith("data:") and not (STATIC / name).is_file()} == set()


def test_a_first_visit_weighs_less_than_seventy_kilobytes_on_the_wire():
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    look = sum(len(brotli.compress((STATIC / name).read_bytes())) for name in COMPILED)

    assert fonts + look < 66_000  # which leaves four for the page
