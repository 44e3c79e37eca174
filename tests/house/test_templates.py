"""Templates: paired by language, all used, and nothing in them that the security policy would stop."""

import functools
import re

import pytest
from django.conf import settings
from django.template.utils import get_app_template_dirs

ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
LANGUAGE = re.compile(r"\.(fr|en)\.(html|txt)$")
CODE = ("icajo", "accounts", "licensing", "submissions", "payments", "public_search")
SHOWN_BY_PACKAGES = {"400.html", "403.html", "404.html", "429.html", "500.html"}  # by Django and allauth
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a style sheet": re.compile(r"<style"),
    "a script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a script address": re.compile(r"javascript:"),
    "an address elsewhere": re.compile(r"(?:src|href)=[\"']https?://"),
}
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+(off|false)|mark_safe")


def names():
    found = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())
    return sorted(name for name in found if name.endswith((".html", ".txt")))


PAGES = [name for name in names() if name.endswith(".html")]


@functools.cache
def everything_written():
    sources = [path for app in CODE for path in (ROOT / app).rglob("*.py")]
    sources += [TEMPLATES / name for name in names()]
    return {path: path.read_text() for path in sources}


@functools.cache
def of_packages():
    """The templates other packages bring: ours of the same name take their place."""
    theirs = [
        folder for folder in get_app_template_dirs("templates") if ROOT not in folder.parents or ".venv" in str(folder)
    ]
    return {path.relative_to(folder).as_posix() for folder in theirs for path in folder.rglob("*") if path.is_file()}


def is_used(name):
    if name in SHOWN_BY_PACKAGES or name in of_packages():
        return True
    stem = LANGUAGE.sub("", name)
    wanted = [name.removeprefix("jinja/"), stem, stem.split("/", 1)[-1], stem.rsplit("/", 1)[-1]]
    if stem == name:  # not one of a pair, so always named in full
        wanted = wanted[:1]
    quoted = re.compile("|".join(f"[\"']{re.escape(one)}[\"']" for one in wanted))
    return any(quoted.search(text) for path, text in everything_written().items() if path != TEMPLATES / name)


@pytest.mark.parametrize("name", [name for name in names() if LANGUAGE.search(name)])
def test_a_template_in_one_language_has_its_twin(name):
    twin = LANGUAGE.sub(lambda m: f".{'en' if m[1] == 'fr' else 'fr'}.{m[2]}", name)

    assert (TEMPLATES / twin).is_file()


@pytest.mark.parametrize("name", names())
def test_a_template_is_used(name):
    assert is_used(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_template_holds_nothing_that_the_policy_would_stop(name):
    text = (TEMPLATES / name).read_text()

    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_mark_after_words_is_the_one_of_their_language(name):
    text = (TEMPLATES / name).read_text()

    assert re.findall(r'translate "[^"]*" %\}(?:\{% endif %\})?[:;!?](?!\S)', text) == []


@pytest.mark.parametrize("name", names())
def test_a_template_escapes_everything(name):
    assert UNSAFE.search((TEMPLATES / name).read_text()) is None
