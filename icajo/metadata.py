"""A file without what a camera or a program wrote into it of its author: names, places, devices, thumbnails.

Pictures are drawn anew, in PDF and Office files what describes them is emptied.  Old Word, Excel and Outlook files
cannot be cleaned by us: they are refused.
"""

import io
import re
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from icajo import uploads
from icajo.filenames import extension
from icajo.models import StoredFile

TAKEN = ("pdf", "docx", "xlsx", "jpg", "jpeg", "png", "gif", "bmp", "csv")
WRONG_TYPE = _("We cannot remove hidden data from this type of file. Send one of these: %(types)s.")
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "bmp": "BMP"}
QUALITY = 90


def keep_bare(upload) -> StoredFile:
    """Check an uploaded file, take its hidden data out and keep the rest.  Raises uploads.Refused."""
    name, media_type, content = bared(upload)
    return uploads.keep(SimpleUploadedFile(name, content, media_type))


def bared(upload) -> tuple[str, str, bytes]:
    """(name, media type, content) of an uploaded file without its hidden data; kept nowhere.  Raises Refused."""
    if extension(upload.name) not in TAKEN:
        raise uploads.Refused(WRONG_TYPE % {"types": ", ".join(sorted(TAKEN)).upper()})
    name, media_type, content = uploads.checked(upload)
    return name, media_type, bare(content, extension(name))


def bare(content: bytes, ending: str) -> bytes:
    """The same file without its hidden data; `content` was checked to be what its ending says."""
    if ending in PICTURES:
        return _picture(content, PICTURES[ending])
    if ending == "pdf":
        return _pdf(content)
    return _office(content) if ending in ("docx", "xlsx") else content


def _picture(content, kind):
    """Drawn anew, the right way up: only the dots and the colours go over."""
    with Image.open(io.BytesIO(content)) as image:
        seen = ImageOps.exif_transpose(image)
        kept = {name: seen.info[name] for name in ("transparency",) if name in seen.info}
        seen.info = kept
        if kind == "JPEG" and seen.mode not in ("L", "RGB", "CMYK"):
            seen = seen.convert("RGB")
        out = io.BytesIO()
        seen.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _pdf(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name in ("/Info", "/ID"):
            if name in pdf.trailer:
                del pdf.trailer[name]
        for thing in pdf.objects:
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                _describe_nothing(thing)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _describe_nothing(thing):
    for name in ("/Metadata", "/PieceInfo", "/LastModified"):
        if name in thing:
            del thing[name]
    if thing.get("/Subtype") != "/Widget" and "/Rect" in thing and "/T" in thing:  # who wrote a remark
        del thing["/T"]
    if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode":  # a photo as the camera made it
        thing.write(_jpeg(thing.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


_KEPT = {0xE0, 0xE2, 0xEE}  # what a viewer needs to draw it: JFIF, colours, Adobe


def _jpeg(content):
    """The same dots, without the segments in which cameras and programs write; what is no JPEG stays as it is."""
    out, at = bytearray(content[:2]), 2
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] not in (b"", b"\xda", b"\xd9"):
        kind, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE) or kind in _KEPT:
            out += content[at:end]
        at = end
    return bytes(out + content[at:])


_EMPTY = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>',
    "docProps/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>',
    "docProps/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'custom-properties"/>',
}
_AUTHORS = re.compile(rb'(\s(?:w|w15|x15|xdr)?:?(?:author|initials|userId|lastModifiedBy|displayName)=")[^"]*(")')
_NAMED = re.compile(rb"(<author>)[^<]*(</author>)")


def _office(content):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():  # written with the day that archives begin with, not with that of the author
            new.writestr(zipfile.ZipInfo(part), _part(part, old.read(part)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(name, content):
    if name in _EMPTY:
        return _EMPTY[name]
    ending = extension(name)
    if ending in ("jpg", "jpeg"):
        return _jpeg(content)
    if ending == "png":
        return _picture(content, "PNG")
    if ending == "xml":
        return _NAMED.sub(rb"\1\2", _AUTHORS.sub(rb"\1\2", content))
    return content
