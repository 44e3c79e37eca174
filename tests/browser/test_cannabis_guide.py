"""The published page about a cannabis store, followed to the letter in a browser, to the seal in the window.

An ordinary store, with three observations and an inspection that fails first; and a store on a reserve, without fee
and without notice.  Each is walked in both languages; the sixteen days of the notice and the days before a visit are
simulated: the dates of the file are moved back in the database, and the round of the clock does the rest.
WALK_PICTURES=1 keeps a picture of every page beside its text.
"""

import os

import pytest

from tests.browser import years
from tests.browser.inspector import Inspector, today
from tests.browser.neighbour import Neighbour
from tests.browser.officer import Officer, Registrar
from tests.browser.retailer import Retailer
from tests.browser.test_raffle_guide import EVERY, LETTERS, folder_for, mistakes_in

pytestmark = pytest.mark.browser

CROSSED = [("fr", 1280, True), ("en", 360, False)]
WALKS = EVERY if os.environ.get("WALKS") == "all" else CROSSED
NEIGHBOURS = ("Huguette Lalonde", "Rosalie Greffière", "Personne")
WORDS = {
    "resident": "Une garderie est à deux pas : l’entrée doit être surveillée.",
    "municipality": "Le conseil demande une vitrine opaque.",
    "anonymous": "Trop de magasins dans cette rue.",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Where the text of every page of every walk is kept."""
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("language, width, script", WALKS)
def test_an_operator_opens_a_store_in_a_town(browser, running_portal, pages, language, width, script):
    mark = f"{language}-{width}-{'script' if script else 'plain'}-town"
    here = {"browser": browser, "site": running_portal.site, "language": language}
    mine = {**here, "width": width, "script": script}
    letters = running_portal.address_of(LETTERS[language])
    retailer = Retailer(**mine, folder=folder_for(pages, mark), mark=mark, letters=letters)
    officer = Officer(**here, folder=folder_for(pages, f"{mark}-officer"), inspects=script)
    registrar = Registrar(**here, folder=folder_for(pages, f"{mark}-registrar"), inspects=script)
    inspector = Inspector(**mine | {"width": 360}, folder=folder_for(pages, f"{mark}-inspector"))
    neighbours = [  # one alone writes without a script: the plain tick is good ten times an hour
        Neighbour(
            **mine | {"script": script or name != NEIGHBOURS[0]}, folder=folder_for(pages, f"{mark}-{name[:4]}"),
            mark=mark, letters=letters, name=name,
        )
        for name in NEIGHBOURS
    ]  # fmt: skip

    retailer.sign_in()
    retailer.find_the_manager()
    retailer.start()
    retailer.is_not_eligible()
    apply(retailer)
    retailer.pay()
    retailer.confirm()
    retailer.is_not_ready()
    begin(officer, retailer, days=0)
    retailer.post_the_notice()
    observe(neighbours, retailer.store)
    retailer.follow_the_file("Public notice", "Inspection", "Observations")
    inspect(running_portal, inspector, retailer, failing="storage")
    retailer.read_the_report("La porte de l’entrepôt ne ferme pas à clé.")
    inspect(running_portal, inspector, retailer)
    years.days_pass(running_portal.var, retailer.reference, 16)
    hear(officer, retailer)
    retailer.answer_the_observations([WORDS["resident"], WORDS["municipality"]], [each.email for each in neighbours])
    conclude(officer, retailer, outcomes=2)
    open_the_store(officer, retailer, registrar)
    years.go_round(running_portal.var, "submissions.hear")
    neighbours[0].read_the_outcome()
    neighbours[0].follow_it(neighbours[0].say("Considered and weighed in the decision"))
    neighbours[0].see_the_status(retailer.store, "Authorized to open")

    assert [fault for each in (retailer, officer, registrar, inspector, *neighbours) for fault in each.faults] == []


def apply(retailer):
    retailer.is_eligible()
    retailer.say_who_operates()
    retailer.say_where()
    retailer.describe_the_store()
    retailer.name_the_manager()
    retailer.answer_the_rest()
    retailer.attach_documents()
    retailer.declare()


def begin(officer, retailer, days=None):
    """« un agent d’admissibilité »: takes the file, and sets the dates of the notice."""
    officer.sign_in()
    officer.take(retailer.reference)
    if days is not None:
        officer.follow("Set the public notice")
        officer.page.locator("[name=starts_on]").fill(str(today()))
        officer.leave_by(officer.page.locator(".submit-row [type=submit]"))


def observe(neighbours, store):
    resident, clerk, nobody = neighbours
    resident.see_the_status(store, "Public notice")
    for each in neighbours:
        each.find_the_notice(store)
    resident.observe(WORDS["resident"], capacity="resident", municipality="Ottawa")
    clerk.observe(WORDS["municipality"], capacity="municipality", municipality="Ottawa")
    nobody.observe(WORDS["anonymous"], anonymous=True)


def inspect(portal, inspector, retailer, failing=""):
    """Ready, a time, the day, the visit."""
    retailer.is_ready()
    if failing or retailer.reserve:
        inspector.sign_in()
    inspector.propose(retailer.reference)
    retailer.accept_the_time()
    years.days_pass(portal.var, retailer.reference, 7)  # a holiday may lie between
    inspector.visit(retailer.reference, failing=failing)


def hear(officer, retailer):
    """Each observation is read; the two with a name count, and copies of them go to the applicant at once."""
    officer.open_file(retailer.reference)
    officer.follow("Observations", within="#content")
    while (left := officer.page.get_by_role("link", name=officer.say("Screen"), exact=True)).count():
        officer.leave_by(left.first)
        named = officer.page.locator("[name=is_considered]").count()
        officer.fill(is_shared="yes" if named else "no")
        if named:
            officer.fill(is_considered="yes")
        officer.leave_by(officer.page.locator(".submit-row [type=submit]"))
    officer.press("Send the copies to the applicant")


def conclude(officer, retailer, outcomes):
    officer.open_file(retailer.reference)
    officer.follow("Observations", within="#content")
    for _each in range(outcomes):
        officer.leave_by(officer.page.get_by_role("link", name=officer.say("Give the outcome"), exact=True).first)
        officer.fill(outcome="weighed")
        officer.leave_by(officer.page.locator(".submit-row [type=submit]"))


def open_the_store(officer, retailer, registrar):
    """The decision, its papers, the day of the opening, and the seal."""
    officer.open_file(retailer.reference)
    officer.close_checks()
    officer.decide("Approve", conditions_fr="Vitrine opaque.", conditions_en="Opaque window.")
    retailer.print_the_authorization()
    retailer.read_the_decision()
    registrar.authorize_to_open(retailer.number)
    retailer.print_the_seal()


@pytest.mark.parametrize("language, width, script", WALKS)
def test_an_operator_opens_a_store_on_a_reserve(browser, running_portal, pages, language, width, script):
    mark = f"{language}-{width}-{'script' if script else 'plain'}-reserve"
    here = {"browser": browser, "site": running_portal.site, "language": language, "inspects": False}
    mine = {**here, "width": width, "script": script}
    letters = running_portal.address_of(LETTERS[language])
    retailer = Retailer(**mine, folder=folder_for(pages, mark), mark=mark, letters=letters, reserve=True)
    officer = Officer(**here, folder=folder_for(pages, f"{mark}-officer"))
    registrar = Registrar(**here, folder=folder_for(pages, f"{mark}-registrar"))
    inspector = Inspector(**mine | {"width": 360}, folder=folder_for(pages, f"{mark}-inspector"))

    retailer.sign_in()
    retailer.find_the_manager()
    retailer.start()
    apply(retailer)
    begin(officer, retailer)
    inspect(running_portal, inspector, retailer)
    open_the_store(officer, retailer, registrar)

    assert [fault for each in (retailer, officer, registrar, inspector) for fault in each.faults] == []


def test_every_page_of_the_walks_is_valid_html(pages):
    assert mistakes_in(pages) == ""
