"""The sign for the window of a store: to download once it is granted, while it counts."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse

from licensing import papers
from licensing.models import Licence
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.licensing import sanctions, stores
from tests.samples import cannabis

EVERY_ACCENT = "Àâäçèéêëîïôöœæùûüÿ ÀÂÄÇÈÉÊËÎÏÔÖŒÆÙÛÜŸ Łódź Ñandú « L’Écluse » & <Fils> "


@pytest.fixture
def licence(amelie, officer, today, storage):
    return stores.granted(stores.under_review(amelie, officer, on=today), officer, on=today)


def url(licence):
    return reverse("licensing:seal", args=[licence.number])


@pytest.mark.parametrize(
    ("language", "title", "address"),
    [("fr", "Sceau d’autorisation CRSA", "/fr/recherche/"), ("en", "Authorization seal CRSA", "/en/search/")],
)
def test_a_seal_is_tagged_and_says_its_language_title_and_where_to_check(licence, language, title, address):
    made = papers.seal(licence, language)

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.Root.Lang == f"{language}-CA" and opened.Root.MarkInfo.Marked and len(opened.pages) == 1
        assert str(opened.docinfo["/Title"]).startswith(title)
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        things = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        (code,) = [str(thing.Alt) for thing in things if thing.get("/S") == "/Figure"]
        assert code.endswith(licence.number)
        assert [float(side) for side in opened.pages[0].MediaBox] == [0, 0, 612, 792]
    (found,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(made)[0].render(scale=3).to_pil())
    assert found.text.endswith(f"{address}{licence.number}/?paper=1")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_seal_says_in_both_languages_which_store_is_authorized(licence, language):
    words = pypdfium2.PdfDocument(papers.seal(licence, language))[0].get_textpage().get_text_range().upper()

    for word in ("AUTORISÉ", "AUTHORIZED", "FEUILLE DU MARCHÉ BY", licence.number):
        assert word in words


def test_the_longest_name_with_every_accent_fits_one_page(amelie, officer, today, storage):
    name = (EVERY_ACCENT * 3)[:120].strip()
    answers = cannabis.store_answers(today, premises={"premises_name": name})
    licence = stores.granted(stores.under_review(amelie, officer, on=today, answers=answers), officer, on=today)

    document = pypdfium2.PdfDocument(papers.seal(licence, "fr"))

    assert len(document) == 1 and "Łódź" in document[0].get_textpage().get_text_range()


def test_the_holder_downloads_it_only_while_the_licence_counts(client, licence, officer, amelie, today):
    client.force_login(amelie)
    own = reverse("licensing:licence", args=[licence.number])
    assert url(licence) in client.get(own).text
    assert client.get(url(licence))["Content-Type"] == "application/pdf"

    sanctions.suspend(licence, by=officer, since=today, until=None, why="Plaintes.")

    assert url(licence) not in client.get(own).text
    assert client.get(url(licence)).url == own


def test_there_is_none_before_the_approval_for_strangers_or_for_other_kinds(client, amelie, officer, today, storage):
    file = stores.under_review(amelie, officer, on=today)
    client.force_login(amelie)
    assert client.get(reverse("licensing:seal", args=[file.ref])).status_code == 404
    licence = stores.granted(file, officer, on=today)
    Licence.objects.filter(pk=licence.pk).update(starts_on=today + timedelta(days=1))
    assert client.get(url(licence)).status_code == 302
    operator = Licence.objects.get(number=cannabis.OPERATOR)
    assert client.get(url(operator)).status_code == 404

    client.force_login(samples.person("stranger@example.org"))

    assert client.get(url(licence)).status_code == 404


def test_whoever_has_a_seal_has_it_in_both_languages():
    named = {type.seal for type in LICENCE_TYPES.values()} - {""}

    assert named == {"seals/cannabis"}
    for name in named:
        for language in ("fr", "en"):
            assert (papers.settings.BASE_DIR / f"templates/{name}.{language}.html").exists()
