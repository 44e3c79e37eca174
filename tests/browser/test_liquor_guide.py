"""The published guides of a liquor licence, followed to the letter in a browser: 18 steps to get it, 13 to renew it.

Two walks cross the languages, the widths, and JavaScript on and off; WALKS=all makes all eight.  An applicant, three
people who disclose and an officer take part, each in a browser of their own.  Two years are simulated: the dates of
the licence and of its first version are moved back in the database, so that it expires in 41 days, and the round of
the clock makes the notice of that day.  WALK_PICTURES=1 keeps a picture of every page beside its text.
"""

import os
import re
import shutil
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from icajo.calendar import expiry
from icajo.words import long_date
from tests.browser import certificate, years
from tests.browser.discloser import SECRET, Discloser
from tests.browser.holder import DAYS_LEFT, RENEWAL_FEE, Holder
from tests.browser.officer import Officer
from tests.browser.test_raffle_guide import EVERY, LETTERS, folder_for, mistakes_in
from tests.browser.visitor import Visitor, plain

pytestmark = pytest.mark.browser

CROSSED = [("fr", 360, False), ("en", 1280, True)]
PARTS = (["director", "shareholder"], ["shareholder"], ["manager"])


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Where the text of every page of every walk is kept."""
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("language, width, script", EVERY if os.environ.get("WALKS") == "all" else CROSSED)
def test_a_restaurant_follows_the_liquor_guides(browser, running_portal, pages, language, width, script, tag=""):
    mark = f"{language}-{width}-{'script' if script else 'plain'}{tag}"
    here = {"browser": browser, "site": running_portal.site, "language": language}
    mine = {**here, "width": width, "script": script}
    letters = {tongue: running_portal.address_of(words) for tongue, words in LETTERS.items()}
    holder = Holder(**mine, folder=folder_for(pages, mark), mark=mark, letters=letters[language])
    people = [
        Discloser(
            **mine | {"language": tongue}, folder=folder_for(pages, f"{mark}-{name.split()[0]}"), name=name,
            email=holder.address_of(name), letters=letters[tongue], inspects=tongue == language,
        )
        for name, tongue in invited(language)
    ]  # fmt: skip
    officer = Officer(**here, folder=folder_for(pages, f"{mark}-officer"), inspects=script)
    anybody = Visitor(**mine, folder=folder_for(pages, f"{mark}-public"))

    apply(holder)
    disclose(holder, people)
    decide(officer, holder)
    print_it(holder)
    look_it_up(anybody, holder)
    two_years_pass(running_portal, holder)
    renew(holder, people)
    decide_again(officer, holder)
    print_the_new_one(holder)
    look_it_up(anybody, holder)

    assert [fault for each in (holder, officer, anybody, *people) for fault in each.faults] == []
    assert [page.name for page in holder.folder.glob("*.html") if SECRET in page.read_text()] == []


def invited(language):
    """Two associated persons in the applicant’s language, and a manager in the other one."""
    other = "en" if language == "fr" else "fr"
    return [("Chantal Roy", language), ("Dimitri Petrov", language), ("Samira Haddad", other)]


def apply(holder):
    holder.arrive()
    holder.sign_up()
    holder.activate()
    holder.start()
    holder.choose_the_class()
    holder.say_who_applies()
    holder.name_associates()
    holder.describe_the_premises()
    holder.name_the_manager()
    holder.list_the_areas()
    holder.answer_questions()
    holder.attach_documents()
    holder.choose_the_term()
    holder.correct()
    holder.declare()
    holder.pay()
    holder.confirm()
    holder.read_receipt_and_confirmation()


def disclose(holder, people):
    """Each fills what they were asked; the applicant’s board says how far each is."""
    first, *others = people
    first.begin(holder.business)
    first.leave_and_come_back(holder.business)
    assert holder.how_far() == [holder.say(word) for word in ("In progress", "Sent", "Sent")]
    first.fill_everything(PARTS[0], share="60")
    for person, roles in zip(others, PARTS[1:], strict=True):
        person.begin(holder.business)
        person.fill_everything(roles)
    assert holder.how_far() == [holder.say("Completed")] * 3


def decide(officer, holder):
    officer.sign_in()
    officer.take(holder.reference)
    assert holder.business in officer.text() and SECRET not in officer.text()
    assert SECRET in officer.read_disclosure("Chantal Roy")
    officer.open_file(holder.reference)
    officer.close_checks()
    officer.decide("Approve", conditions_fr="Le salon ferme à 23 h.", conditions_en="The lounge closes at 11 p.m.")


def print_it(holder):
    """The certificate as people and as machines read it: its number, its condition, its square code."""
    holder.open_the_file()
    text, codes = certificate.read(holder.print_licence(), holder.language)
    holder.number = re.search(r"LSL\d{7}", text)[0]
    assert {"fr": "salon ferme", "en": "lounge closes"}[holder.language] in text
    assert [code.rsplit("/", 2)[-2] for code in codes] == [holder.number]
    holder.qr = codes[0]


def look_it_up(anybody, holder):
    """In force on the public register, found by the name and by the square code."""
    anybody.open(f"/{anybody.language}/")
    anybody.go_to("Public search")
    anybody.fill(q=holder.number)
    anybody.press("Search")
    assert holder.business in anybody.text()
    anybody.open(holder.qr)
    assert holder.business in anybody.heading() and anybody.say("In force") in anybody.text()


def two_years_pass(portal, holder):
    years.pass_by(portal.var, holder.number, DAYS_LEFT)
    years.go_round(portal.var)
    holder.read_the_notice()


def renew(holder, people):
    holder.renew()
    holder.examine_the_applicant()
    holder.examine_the_associates()
    holder.ask_to_remove_the_manager()
    holder.answer_again()
    holder.attach_again()
    holder.choose_another_term()
    holder.wait_for_disclosures()
    for person in people:
        person.disclose_again(holder.business)
    holder.review()
    holder.declare(RENEWAL_FEE)
    holder.pay()
    holder.confirm()
    holder.may_go_on()


def decide_again(officer, holder):
    """The officer reads what changed, takes off the manager whose removal was asked for, and approves."""
    officer.take(holder.reference)
    assert "Samira Haddad, à la fin du mois" in officer.text()
    officer.close_checks()
    officer.decide("Approve", leaving=True)  # the manager, the only one on the list


def print_the_new_one(holder):
    """Version 2, of the same number, valid for two years more."""
    text, codes = certificate.read(holder.print_licence(version=2), holder.language)
    assert holder.number in text and codes == [holder.qr.replace("?paper=1", "?paper=2")]
    last_day = expiry(timezone.localdate() + timedelta(days=DAYS_LEFT + 1), 2)
    with override(holder.language):
        assert plain(long_date(last_day)) in plain(text)


@pytest.mark.skipif(not shutil.which("java"), reason="the HTML validator runs on Java, which is not installed here")
def test_every_page_of_the_walks_is_valid_html(pages):
    """The walks come first in this file: they leave every page here."""
    assert list(pages.rglob("*.html")), "no page was kept"
    assert mistakes_in(pages) == ""
