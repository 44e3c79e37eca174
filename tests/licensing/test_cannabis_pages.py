"""What people see of a store: the questions before the first page, the schools before paying, the placards."""

import io
import re
import uuid
from datetime import date

import pikepdf
import pypdfium2
import pytest
import shapely
import zxingcpp
from django.urls import reverse
from django.utils.translation import override

from licensing import papers
from licensing.models import Application, MunicipalityStance, SchoolRegister
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.licensing.noticed import set_notice, under_review
from tests.licensing.schools import a_school, away
from tests.licensing.test_placards import EVERY_ACCENT, content, text
from tests.samples import cannabis

STORE = LICENCE_TYPES["cannabis-store"]
PLACE = (-75.6925, 45.4287)

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def school(db):
    """A school a hundred metres from the store of the sample."""
    SchoolRegister.objects.update_or_create(
        pk=1, defaults={"source": "Ministry", "as_of": date(2026, 9, 30), "version": uuid.uuid4()}
    )
    return a_school(shapely.Point(away(PLACE, 100)), name="École du Perroquet")


@pytest.fixture
def site(client, amelie, today):
    cannabis.what_a_store_needs(amelie, today)
    client.force_login(amelie)
    return client


def screened(site, **changes):
    said = {"operator_number": cannabis.OPERATOR, "tenure": "lease", "on_reserve": "no", "premises_city": "Ottawa"}
    return site.get(address_of("screening"), said | changes, follow=True)


def address_of(name):
    with override("en"):
        return reverse(f"licensing:{name}", args=["cannabis-store"])


def notice_of_a_store(amelie, officer, today, **changes):
    answers = cannabis.store_answers(today, **changes)
    file = under_review(amelie, officer, on=today, type_code=STORE.code, answers=answers)
    return set_notice(file, officer, on=today, days=15)


def test_the_answer_leads_to_an_application_of_whoever_holds_the_operator_licence(site):
    address = re.search(r'href="([^"]+/start/\?for=\d+)"', screened(site).content.decode())[1]

    site.post(address, {"operator_number": cannabis.OPERATOR, "is_producer": "no", "once": "0123456789abcdef"})

    draft = Application.objects.get()
    assert draft.organization.name == "Brasserie du Canal inc."
    assert draft.answers["applicant"]["legal_name"] == "Brasserie du Canal inc."


def test_who_may_apply_is_told_before_the_first_page(site):
    assert "you are at the right place" in screened(site).content.decode()
    for changes in ({"operator_number": ""}, {"operator_number": "CROL0000000"}, {"tenure": "none"}):
        assert "You cannot apply for this store yet" in screened(site, **changes).content.decode()


def test_a_municipality_that_said_no_is_told_before_the_first_page_with_the_date_of_the_list(site):
    MunicipalityStance.objects.create(
        name="Oakville", kind="Town", stance="out", source="List of the regulator", listed_on=date(2026, 9, 1)
    )

    page = screened(site, premises_city="Oakville").content.decode()

    assert "September 1, 2026" in page and "List of the regulator" in page
    assert "right place" in screened(site, premises_city="Oakville", on_reserve="yes").content.decode()


def test_the_schools_are_shown_before_paying_and_keep_nobody_from_it(site, amelie, today, school):
    application = samples.complete(amelie, on=today, type_code=STORE.code)

    page = site.get(f"/en/applications/{application.ref}/review/").content.decode()

    assert "Closer than 150 metres to a school" in page and "École du Perroquet" in page and "<svg" in page
    assert 'value="payer"' in page


def test_the_officer_sees_the_schools_beside_the_check(client, amelie, officer, today, school):
    file = under_review(amelie, officer, on=today, type_code=STORE.code)
    client.force_login(officer)

    page = client.get(f"/en/admin/licensing/application/{file.pk}/change/").content.decode()

    assert "École du Perroquet" in page and "an officer decides" in page
    assert file.checks.get(code="school-distance").closed_at is None


def test_no_schools_are_shown_on_a_reserve_nor_to_others(site, amelie, today, school):
    reserve = samples.complete(
        amelie, on=today, type_code=STORE.code, answers=cannabis.on_a_reserve(today, premises={"latitude": "45.4287"})
    )
    bar = samples.complete(amelie, on=today, type_code="liquor-sales")
    for application in (reserve, bar):
        page = site.get(f"/en/applications/{application.ref}/review/").content.decode()
        assert "Distance from schools" not in page


def test_on_a_reserve_the_button_sends_without_payment(site, amelie, today):
    application = samples.complete(amelie, on=today, type_code=STORE.code, answers=cannabis.on_a_reserve(today))
    review = f"/en/applications/{application.ref}/review/"
    page = site.get(review).content.decode()
    assert "Submit application" in page and "Pay fees" not in page.partition('<form id="step"')[2]

    site.post(review, {"action": "payer", "declared": "on", "fee_seen": "0.00"})

    assert Application.objects.get(pk=application.pk).state == "submitted"


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-CA"), ("en", "en-CA")])
def test_the_placard_says_who_may_write_on_which_grounds_until_when(amelie, officer, today, language, tag):
    notice = notice_of_a_store(amelie, officer, today)

    made = content(papers.placard(notice, language))

    words = " ".join(text(made).split())
    parts = {
        "fr": ("Feuille du marché By", "11 décembre 2026, à 23 h 59", "santé", "jeunes", "illicites", "Rue Clarence"),
        "en": ("Feuille du marché By", "December 11, 2026, 11:59", "health", "youth", "illicit", "rue Clarence"),
    }
    for part in (*parts[language], notice.application.ref):
        assert part.casefold() in words.casefold().replace("\xa0", " "), part
    picture = pypdfium2.PdfDocument(made)[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith(f"{notice.application.ref}/")
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.Root.Lang == tag and opened.Root.MarkInfo.Marked
        assert [float(side) for side in opened.pages[0].MediaBox] == [0, 0, 612, 792]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_longest_name_of_a_store_fits_one_page(amelie, officer, today, language):
    name = (EVERY_ACCENT * 3)[:120].strip()
    changes = {"premises": {"premises_name": name, "premises_street": "12345, boulevard " + "Très-Long " * 12}}
    notice = notice_of_a_store(amelie, officer, today, applicant={"legal_name": name[:119]}, **changes)

    made = content(papers.placard(notice, language))

    assert len(pypdfium2.PdfDocument(made)) == 1
    assert name.replace(" ", "") in "".join(text(made).split())


def test_two_stores_of_an_operator_are_told_apart_on_the_menu(site, amelie, today):
    for name in ("Feuille du marché", "Feuille de la gare"):
        answers = cannabis.store_answers(today, premises={"premises_name": name})
        samples.sealed(amelie, on=today, type_code=STORE.code, answers=answers)

    shown = site.get("/fr/menu-principal/").content.decode()

    assert "Feuille du marché" in shown and "Feuille de la gare" in shown
