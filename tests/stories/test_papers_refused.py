"""Files that cannot be taken, sent through the page: the reason is beside the box, and nothing is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from icajo.models import StoredFile
from licensing.models import Document
from tests import samples
from tests.icajo import corpus
from tests.stories.pages import page, submitted

ENCRYPTED = {"encryption": corpus.pikepdf.Encryption(owner="o", user="u")}


@pytest.fixture
def draft(amelie, today):
    return samples.draft(amelie, on=today)


def send(site, application, name, content, kind="application/pdf", where="documents"):
    file = SimpleUploadedFile("x", content, kind)
    file._name = name  # as a browser may say it; Django's own setter would tidy it
    return site.post(page(where, application), {"code": "rules", "file": file, "action": "televerser"})


@pytest.mark.parametrize("where", ["documents", "send_documents"])
@pytest.mark.parametrize("name, content, words", [
    ("a.pdf", b"", "This file is empty"),
    ("a.exe", b"MZ\x90", "We cannot take this type of file"),
    ("a.pdf", b"MZ\x90\x00 a program", "the file is something else"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "We cannot take this type"),
    ("a.html", b"<script>1</script>", "We cannot take this type"),
    ("a.pdf", corpus.pdf(**ENCRYPTED), "needs a password"),
    ("a.pdf", corpus.pdf(corpus.with_script), "contains a script"),
    ("a.pdf", corpus.pdf()[:200], "damaged"),
])  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_in_words(site, amelie, today, where, name, content, words):
    application = samples.draft(amelie, on=today) if where == "documents" else submitted(amelie)
    kept = StoredFile.objects.count()

    answer = send(site, application, name, content, where=where)

    error = " ".join(answer.context["form"].errors["file"])
    assert words in error and answer.status_code == 200
    assert 'href="#id_file"' in answer.text
    assert StoredFile.objects.count() == kept


def test_a_file_that_is_too_big_is_refused_in_words(site, draft, settings):
    settings.UPLOAD_LIMIT = 2**20

    answer = send(site, draft, "a.pdf", b"%PDF-1.7" + b"0" * 2**20)

    assert "larger than 1 MB" in answer.text and not Document.objects.exists()


def test_no_file_at_all_is_said(site, draft):
    answer = site.post(page("documents", draft), {"code": "rules", "action": "televerser"})

    assert "Choose a file to upload" in answer.text


@pytest.mark.parametrize("code", ["", "no-such-code", "extra\0", "x" * 5000, "united-way"])
def test_a_kind_of_paper_that_is_not_asked_for_is_refused(site, draft, code):
    answer = site.post(page("documents", draft), {"code": code, "file": samples.photo(), "action": "televerser"})

    assert answer.status_code in (200, 302)
    assert {document.code for document in Document.objects.all()} <= {"extra"}


@pytest.mark.parametrize("name", [
    "../../etc/passwd.pdf", "..\\..\\x.pdf", "/abs.pdf", "a\0b.pdf", "é" * 300 + ".pdf", "con.pdf", "..a.pdf",
    '<img src=x onerror=alert(1)>".pdf', "\u202egnp.pdf", "=1+1.pdf", "a;b,c.pdf", "%2e%2e.pdf",
])  # fmt: skip
def test_a_hostile_name_is_only_a_name(site, draft, name):
    assert send(site, draft, name, corpus.pdf()).status_code == 302

    stored = StoredFile.objects.get()
    answer = site.get(page("document", draft, Document.objects.get().pk))
    shown = site.get(page("documents", draft)).text
    disposition = answer["Content-Disposition"]
    assert stored.content.name == f"{stored.key.hex[:2]}/{stored.key.hex}"
    assert disposition.startswith("attachment") and not set("\r\n\0\u202e") & set(disposition + stored.name)
    assert "/" not in stored.name and len(stored.name) <= 120 and "<img" not in shown
    assert b"".join(answer).startswith(b"%PDF") and answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_one_file_is_not_another_persons(site, draft, client):
    send(site, draft, "a.pdf", corpus.pdf())
    document = Document.objects.get()
    client.force_login(samples.person("autre@example.org"))

    for name in ("document", "remove_document"):
        answer = client.get(page(name, draft, document.pk))
        assert answer.status_code == 404 and "Location" not in answer.headers
