"""The same person two years later: the 13 steps of a renewal, step by step.  Nothing that is known is typed again."""

import re

from tests.browser.applicant import paper
from tests.browser.bar import Owner

RENEWAL_FEE = {"fr": "300,00 $", "en": "$300.00"}  # two years
DAYS_LEFT = 41
LEFT = {"fr": f"{DAYS_LEFT} jours restants", "en": f"{DAYS_LEFT} days left"}


class Holder(Owner):
    """Follows the guide « Comment puis-je renouveler mon permis d’alcool? » to the letter."""

    def print_licence(self, version=None):
        """« L’option d’impression »: from the file, or from the page of the licence with all its versions."""
        if version is None:
            return self.print_certificate("LSL")
        self.go_to("Main menu")
        self.follow(self.number, within="main")
        link = self.page.get_by_role("link", name=f"{self.number}, {self.say('Version')} {version}")
        self.wait_for(link)
        self.look()
        return self.download(link)

    def read_the_notice(self):
        self.read_letter(self.number)
        assert self.number in self.text()

    # Steps 2 to 5

    def renew(self):
        self.go_to("Main menu")
        row = self.page.get_by_role("row").filter(has_text=self.number)
        assert LEFT[self.language] in self.text()
        self.leave_by(row.get_by_role("link", name=self.say("Renew")))
        assert self.business in self.text()
        self.press("Next")
        self.reference = re.search(r"\b20\d\d-\d{6}\b", self.heading())[0]

    def examine_the_applicant(self):
        assert self.value("legal_name") == self.business
        assert self.value("corporation_number") == "1000123456"
        self.press("Next")

    def examine_the_associates(self):
        self.send_disclosures("Send the disclosure requests", "Chantal Roy", "Dimitri Petrov")
        self.press("Next")

    def ask_to_remove_the_manager(self):
        """One is added, who discloses too; the other’s removal is asked for in the text box."""
        self.send_disclosures("Send the disclosure requests", "Samira Haddad")
        self.press("Next")
        self.fill(a_manager_leaves="yes", managers_to_remove="Samira Haddad, à la fin du mois")
        self.press("Next")

    # Steps 6 to 9

    def answer_again(self):
        self.fill(ownership_changed="no", areas_are_the_same="yes")
        self.press("Next")
        assert self.value("tcv_number") == "TCV1234567"
        self.press("Next")

    def attach_again(self):
        self.upload("signatures", paper("signatures-2"))
        self.press("Next")

    def choose_another_term(self):
        self.fill(term_years="2")
        self.press("Next")

    def wait_for_disclosures(self):
        """The review says whose disclosure is missing, until none is."""
        assert self.heading().endswith(self.say("Application errors"))
        assert all(name in self.text() for name in ("Chantal Roy", "Dimitri Petrov", "Samira Haddad"))

    def review(self):
        self.again()
        assert self.say("Nothing changed") in self.text()

    def may_go_on(self):
        """The confirmation says that operations may continue."""
        said = "Your renewal came in time: you may go on operating under licence %(number)s until it is decided, and "
        assert self.say(said + "the public register says so.", number=self.number) in self.text()
