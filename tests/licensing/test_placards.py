"""Placards: in both languages, readable by everybody, fitting one page whatever the name; and what follows them."""

import io
from datetime import date, timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from icajo.models import Letter
from licensing import actions, papers, tasks
from licensing.checks import PUBLIC_NOTICE
from licensing.clock import public_notices
from tests import samples
from tests.licensing.noticed import STARTS, at, post, set_notice, under_review
from tests.samples import alcohol

LAST = date(2026, 12, 10)
EVERY_ACCENT = "Àâäçèéêëîïôöœæùûüÿ ÀÂÄÇÈÉÊËÎÏÔÖŒÆÙÛÜŸ ĀĒĪŌŪ Łódź Ñandú « L’Écluse » & <Fils> "


@pytest.fixture
def notice(amelie, officer, today, storage):
    return set_notice(under_review(amelie, officer, on=today), officer, on=today)


def content(file):
    with file.content.open() as opened:
        return opened.read()


def text(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(
    ("language", "tag", "title"), [("fr", "fr-CA", "Avis public"), ("en", "en-CA", "Public notice")]
)
def test_a_placard_is_tagged_and_says_its_language_and_title(notice, language, tag, title):
    made = content(papers.placard(notice, language))

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.Root.Lang == tag and opened.Root.MarkInfo.Marked
        assert str(opened.docinfo["/Title"]).startswith(title)
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        things = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        heads = [thing for thing in things if thing.get("/S") == "/TH"]
        assert heads and all(str(thing.A.Scope) == "/Row" for thing in heads)
        (code,) = [str(thing.Alt) for thing in things if thing.get("/S") == "/Figure"]
        assert code.endswith(notice.application.ref)
        assert [float(side) for side in opened.pages[0].MediaBox] == [0, 0, 612, 792]


def test_a_placard_says_where_what_and_until_when(notice):
    words = " ".join(text(content(papers.placard(notice, "fr"))).split())

    for part in ("Brasserie du Canal inc.", notice.premises, notice.application.ref, "10 décembre 2026, à 23 h 59"):
        assert part in words


def test_the_code_leads_to_the_notice(notice):
    for language, address in (("fr", "/fr/avis-publics/"), ("en", "/en/public-notices/")):
        picture = pypdfium2.PdfDocument(content(papers.placard(notice, language)))[0].render(scale=3).to_pil()

        (code,) = zxingcpp.read_barcodes(picture)

        assert code.text.endswith(f"{address}{notice.application.ref}/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_longest_name_with_every_accent_fits_one_page(amelie, officer, today, storage, language):
    name = (EVERY_ACCENT * 3)[:120].strip()
    areas = [alcohol.area(f"Salle {n} " + "é" * 60, key=f"z{n}") for n in range(6)]
    answers = samples.liquor_answers(
        today, premises={"premises_name": name, "premises_street": "12345, boulevard " + "Très-Long " * 12},
        applicant={"legal_name": name[:119]}, licensed_areas=areas,
    )  # fmt: skip
    notice = set_notice(under_review(amelie, officer, on=today, answers=answers), officer, on=today)

    made = pypdfium2.PdfDocument(content(papers.placard(notice, language)))

    assert len(made) == 1
    assert name.replace(" ", "") in "".join(text(content(papers.placard(notice, language))).split())


def test_setting_the_dates_sends_both_placards_once(notice, amelie):
    event = notice.application.events.get(verb="set_notice")
    tasks.mail_placards(event.pk)
    tasks.mail_placards(event.pk)

    letter = Letter.objects.get(key=f"event-{event.pk}-placards")

    assert letter.to == amelie.email and "10 décembre 2026" in letter.body.replace("\xa0", " ")
    names = sorted(file.name for file in letter.files.all())
    assert names == [f"{notice.application.ref}-avis-public.pdf", f"{notice.application.ref}-public-notice.pdf"]


def test_other_dates_make_other_placards(notice, officer):
    file = notice.application
    tasks.mail_placards(file.events.get(verb="set_notice").pk)
    actions.extend_notice(file, by=officer, on=LAST, ends_on=LAST + timedelta(days=7), reason="Grève postale")
    notice.refresh_from_db()
    assert notice.placard_fr is None

    tasks.mail_placards(file.events.get(verb="extend_notice").pk)

    notice.refresh_from_db()
    assert "17 décembre 2026" in text(content(notice.placard_fr)).replace("\xa0", " ")


def test_the_clock_says_when_a_period_begins_and_ends_soon_and_closes_it(notice, amelie, time_machine):
    file = notice.application
    for day in (STARTS - timedelta(days=1), STARTS, STARTS, STARTS + timedelta(days=1)):
        public_notices.go_round(day)
    post(file, amelie, on=STARTS, posted_on=STARTS)
    for day in (LAST - timedelta(days=2), LAST - timedelta(days=1), LAST):
        public_notices.go_round(day)

    letters = Letter.objects.filter(key__startswith="public-notice-").order_by("pk")
    assert [letter.subject.partition(",")[0] for letter in letters] == [
        "L’avis public commence", "L’avis public se termine bientôt",
    ]  # fmt: skip
    check = file.checks.get(code=PUBLIC_NOTICE.code)
    assert check.closed_at is None
    public_notices.go_round(LAST + timedelta(days=1))
    check.refresh_from_db()
    assert check.closed_at and check.closed_by is None
    assert at(LAST, 23, 59, 59) == notice.closes_at
