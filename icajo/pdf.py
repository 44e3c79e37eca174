"""Print a page as an accessible PDF.  The only module that knows WeasyPrint; nothing is ever fetched for a paper."""

import atexit
import functools
import hashlib
import io
import threading
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string

SHEET = Path(__file__).with_name("print.css")
FONTS = settings.BASE_DIR / "static" / "icajo" / "fonts"
TAGS = {"fr": "fr-CA", "en": "en-CA"}
_one_at_a_time = threading.Lock()  # the fonts are shared, and the font library is not made for two threads


def printed(template: str, context: dict, *, title: str, language: str) -> bytes:
    """The PDF of `<template>.<language>.html`, that language being the active one."""
    return render(render_to_string(f"{template}.{language}.html", context), title=title, language=language)


def render(html, *, title, language) -> bytes:
    """This HTML as PDF/UA-1, under that title and language.  The same input always gives the same bytes."""
    with _one_at_a_time:
        return _press()(html, title, TAGS[language])


def qr(url) -> str:
    """A QR code of this address, as a data URI for an `img`; the text for those who cannot scan is the template's."""
    return segno.make(url, error="m", micro=False).png_data_uri(scale=4, border=4)


def seal(content: bytes) -> bytes:
    """The PDF signed with the organization's certificate (PAdES, no change allowed); unchanged where none is set.

    The last step: anything done to the file afterwards breaks the seal.
    """
    if not settings.SEAL_KEY_FILE:
        return content
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signature = signers.PdfSignatureMetadata(
        field_name="Seal",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    sealed = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)), signature, signer=_signer(settings.SEAL_KEY_FILE)
    )
    return sealed.getvalue()


@functools.cache
def _signer(file):
    from pyhanko.sign import signers

    signer = signers.SimpleSigner.load_pkcs12(file, passphrase=settings.SEAL_KEY_PASSWORD.encode())
    if signer is None:
        raise ValueError("SEAL_KEY_FILE cannot be opened with SEAL_KEY_PASSWORD")
    return signer


@functools.cache
def _press():
    """What is built once for the process: WeasyPrint left alone reads fonts and prepares TLS for every paper."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _fetcher(), FontConfiguration()
    sheet = CSS(string=SHEET.read_text(), base_url=FONTS.as_uri() + "/", url_fetcher=fetcher, font_config=fonts)

    atexit.register(_press.cache_clear)  # the fonts tidy up after themselves while Python still can

    def press(html, title, tag):
        page = HTML(string=html, url_fetcher=fetcher)
        root = page.etree_element
        root.set("lang", tag)
        document = page.render(stylesheets=[sheet], font_config=fonts, **OPTIONS)
        document.metadata.title = title
        document.metadata.attachments = []  # a paper carries no file, whatever its text says
        spoken = [section.get("lang") for section in root.iter("section") if section.get("lang")]
        finish = functools.partial(_finish, spoken=spoken)
        return document.write_pdf(finisher=finish, pdf_identifier=_identifier(html, title), **OPTIONS)

    return press


OPTIONS = {"pdf_variant": "pdf/ua-1"}


def _identifier(html, title):
    return hashlib.sha256(f"{title}\n{html}".encode()).hexdigest()[:32].encode()


def _fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    ours = {file.as_uri(): file for file in FONTS.glob("*.woff2")}

    class OurFontsAndInlinePictures(URLFetcher):
        """Our fonts from disk and PNG and JPEG pictures in the page.  No network, no other file, no redirect."""

        def fetch(self, url, headers=None):
            if url in ours:
                return URLFetcherResponse(url, ours[url].read_bytes(), {"Content-Type": "font/woff2"})
            if not url.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")):
                raise ValueError("Nothing is fetched for a paper")
            return super().fetch(url, headers)

    return OurFontsAndInlinePictures(allowed_protocols=["data"], allow_redirects=False)


def _finish(document, pdf, spoken):
    """What PDF/UA asks for and WeasyPrint does not write."""
    things = {thing.reference: thing for thing in pdf.objects if isinstance(thing, dict)}
    _add_scopes(things)
    if spoken:
        _add_languages(things, spoken)


def _add_languages(things, spoken):
    """Say of each section which language it is in.  Each has one h1; a part of it on a further page has none."""
    language, left = None, iter(spoken)
    for thing in things.values():
        if thing.get("S") == "/Sect":
            if any(things[kid].get("S") == "/H1" for kid in thing["K"] if kid in things):
                language = next(left, language)
            if language:
                thing["Lang"] = f"({language})".encode("ascii")


def _add_scopes(things):
    """Say of each header cell whether it heads a row or a column."""
    for thing in things.values():
        if thing.get("S") == "/TH":
            beside = [things[kid]["S"] for kid in things[thing["P"]]["K"] if kid in things]
            thing["A"]["Scope"] = "/Row" if "/TD" in beside else "/Column"
