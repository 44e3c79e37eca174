"""Somebody who was named in an application: no account, a link in a letter, a code, a questionnaire of their own."""

import re
from datetime import date, timedelta

from tests.browser.applicant import TODAY, photo
from tests.browser.visitor import Visitor

SECRET = "jadis connu comme Zéphyrin-des-Bois"  # must never reach the applicant
NUMBER = re.compile(r"D-20\d\d-\d{8}")
LINK = {"fr": "/divulgation/lien/", "en": "/disclosure/link/"}


class Discloser(Visitor):
    """In a browser of their own, from the link to the receipt."""

    def __init__(self, *args, name, email, letters, **kwargs):
        super().__init__(*args, **kwargs)
        self.name, self.email, self.letters = name, email, letters

    def read_letter(self, *words):
        """The newest letter to this person that says all these words."""
        self.open(f"{self.letters}?to={self.email}")
        for _attempt in range(120):
            rows = self.page.get_by_role("row").filter(has_text=self.email)
            for word in words:
                rows = rows.filter(has_text=word)
            if rows.count():
                break
            self.page.wait_for_timeout(500)
            self.page.reload()
        self.leave_by(rows.get_by_role("link").first)

    def open_the_link(self, holder):
        """The link opens a page that says who asks; opening it twice, as mail scanners do, uses nothing up."""
        self.read_letter()
        link = self.page.locator("main").get_by_role("link").filter(has_text=LINK[self.language])
        address = link.get_attribute("href")
        for _time in range(2):
            self.open(address)
            assert LINK[self.language] not in self.page.url
        assert holder in self.text()

    def prove_the_address(self):
        self.press("Commencer" if self.language == "fr" else "Begin")
        code = self.code_in_the_letter()
        self.fill(code=code)
        self.press("Continue")

    def code_in_the_letter(self):
        here = self.page.url
        self.read_letter("Code" if self.language == "fr" else "code")
        code = re.search(r"\b\d{6}\b", self.page.locator("main").inner_text())[0]
        self.open(here)
        return code

    # The pages

    def begin(self, holder):
        given, family = self.name.split()
        self.open_the_link(holder)
        self.prove_the_address()
        self.fill(given_names=given, family_name=family, has_former_names="yes", former_names=SECRET)

    def leave_and_come_back(self, holder):
        """A draft saved in the middle of a page is found again by the link, in a browser that knows nothing."""
        self.press("Save Draft")
        self.context.clear_cookies()
        self.open_the_link(holder)
        self.prove_the_address()

    def finish_identity(self):
        assert self.value("former_names") == SECRET
        self.fill(born_on=date(1980, 5, 17), birth_place="Sudbury, Canada", telephone="705 555-0161")
        self.press("Next")

    def list_addresses(self):
        self.press("Add: %(row)s", row=self.say("address"))
        self.fill(
            lived_street="18, rue Elm", lived_city="Sudbury", lived_region="Ontario", lived_country="Canada",
            lived_code="P3C 1S8", lived_from=TODAY - timedelta(days=3000), lives_here="yes",
        )  # fmt: skip
        self.press("Save and close")
        self.press("Next")

    def say_their_part(self, roles, share=None):
        self.fill(roles=roles, since=TODAY - timedelta(days=400), has_share="yes" if share else "no")
        if share:
            self.fill(share=share)
        self.press("Next")

    def answer_questions(self):
        for question in ("was_convicted", "is_charged", "was_refused", "was_bankrupt", "is_sued", "owes_tax"):
            self.fill(**{question: "no"})
        self.fill(has_other_interests="no")
        self.press("Next")
        self.fill(police_check=True, verification=True)
        self.press("Next")

    def attach(self):
        self.fill(code="identity")
        self.page.locator("[name=file]").set_input_files(photo("passeport", "navy"))
        self.press("Upload")
        assert "passeport.jpg" in self.text()
        self.press("Next")

    def send(self):
        assert SECRET in self.text()
        self.press("Send my disclosure")
        assert self.page.locator("#id_agreed-error").is_visible()
        self.fill(agreed=True)
        self.press("Send my disclosure")

    def read_the_receipt(self):
        assert self.heading() == self.say("Disclosure sent")
        self.number = NUMBER.search(self.text())[0]
        copy = self.page.get_by_role("button", name=self.say("Download my copy"))
        assert self.download(copy).startswith(b"%PDF")

    def fill_everything(self, roles, share=None):
        self.finish_identity()
        self.list_addresses()
        self.say_their_part(roles, share)
        self.answer_questions()
        self.attach()
        self.send()
        self.read_the_receipt()

    def disclose_again(self, holder):
        """For the renewal, what was disclosed serves again, if its author agrees."""
        self.open_the_link(holder)
        self.prove_the_address()
        assert self.number in self.text()
        self.press("It is mine and still true: use it again")
        assert self.heading() == self.say("Disclosure sent") and self.number in self.text()
