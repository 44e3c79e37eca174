"""What a camera or a program wrote into a file does not stay in it, and the file still opens."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from icajo import metadata, uploads

CANARY = "ZQX-AUTHOR-7f3a"


def a_photo(kind="JPEG"):
    """A picture on its side, with a camera, a place and a remark in it."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F], exif[0x0112] = CANARY, 6
    exif.get_ifd(0x8825)[0x001D] = CANARY
    more = {"comment": CANARY.encode()} if kind == "JPEG" else {}
    if kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Author", CANARY)
    Image.new("RGB", (40, 20), "teal").save(out, kind, exif=exif, **more)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_loses_its_camera_and_place_and_stands_upright(kind, ending):
    before = a_photo(kind)
    after = metadata.bare(before, ending)

    assert CANARY.encode() in before and CANARY.encode() not in after
    with Image.open(io.BytesIO(after)) as seen:
        assert seen.size == (20, 40) and not dict(seen.getexif())


def test_a_pdf_loses_its_author_and_what_its_photos_say():
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        photo = pdf.make_stream(a_photo(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=20)
        photo.write(a_photo(), filter=pikepdf.Name.DCTDecode)
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
        page.obj.Annots = pdf.make_indirect(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=CANARY)]
        )
        pdf.docinfo["/Author"] = CANARY
        with pdf.open_metadata() as xmp:
            xmp["dc:creator"] = [CANARY]
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    after = metadata.bare(out.getvalue(), "pdf")

    with pikepdf.open(io.BytesIO(after)) as pdf:
        photo = pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()
        whole = b"".join(thing.unparse() for thing in pdf.objects if not isinstance(thing, pikepdf.Stream))
        assert not pdf.docinfo and "/Metadata" not in pdf.Root
        assert CANARY.encode() not in whole + photo
        assert Image.open(io.BytesIO(photo)).size == (40, 20)


def test_a_word_file_loses_its_author_its_dates_and_the_names_on_remarks():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("docProps/core.xml", f"<dc:creator>{CANARY}</dc:creator>")
        made.writestr("word/document.xml", f'<w:ins w:author="{CANARY}"/>Le bruit')
        made.writestr("word/media/image1.jpeg", a_photo())

    after = metadata.bare(out.getvalue(), "docx")

    with zipfile.ZipFile(io.BytesIO(after)) as seen:
        assert CANARY.encode() not in b"".join(seen.read(name) for name in seen.namelist())
        assert b"Le bruit" in seen.read("word/document.xml")
        assert {part.date_time[0] for part in seen.infolist()} == {1980}


@pytest.mark.parametrize("name", ["lettre.doc", "courriel.msg", "tableau.xls", "programme.exe"])
def test_a_file_that_cannot_be_cleaned_is_refused(name):
    with pytest.raises(uploads.Refused):
        metadata.keep_bare(SimpleUploadedFile(name, b"x"))


def test_a_hostile_name_becomes_a_harmless_one(db, storage):
    kept = metadata.keep_bare(SimpleUploadedFile("../../etc/\u202egpj.‮<b>con.jpg", a_photo()))

    assert not set(kept.name) & set('/\\<>:"|?*\u202e') and kept.name.endswith(".jpg")
