"""What we take, what we refuse, and what the person is told."""

import time

import pikepdf
import pytest
from django.utils import translation

from icajo import filetypes
from icajo.filetypes import Refused, check

from . import corpus


def refusal(content, name):
    with pytest.raises(Refused) as caught:
        check(content, name)
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("rules.pdf", corpus.pdf(), "application/pdf"),
        ("opens at page 1.pdf", corpus.pdf(corpus.with_opening_view), "application/pdf"),
        ("no printing.pdf", corpus.pdf(encryption=pikepdf.Encryption(owner="secret", user="")), "application/pdf"),
        (
            "objects in streams.pdf",
            corpus.pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
            "application/pdf",
        ),
        ("IMG_2041.JPG", corpus.phone_photo(), "image/jpeg"),
        ("photo.jpeg", corpus.picture("JPEG"), "image/jpeg"),
        ("two shots.jpg", corpus.picture("MPO"), "image/jpeg"),
        ("scan.png", corpus.picture("PNG"), "image/png"),
        ("ticket.gif", corpus.picture("GIF"), "image/gif"),
        ("ticket.bmp", corpus.picture("BMP"), "image/bmp"),
        ("letter.docx", corpus.office(), filetypes.TYPES["docx"][0]),
        ("prizes.xlsx", corpus.office("xl/workbook.xml"), filetypes.TYPES["xlsx"][0]),
        ("letter.doc", corpus.old_office("WordDocument"), "application/msword"),
        ("prizes.xls", corpus.old_office("Workbook"), "application/vnd.ms-excel"),
        ("mail.msg", corpus.old_office("__properties_version1.0"), "application/vnd.ms-outlook"),
        ("prizes.csv", "prix;valeur\ntélé;500,00 $\n".encode("cp1252"), "text/csv"),
        ("prizes.csv", "\ufeffprize,value\nété,500\n".encode(), "text/csv"),
    ],
)
def test_what_people_honestly_send_is_taken(name, content, media_type):
    assert check(content, name) == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("page.pdf", b"<html>" + corpus.pdf()),
        ("parcel.pdf", corpus.pdf() + corpus.archive()),
        ("program.pdf", b"MZ\x90\x00"),
        ("gifar.gif", corpus.picture("GIF") + corpus.archive()),
        ("photo.jpg", corpus.picture("JPEG") + corpus.archive()),
        ("photo.jpg", corpus.picture("PNG")),
        ("photo.png", corpus.pdf()),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("letter.docx", corpus.archive()),
        ("letter.docx", corpus.office("xl/workbook.xml")),
        ("letter.docx", b"#!/bin/sh" + corpus.office()),
        ("letter.doc", corpus.old_office("Workbook")),
        ("letter.doc", corpus.office()),
        ("mail.msg", b"From: somebody"),
        ("table.csv", corpus.pdf()),
        ("table.csv", b"a,b\x00c\n"),
        ("table.csv", b" <html>a,b</html>"),
        ("table.csv", corpus.picture("PNG")),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content):
    assert refusal(content, name).startswith("The name of the file ends in")


@pytest.mark.parametrize(
    "name", ["drawing.svg", "page.html", "run.exe", "letter.docm", "photo.heic", "noextension", "pdf"]
)
def test_a_type_we_do_not_take_is_refused_with_the_list_of_those_we_take(name):
    message = refusal(corpus.pdf(), name)

    assert message.startswith("We cannot take this type of file.")
    assert "CSV, DOC, DOCX" in message


@pytest.mark.parametrize(
    "change", [corpus.with_script, corpus.with_script_in_a_link, corpus.with_launch, corpus.with_attachment]
)
@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_that_does_something_is_refused(change, packed):
    content = corpus.pdf(change, object_stream_mode=packed)

    assert refusal(content, "form.pdf") == filetypes.ACTIVE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("locked.pdf", corpus.pdf(encryption=pikepdf.Encryption(owner="secret", user="secret"))),
        ("locked.docx", corpus.old_office("EncryptedPackage")),
    ],
)
def test_a_file_with_a_password_is_refused(name, content):
    assert refusal(content, name) == filetypes.PROTECTED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.pdf", b"%PDF-1.7\nand nothing"),
        ("no pages.pdf", corpus.pdf(pages=0)),
        ("cut.jpg", corpus.picture("JPEG", (900, 900))[:-3000]),
        ("cut.png", corpus.picture("PNG", (300, 300))[:-40]),
        ("cut.gif", corpus.picture("GIF", (300, 300))[:60]),
        ("cut.docx", corpus.office(filler="x" * 5000)[:-100]),
        ("no types.docx", corpus.office().replace(b"[Content_Types].xml", b"[Content_Typos].xml")),
    ],
)
def test_a_damaged_file_is_refused(name, content):
    assert refusal(content, name) == filetypes.BROKEN


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.docx", corpus.office(**{"word/vbaProject.bin": b"x"})),
        ("letter.docx", corpus.office(types="<Types>application/vnd.ms-word.document.macroEnabled</Types>")),
        ("prizes.xls", corpus.old_office("Workbook", "_VBA_PROJECT_CUR")),
    ],
)
def test_macros_are_refused(name, content):
    assert refusal(content, name) == filetypes.MACROS


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bomb.docx", corpus.office(bomb=bytes(30 * 2**20)), filetypes.TOO_LARGE_INSIDE),
        ("bomb.png", corpus.huge_png(), filetypes.TOO_LARGE_PICTURE),
        ("bomb.pdf", corpus.pdf(pages=2001), filetypes.TOO_MANY_PAGES),
    ],
)
def test_a_bomb_is_refused_before_it_goes_off(name, content, message):
    before = time.monotonic()

    assert refusal(content, name) == message
    assert time.monotonic() - before < 5


def test_a_refusal_speaks_french_to_a_french_reader():
    with translation.override("fr"), pytest.raises(Refused) as caught:
        check(b"x", "tombola.exe")

    assert str(caught.value).startswith("Nous ne pouvons pas accepter ce type de fichier")
