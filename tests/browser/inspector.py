"""An inspector with a telephone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icajo.calendar import business_days
from tests.browser.applicant import photo
from tests.browser.visitor import Visitor

EMAIL, PASSWORD = "inspectrice@example.org", "Demo-1234"


def today():
    """On Ontario’s clocks."""
    return datetime.now(ZoneInfo("America/Toronto")).date()


class Inspector(Visitor):
    """Proposes times, visits, and writes down what is seen, one criterion after another."""

    def sign_in(self):
        self.open(f"/{self.language}/inspections/")
        self.fill(login=EMAIL, password=PASSWORD)
        self.leave_by(self.page.locator("main form").first.locator("button[type=submit]"))
        assert self.heading() == self.say("My inspections")

    def open_the_file(self, reference):
        self.open(f"/{self.language}/inspections/{reference}/")

    def propose(self, reference):
        self.open(f"/{self.language}/inspections/?all=1")
        self.leave_by(self.page.locator("main li").filter(has_text=reference).get_by_role("link"))
        self.page.locator("[name=day_1]").fill(str(business_days(today(), 1)))
        self.page.locator("[name=time_1]").fill("10:00")
        self.press("Propose these times")

    def visit(self, reference, *, failing=""):
        """Every criterion is met but one, which gets a note and a photo; the visit may be left and gone on with."""
        self.open_the_file(reference)
        self.press("Begin the visit")
        self.leave_by(self.page.locator("main a.govuk-button").first)  # the first criterion that is left
        while self.page.locator("[name=seen]").count():
            fails = bool(failing) and f"/{failing}/" in self.page.url
            self.fill(seen="fail" if fails else "pass")
            if fails:
                self.fill(note="La porte de l’entrepôt ne ferme pas à clé.")
                self.page.locator("[name=photos]").set_input_files(photo("porte", "maroon"))
            self.press("Save and go on")
        self.press("Finish the visit")
        self.fill(present="yes")
        self.press("Finish the visit")
