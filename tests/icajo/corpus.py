"""Files to try the door with, made here so that no real person's document is in the repository."""

import io
import struct
import warnings
import zipfile
import zlib

import pikepdf
from PIL import Image

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(change=None, pages=1, **save):
    """A PDF with blank pages; `change` may do something to it before it is saved."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def picture(kind="PNG", size=(40, 30), colour="teal", **save):
    """A small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **save)
    return out.getvalue()


def phone_photo():
    """A JPEG as a telephone makes it: turned, placed, and followed by the maker's own bytes."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    return picture("JPEG", (4032, 3024), exif=exif) + b"\x00\x00SEFH" + b"maker's own" * 20 + b"SEFT"


def huge_png():
    """144 million dots in a few kilobytes, header and checksums right."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = zlib.compress(bytes(12_000 * (1500 + 1)), 9)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 12_000, 12_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def office(part="word/document.xml", types=CONTENT_TYPES, **more):
    """A Word file, or an Excel one, with its two necessary parts and any others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(part, "<w/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def old_office(*streams):
    """The signature of Word, Excel and Outlook of before 2007, and the names of some streams in its directory."""
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(504)
        + b"\0\0".join(s.encode("utf-16-le") for s in streams)
        + bytes(512)
    )


def archive():
    """A plain ZIP, as a Java applet or a hidden parcel would be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("Hidden.class", b"\xca\xfe\xba\xbe")
    return out.getvalue()


def with_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_script_in_a_link(pdf):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)])


def with_launch(pdf):
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")))


def with_attachment(pdf):
    pdf.attachments["secret.exe"] = b"MZ"


def with_opening_view(pdf):
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    pdf.docinfo["/Title"] = "How /JavaScript and /Launch (1) are refused"
