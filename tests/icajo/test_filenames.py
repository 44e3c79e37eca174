"""Names people give their files."""

import pytest

from icajo import filenames


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Règles du jeu – été.pdf", "Règles du jeu – été.pdf"),
        ("Re\u0300gles.pdf", "Règles.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\e.pdf", "e.pdf"),
        ("C:\\Users\\Anne\\bail.pdf", "bail.pdf"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("nul\x00l.pdf", "null.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("  .hidden.pdf. ", "hidden.pdf"),
        ("", "document"),
        ("\u200b/..", "document"),
        ("=cmd.pdf", "=cmd.pdf"),
    ],
)
def test_a_name_is_made_safe_to_show(given, kept):
    assert filenames.safe(given) == kept


def test_a_long_name_is_cut_before_its_extension():
    name = filenames.safe("é" * 300 + ".docx")

    assert len(name) == filenames.LONGEST
    assert name.endswith("é.docx")


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), ("a.", ""), (".pdf", "pdf")]
)
def test_the_extension_is_what_follows_the_last_point(name, ending):
    assert filenames.extension(name) == ending
