"""Papers: readable by everybody, fetching nothing, always the same, and sealed where a certificate is set."""

import http.server
import io
import threading
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from icajo import pdf

PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body><h1>Été</h1>{}</body></html>"
TABLE = """<table><thead><tr><th>Prix</th><th>Valeur</th></tr></thead>
<tbody><tr><th>Voiture</th><td>1</td></tr></tbody></table>"""


def paper(body="", language="fr"):
    return pdf.render(PAGE.format(body), title="Licence d’essai – été", language=language)


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def dictionaries(content):
    """Every dictionary of the PDF; the file stays open while they are looked at."""
    with opened(content) as paper_of:
        yield from (thing for thing in paper_of.objects if isinstance(thing, pikepdf.Dictionary))


def text(content):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-CA"), ("en", "en-CA")])
def test_a_paper_is_tagged_and_says_its_language_and_title(language, tag):
    paper_of = opened(paper(language=language))

    assert paper_of.Root.Lang == tag
    assert paper_of.Root.MarkInfo.Marked
    assert paper_of.Root.ViewerPreferences.DisplayDocTitle
    assert paper_of.docinfo["/Title"] == "Licence d’essai – été"
    with paper_of.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Licence d’essai – été"


def test_every_header_cell_says_what_it_heads():
    scopes = [str(thing.A.Scope) for thing in dictionaries(paper(TABLE)) if thing.get("/S") == "/TH"]

    assert scopes == ["/Column", "/Column", "/Row"]


def test_a_picture_has_its_text():
    body = f'<img src="{pdf.qr("https://portal.example/fr/")}" alt="Code QR de la licence">'

    texts = [str(thing.Alt) for thing in dictionaries(paper(body)) if thing.get("/S") == "/Figure"]

    assert texts == ["Code QR de la licence"]


def test_french_letters_come_from_our_own_font():
    content = paper("<p>L’Œuvre « çà et là » : 1 055,00 $ – naïveté…</p>".replace(" :", "\xa0:"))

    assert "L’Œuvre « çà et là »\xa0: 1 055,00 $ – naïveté…" in text(content)
    fonts = {str(thing.BaseFont) for thing in dictionaries(content) if "/BaseFont" in thing}
    assert fonts
    assert all("Open-Sans" in font for font in fonts)


def test_french_words_are_cut_where_french_cuts_them():
    content = paper('<section class="terms"><p style="width: 22mm">réglementation bienfaisance</p></section>')

    assert {"réglementa‐", "bienfai‐"} <= set(text(content).split())


def test_the_same_page_gives_the_same_bytes():
    assert paper(TABLE) == paper(TABLE)


@pytest.fixture
def listener():
    """A server of this machine that notes whoever calls it."""
    calls = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", calls
        server.shutdown()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{web}/a.png" alt="a">',
        '<link rel="stylesheet" href="{web}/a.css">',
        '<style>@import url("{web}/a.css"); p {{ background: url("{web}/a.png") }}</style><p>p</p>',
        '<style>@font-face {{ font-family: x; src: url("{web}/a.woff2") }} p {{ font-family: x }}</style><p>p</p>',
        '<link rel="attachment" href="{web}/a"><link rel="attachment" href="{file}">',
        '<a rel="attachment" href="{file}">a</a>',
        '<img src="{file}" alt="a"><object data="{file}"></object><embed src="{web}/a.pdf">',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title><image href="{web}/a"/><image href="{file}"/></svg>',
        """<img alt="a" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{web}/a'/>">""",
        '<link rel="attachment" href="data:text/plain,a"><link rel="attachment" href="data:image/png;base64,AA">',
        '<base href="{web}/"><img src="a.png" alt="a">',
    ],
)
def test_a_paper_fetches_nothing_and_carries_no_file(body, listener, tmp_path):
    web, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")

    content = paper(body.format(web=web, file=secret.as_uri()))

    assert calls == []
    assert not any("/EF" in thing or "/EmbeddedFiles" in thing for thing in dictionaries(content))
    with opened(content) as made:
        streams = [thing.read_bytes() for thing in made.objects if isinstance(thing, pikepdf.Stream)]
    assert streams
    assert not any(b"a secret" in stream for stream in streams)


def test_the_qr_code_leads_to_the_address():
    address = "https://portal.example/fr/recherche/RAF1234567/"

    content = paper(f'<img src="{pdf.qr(address)}" alt="QR" style="width: 27mm">')

    picture = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [address]


@pytest.fixture
def certificate(settings, tmp_path):
    """A certificate of our own, set as the organization's seal."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = serialization.BestAvailableEncryption(b"secret")
    file = tmp_path / "seal.p12"
    file.write_bytes(serialization.pkcs12.serialize_key_and_certificates(b"seal", key, made, None, secret))
    settings.SEAL_KEY_FILE, settings.SEAL_KEY_PASSWORD = str(file), "secret"
    (tmp_path / "seal.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return tmp_path / "seal.pem"


def validity(content, certificate):
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    trusted = ValidationContext(trust_roots=[load_cert_from_pemder(certificate)])
    return validate_pdf_signature(signature, trusted)


def test_a_sealed_paper_is_valid_and_stays_tagged(certificate):
    sealed = pdf.seal(paper(TABLE))

    verdict = validity(sealed, certificate)

    assert verdict.bottom_line
    assert verdict.docmdp_ok
    assert opened(sealed).Root.MarkInfo.Marked


def test_one_changed_byte_breaks_the_seal(certificate):
    sealed = bytearray(pdf.seal(paper(TABLE)))
    sealed[sealed.index(b"stream") + 20] ^= 1

    assert not validity(bytes(sealed), certificate).intact


def test_without_a_certificate_a_paper_is_left_as_it_is(settings):
    assert not settings.SEAL_KEY_FILE
    assert pdf.seal(b"%PDF-") == b"%PDF-"


def test_a_wrong_password_is_said_at_once(certificate, settings):
    settings.SEAL_KEY_PASSWORD = "wrong"

    with pytest.raises(ValueError, match="SEAL_KEY_FILE"):
        pdf.seal(paper())
