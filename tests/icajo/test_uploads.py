"""Keeping a file, scanning it and handing it over."""

import hashlib
import socketserver
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from icajo import uploads
from icajo.models import StoredFile

from . import corpus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
VIRUS = b"not really a virus"


class Clamd(socketserver.StreamRequestHandler):
    """As much of clamd as INSTREAM needs."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(length)
        answer = b"stream: Test.Virus FOUND\0" if VIRUS in content else b"stream: OK\0"
        self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0" if b"too long" in content else answer)


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


@pytest.fixture
def no_clamd(settings, unused_port):
    settings.CLAMD_ADDRESS = f"127.0.0.1:{unused_port}"


@pytest.fixture
def unused_port():
    with socketserver.TCPServer(("127.0.0.1", 0), None) as server:
        return server.server_address[1]


def sent(name="Règles.pdf", content=None):
    return SimpleUploadedFile(name, corpus.pdf() if content is None else content)


def body(response):
    return b"".join(response.streaming_content)


def test_a_file_is_kept_byte_for_byte_under_a_key_that_says_nothing(storage):
    content = corpus.phone_photo()

    stored = uploads.keep(sent("../Maison d’Anne.JPG", content))

    assert stored.name == "Maison d’Anne.JPG"
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert [path.name for path in storage.rglob("*") if path.is_file()] == [stored.key.hex]
    assert body(uploads.download(stored)) == content


def test_the_same_name_twice_is_two_files():
    first, second = uploads.keep(sent("bail.csv", b"a,b")), uploads.keep(sent("bail.csv", b"c,d"))

    assert body(uploads.download(first)) == b"a,b"
    assert body(uploads.download(second)) == b"c,d"


def test_a_large_upload_on_disk_is_read_from_its_start():
    upload = TemporaryUploadedFile("prizes.csv", "text/csv", 3, "utf-8")
    upload.write(b"a,b")
    upload.size = 3

    assert body(uploads.download(uploads.keep(upload))) == b"a,b"


def test_an_empty_file_is_refused(storage):
    with pytest.raises(uploads.Refused) as refused:
        uploads.keep(sent(content=b""))

    assert str(refused.value) == "This file is empty. Choose the file again."
    assert not storage.exists()


def test_a_file_over_the_limit_is_refused_without_being_read(settings):
    upload = sent(content=b"x" * 11)
    settings.UPLOAD_LIMIT = 10

    with pytest.raises(uploads.Refused, match="larger than"):
        uploads.keep(upload)

    assert upload.tell() == 0


def test_a_download_is_saved_and_never_opened_in_the_portal():
    stored = uploads.keep(sent("Été <script>.pdf"))

    response = uploads.download(stored)

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%89t%C3%A9")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response["Cache-Control"]


def test_without_a_scanner_a_file_is_marked_not_scanned_and_opens():
    stored = uploads.keep(sent())

    assert stored.scan == StoredFile.Scan.NOT_SCANNED
    assert uploads.readable(stored)


def test_the_scanner_lets_a_clean_file_in(clamd):
    stored = uploads.keep(sent("photo.jpg", corpus.picture("JPEG", (2000, 2000), quality=100)))

    assert stored.scan == StoredFile.Scan.CLEAN


def test_an_infected_file_is_refused_and_not_kept(clamd):
    with pytest.raises(uploads.Refused, match="virus"):
        uploads.keep(sent("table.csv", VIRUS))

    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("content", [b"too long", VIRUS])
def test_while_the_scanner_gives_no_verdict_the_file_is_kept_but_opens_for_nobody(no_clamd, content):
    stored = uploads.keep(sent("table.csv", content))

    assert stored.scan == StoredFile.Scan.NOT_SCANNED
    with pytest.raises(uploads.NotScanned):
        uploads.download(stored)


def test_a_file_the_scanner_cannot_judge_stays_closed(clamd):
    stored = uploads.keep(sent("table.csv", b"too long"))

    uploads.scan_waiting(10)

    stored.refresh_from_db()
    assert not uploads.readable(stored)


def test_when_the_scanner_returns_what_waited_is_scanned(request):
    request.getfixturevalue("no_clamd")
    clean, infected = uploads.keep(sent()), uploads.keep(sent("table.csv", VIRUS))
    request.getfixturevalue("clamd")

    uploads.scan_waiting(10)

    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.scan, infected.scan) == (StoredFile.Scan.CLEAN, StoredFile.Scan.INFECTED)
    with pytest.raises(uploads.NotScanned):
        uploads.download(infected)


def test_a_paper_the_portal_made_opens_at_once(clamd):
    stored = uploads.keep_bytes(corpus.pdf(), name="RAF1234567.pdf", media_type="application/pdf")

    assert uploads.download(stored)["Content-Type"] == "application/pdf"
