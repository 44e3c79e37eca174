"""The certificate and the summary, in both languages, from what their templates promise to print."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.template.loader import render_to_string
from django.utils.translation import override

from icajo import pdf

TITLES = {"fr": "Licence de tombola", "en": "Raffle licence"}
HOSTILE = '</td><script>alert(1)</script><img src="http://127.0.0.1:1/x">'


def printed(template, language, **context):
    """The PDF and its text, pages joined."""
    with override(language):
        html = render_to_string(f"{template}.{language}.html", {"type_name": TITLES[language], **context})
    content = pdf.render(html, title=TITLES[language], language=language)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    return content, " ".join(re.sub(r"(?:‐|\ufffe)\s+", "", " ".join(pages)).split())


def certificate(language, **context):
    licence = SimpleNamespace(
        number="RAF1000001",
        holder="L’Œuvre de Sainte-Thérèse",
        municipality="Ottawa",
        decided_on=date(2026, 11, 21),
        starts_on=date(2027, 1, 1),
        expires_on=date(2027, 3, 31),
        report_due_on=date(2027, 4, 30),
    )
    url = f"http://testserver/{language}/RAF1000001/"
    facts = [(f"Fait {number}", "15 000") for number in range(8)]
    given = {
        "licence": licence,
        "version": licence,
        "facts": facts,
        "conditions": ["Une condition."] * 4,
        "public_url": url,
        "qr": pdf.qr(url),
    }
    return printed("certificates/raffle", language, **given | context)


def summary(language, **context):
    given = {
        "ref": "2026-100001",
        "holder": "L’Œuvre",
        "sealed_at": datetime(2026, 11, 21, 21, 5, tzinfo=UTC),
        "received_at": datetime(2026, 11, 21, 21, 6, tzinfo=UTC),
        "sections": [{"title": "Lots", "lines": [{"question": "Combien ?", "answer": "12"}]}],
        "documents": [{"label": "Règles du jeu", "name": "été.pdf", "sha256": "a3" * 32, "size": 123_456}],
        "fee_lines": [{"label": "1 %", "amount": "600.00"}],
        "fee": Decimal("600.00"),
        "declaration": "Je déclare que tout est vrai.",
    }
    return printed("licensing/summary", language, **given | context)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["RAF1000001", "L’Œuvre de Sainte-Thérèse", "1er janvier 2027", "31 mars 2027", "30 avril 2027",
                "Délivrée le 21 novembre 2026", "Le registrateur", "Site non officiel", "Modalités"]),
        ("en", ["RAF1000001", "L’Œuvre de Sainte-Thérèse", "January 1, 2027", "March 31, 2027", "April 30, 2027",
                "Issued on November 21, 2026", "The Registrar", "Unofficial site", "Terms and conditions"]),
    ],
)  # fmt: skip
def test_a_certificate_says_who_what_and_until_when(language, words):
    _, text = certificate(language)

    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_certificate_is_one_page_and_its_terms_another(language):
    content, _ = certificate(language)

    assert len(pypdfium2.PdfDocument(content)) == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_code_of_a_certificate_leads_to_its_public_page(language):
    content, text = certificate(language)

    picture = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [f"http://testserver/{language}/RAF1000001/"]
    assert f"http://testserver/{language}/RAF1000001/" in text.replace(" ", "")


def test_a_site_that_is_official_says_so_instead():
    _, text = certificate("fr", notice="Site de l’organisme.")

    assert "Site de l’organisme." in text
    assert "non officiel" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["2026-100001", "L’Œuvre", "16 h 05", "16 h 06", "Combien ? 12", "été.pdf", "a3" * 32, "123 Ko",
                "600,00 $", "Je déclare que tout est vrai."]),
        ("en", ["2026-100001", "4:05 p.m.", "4:06 p.m.", "Combien ? 12", "123 KB", "$600.00"]),
    ],
)  # fmt: skip
def test_a_summary_says_all_that_was_sent(language, words):
    _, text = summary(language)

    assert [word for word in words if word.replace(" ", "") not in text.replace(" ", "").replace("\xa0", "")] == []


def test_a_summary_of_what_is_not_paid_yet_has_no_date_of_receipt():
    _, text = summary("fr", received_at=None)

    assert "Demande reçue" not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_people_typed_is_printed_as_text_and_nothing_more(language):
    content, text = summary(language, holder=HOSTILE, declaration=HOSTILE)

    assert text.replace(" ", "").count(HOSTILE.replace(" ", "")) == 2
    assert "/Figure" not in roles(content)


@pytest.mark.parametrize("make", [certificate, summary])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_paper_has_headings_and_tables_that_a_screen_reader_finds(make, language, caplog):
    content, _ = make(language)

    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= roles(content)
    assert caplog.messages == []  # the printer complains of a missing title, language or picture text here


def roles(content):
    with pikepdf.open(io.BytesIO(content)) as paper:
        return {str(thing.get("/S")) for thing in paper.objects if isinstance(thing, pikepdf.Dictionary)}
