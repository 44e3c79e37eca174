"""Is this file what its name says?  Each type is checked by opening it, and refused with what the person can do."""

import io
import re
import warnings
import zipfile
import zlib

import pikepdf
from django.utils.translation import gettext_lazy as _
from PIL import Image

from icajo.filenames import extension

Image.MAX_IMAGE_PIXELS = 40_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)

PAGES = 2_000
EXPANDED = 200 * 2**20  # bytes a Word or Excel file may unpack to
RATIO = 100
ENTRIES = 10_000


class Refused(Exception):
    """This file cannot be kept.  Its text, in the reader's language, says why and what to do."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message

    def __str__(self):
        return str(self.message)


WRONG_TYPE = _("We cannot take this type of file. Send one of these: %(types)s.")
NOT_WHAT_IT_SAYS = _(
    "The name of the file ends in “.%(ending)s”, but the file is something else. Save it again as %(type)s."
)
BROKEN = _("We cannot open this file. It may be damaged. Open it on your device, save it again and send the new copy.")
PROTECTED = _("This file needs a password. Remove the password, then send the file again.")
ACTIVE = _("This PDF contains a script, a program or other files. Print it to a new PDF, then send the new PDF.")
MACROS = _("This file contains macros. Save it as a PDF, or without macros, then send it again.")
TOO_LARGE_PICTURE = _("This picture is too large: more than 40 million dots. Make it smaller, or take it again.")
TOO_LARGE_INSIDE = _("This file is too large once it is opened. Save it as a PDF, or split it, then send it again.")
TOO_MANY_PAGES = _("This PDF has more than 2,000 pages. Split it, then send each part.")


def check(content: bytes, name: str) -> str:
    """The media type of this content, when it is one we take and what its name says.  Raises Refused."""
    ending = extension(name)
    if ending not in TYPES:
        raise Refused(WRONG_TYPE % {"types": ", ".join(sorted(TYPES)).upper()})
    media_type, opens = TYPES[ending]
    opens(content, ending)
    return media_type


def _not_what_it_says(ending):
    return Refused(NOT_WHAT_IT_SAYS % {"ending": ending, "type": ending.upper()})


def _is_also_an_archive(content):
    # a picture or a PDF with an archive behind it: one file to us, another to the program that opens it
    return zipfile.is_zipfile(io.BytesIO(content))


def _picture(content, ending):
    wanted = {"jpg": "JPEG"}.get(ending, ending.upper())
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format != wanted and not (
                wanted == "JPEG" and image.format == "MPO"
            ):  # MPO: two-shot phone photos
                raise _not_what_it_says(ending)
            if image.width * image.height > Image.MAX_IMAGE_PIXELS:
                raise Refused(TOO_LARGE_PICTURE)
            _read_through(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused(TOO_LARGE_PICTURE) from bomb
    except Image.UnidentifiedImageError as error:
        raise _not_what_it_says(ending) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, zlib.error) as error:
        raise Refused(BROKEN) from error  # what Pillow's decoders raise on a damaged file
    if _is_also_an_archive(content):
        raise _not_what_it_says(ending)


def _read_through(image):
    """Read the picture to its end, without holding it whole where that can be avoided."""
    if image.format == "PNG":
        image.verify()
    else:
        image.draft("RGB", (image.width // 8, image.height // 8))  # a JPEG is then decoded at an eighth of its size
        image.load()


def _pdf(content, ending):
    if not content[:1024].lstrip(b"\xef\xbb\xbf\x00\t\n\f\r ").startswith(b"%PDF-"):
        raise _not_what_it_says(ending)
    try:
        # one that opens without a password is taken, even if its author forbade printing it: an officer can read it
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if int(pdf.Root.Pages.get("/Count", 0)) > PAGES or len(pdf.pages) > PAGES:
                raise Refused(TOO_MANY_PAGES)
            if not pdf.pages:
                raise Refused(BROKEN)
            if any(_is_active(thing) for thing in pdf.objects):
                raise Refused(ACTIVE)
    except pikepdf.PasswordError as error:
        raise Refused(PROTECTED) from error
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise Refused(BROKEN) from error  # what a PDF without its main parts raises
    if _is_also_an_archive(content):
        raise _not_what_it_says(ending)


# a quick look at the bytes of each object, then a careful one where a name was seen: text may contain these words
_SUSPECT = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|EF|RichMedia|XFA|ImportData|SubmitForm|GoToE)\b")
_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
_ACTIONS = {"/JavaScript", "/Launch", "/RichMedia", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie"}


def _is_active(thing):
    """Whether this object runs something or hides a file.  An opening view (a plain destination) is harmless."""
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    return bool(_SUSPECT.search(thing.unparse(resolved=True))) and _runs_something(thing, 30)


def _runs_something(thing, depth):
    if depth == 0:
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_runs_something(part, depth - 1) for part in thing if _is_direct(part))
    if not isinstance(thing, pikepdf.Dictionary):
        return False
    if _KEYS & set(thing.keys()) or str(thing.get("/S")) in _ACTIONS or str(thing.get("/Subtype")) == "/RichMedia":
        return True
    return any(_runs_something(part, depth - 1) for part in thing.values() if _is_direct(part))


def _is_direct(part):
    return (
        isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect
    )  # the others get their own turn


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_STREAMS = {"doc": ["WordDocument"], "xls": ["Workbook", "Book"], "msg": ["__properties_version1.0"]}
_OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def _named(stream, content):
    return stream.encode("utf-16-le") in content


def _old_office(content, ending):
    if not content.startswith(_OLE) or not any(_named(stream, content) for stream in _OLE_STREAMS[ending]):
        raise _not_what_it_says(ending)
    if ending != "msg" and _named("_VBA_PROJECT", content):
        raise Refused(MACROS)


def _office(content, ending):
    if content.startswith(_OLE) and _named("EncryptedPackage", content):
        raise Refused(PROTECTED)
    if not content.startswith(b"PK\x03\x04"):
        raise _not_what_it_says(ending)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _unpacks_modestly(archive.infolist())
            if _OFFICE_PARTS[ending] not in archive.namelist():
                raise _not_what_it_says(ending)
            if archive.testzip():  # reads every part: a size that lies is found here, no further than it says
                raise Refused(BROKEN)
            kinds = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Refused(BROKEN) from error
    if b"macroenabled" in kinds.lower() or b"vbaproject" in kinds.lower():
        raise Refused(MACROS)


def _unpacks_modestly(parts):
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PROTECTED)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Refused(MACROS)
    expanded = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > ENTRIES or expanded > EXPANDED or (expanded > 2**20 and expanded / packed > RATIO):
        raise Refused(TOO_LARGE_INSIDE)


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def _csv(content, ending):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what Excel writes on a French Windows
    if _CONTROL.search(text) or "\ufffd" in text or text.lstrip().startswith(("<", "%PDF-", "{\\rtf")):
        raise _not_what_it_says(ending)


TYPES = {
    "bmp": ("image/bmp", _picture),
    "csv": ("text/csv", _csv),
    "doc": ("application/msword", _old_office),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _office),
    "gif": ("image/gif", _picture),
    "jpeg": ("image/jpeg", _picture),
    "jpg": ("image/jpeg", _picture),
    "msg": ("application/vnd.ms-outlook", _old_office),
    "pdf": ("application/pdf", _pdf),
    "png": ("image/png", _picture),
    "xls": ("application/vnd.ms-excel", _old_office),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _office),
}
