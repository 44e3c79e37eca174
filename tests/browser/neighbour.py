"""Somebody who lives near a store that is asked for, and writes about it; nobody signs in for that."""

import re

from tests.browser.applicant import Applicant, photo

REFERENCE = re.compile(r"O20\d\d-\d{6}")


class Neighbour(Applicant):
    """From the placard's square code to the reference and the code, and back to see what became of the text."""

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, **kwargs)
        self.name, self.email = name, f"{name.split()[0].casefold()}.{self.charity.split()[-1]}@example.org"

    def find_the_notice(self, store):
        """« L’emplacement des magasins peut faire l’objet d’une recherche »."""
        self.open(f"/{self.language}/")
        self.go_to("Public search")
        self.fill(q=store)
        self.press("Search")
        self.follow(store, within="main")
        assert store in self.heading()

    def see_the_status(self, store, status):
        """In words, as the public list publishes it."""
        self.open({"fr": "/fr/etat-des-demandes/", "en": "/en/application-status/"}[self.language])
        self.fill(q=store)
        self.press("Show")
        assert store in self.text() and self.say(status) in self.text()

    def observe(self, text, *, anonymous=False, **facts):
        """Told what the applicant will see before a word is typed."""
        self.press("Present observations")
        assert self.say("What the applicant will see") in self.text()
        self.fill(is_anonymous="yes" if anonymous else "no", text=text, grounds=["youth"])
        if not anonymous:
            self.fill(name=self.name, email=self.email, understood=True, **facts)
            self.page.locator("[name=file_1]").set_input_files(photo("plan-de-la-rue", "olive"))
        self.pass_the_security_check()
        self.press("Send")
        self.reference = REFERENCE.search(self.text())[0]
        self.code = self.page.locator(".govuk-body-l strong").inner_text()

    def read_the_outcome(self):
        """By letter, once the application is decided: the first letter said that the text was received."""
        self.read_letter({"fr": "Ce qu’il est advenu", "en": "What became of"}[self.language])

    def follow_it(self, words):
        self.open(f"/{self.language}/observations/{'suivi' if self.language == 'fr' else 'follow'}/")
        self.fill(ref=self.reference, code=self.code.lower())
        self.leave_by(self.page.locator("main form button"))
        assert words in self.text()
