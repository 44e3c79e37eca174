"""The charity's side of the published raffle guide, chapter by chapter."""

import re
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pikepdf
from PIL import Image

from tests.browser.visitor import Visitor, leave_by, plain

PASSWORD = "Perroquet-7-bleu"
TOO_SOON = 3_200  # milliseconds a form filled in by a person takes at the very least
TODAY = date.today()
STARTS, ENDS = TODAY + timedelta(days=50), TODAY + timedelta(days=110)
IN_SIGHT = """box => {
  const label = box.labels[0].getBoundingClientRect(), below = box.getBoundingClientRect()
  return label.top >= 0 && below.bottom <= innerHeight
}"""
REFERENCE = re.compile(r"\b20\d\d-\d{6}\b")


def paper(name):
    """A one-page PDF, each different from the others."""
    content = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = name
        document.save(content)
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content.getvalue()}


def photo(name, colour):
    content = BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


class Applicant(Visitor):
    """Somebody who signs up for a charity and follows the guide to the letter."""

    def __init__(self, *args, mark, letters, **kwargs):
        super().__init__(*args, **kwargs)
        self.email, self.letters = f"eloise.{mark}@example.org", letters
        self.charity, self.reference = f"Fondation Éloïse-Gagné {mark}", None

    # Registration

    def arrive(self):
        self.open("/", language="fr")
        assert "Bonjour" in self.heading() and "Hello" in self.heading()
        self.follow("Continuer en français" if self.language == "fr" else "Continue in English")
        self.follow("Create an account")

    def sign_up(self):
        self.fill(
            first_name="Éloïse", last_name="Gagné", email=self.email, password=PASSWORD, phone="613 555-0147",
            born_on=date(1985, 3, 27), language=self.language,
        )  # fmt: skip
        self.pass_the_security_check()
        self.press("Finish registration")
        assert "e•••@example.org" in self.text()

    def pass_the_security_check(self):
        if self.script:
            robot = self.page.locator("altcha-widget")
            robot.locator("label").click()
            robot.locator("[data-state=verified]").wait_for()
        else:
            self.page.wait_for_timeout(TOO_SOON)
            self.page.locator("[name$=_tick]").check()

    def activate(self):
        self.read_letter("Activation de l’inscription" if self.language == "fr" else "Registration activation")
        self.follow("/activation/")
        self.fill(password=PASSWORD)
        self.press("Activate my account")
        assert self.say("Your account is activated.") in self.text()
        assert self.heading() == self.say("Main menu")

    def read_letter(self, subject):
        """The newest letter to this person with these words in its subject, as soon as it is written."""
        self.open(f"{self.letters}?to={self.email}")
        row = self.page.get_by_role("row").filter(has_text=self.email).filter(has_text=subject)
        self.leave_by(self.wait_for(row).get_by_role("link").first)

    # The application

    def start(self):
        self.press("Start a new application")
        self.choose("Charitable gaming lottery licences")
        self.press("Next")
        self.choose("Raffle licence")
        self.press("Next")
        assert not REFERENCE.search(self.text())
        self.press("Next")

    def say_who_applies(self):
        assert not REFERENCE.search(self.heading())
        self.fill(kind="non-profit", legal_name=self.charity, use_my_information=True)
        self.press("Save Draft")
        self.reference = REFERENCE.search(self.heading())[0]
        assert (self.value("contact_first_name"), self.value("contact_email")) == ("Éloïse", self.email)
        self.fill(
            mailing_street="120, rue Rideau", mailing_city="Ottawa", mailing_postal_code="K1N 8Y6",
            physical_differs="no",
        )  # fmt: skip
        self.press("Next")

    def say_where(self):
        """The postal code is left wrong on purpose: a draft keeps it."""
        self.fill(premises_type="hall", premises_name="Salle Rideau", premises_street="250, rue Somerset Est")
        self.press("Back")
        assert self.value("mailing_city") == "Ottawa"
        self.press("Next")
        assert self.value("premises_name") == "Salle Rideau"
        self.fill(premises_city="Ottawa", premises_postal_code="K1N", where="municipality", use_my_information=True)
        self.press("Save Draft")
        assert (self.value("premises_contact"), self.value("premises_postal_code")) == ("Éloïse Gagné", "K1N")
        self.leave_for("Charitable gaming eligibility")

    def leave_for(self, step):
        """To another page through the list of all of them, which the wizard's own button would refuse."""
        self.follow("All the steps of the application")
        self.follow(step, within="main")

    def prove_eligibility(self):
        self.fill(for_united_way="no")
        self.press("Next")
        assert self.page.locator("#id_eligibility_number-error").is_visible()
        self.fill(eligibility_number="CGE123456")
        self.press("Next")

    def name_members(self):
        """Two members; the second one's address is left wrong on purpose."""
        self.press("Next")
        assert self.page.locator(".govuk-error-summary").is_visible()
        self.add_row("designated member", **self.member("Chantal Roy", "chantal@example.org"))
        self.add_row("designated member", **self.member("Dimitri Petrov", "dimitri"), refused=True)
        self.press("Save Draft")
        self.follow("Designated members in charge")
        self.leave_for("Lottery information")

    def member(self, name, email):
        return {
            "member_name": name, "member_title": "Administration", "member_email": email,
            "member_phone": "613 555-0148", "member_is_adult": "yes",
        }  # fmt: skip

    def add_row(self, row_name, refused=False, **answers):
        self.press("Add: %(row)s", row=self.say(row_name))
        self.fill(**answers)
        self.press("Save and close")
        assert self.page.locator(".govuk-error-summary").is_visible() == refused

    def describe_the_lottery(self):
        self.fill(draw="stub", electronic="no", in_conjunction="no", starts_on=STARTS, ends_on=ENDS)
        self.press("Next")
        self.fill(ticket_price="20", tickets_printed="10 000", total_prize_value="60 000", early_bird="no")
        self.press("Next")
        self.add_row(
            "prize", prize_description="Argent", prize_is_cash="yes", prize_value="59 000", prize_quantity="1"
        )
        self.add_row(
            "prize", prize_description="Vélo", prize_is_cash="no", prize_value="1 000", prize_quantity="1"
        )  # fmt: skip
        self.press("Next")
        self.add_row(
            "draw", draw_date=ENDS, draw_time="19 h 30", draw_place="Salle Rideau", draw_method="Baril"
        )  # fmt: skip
        self.press("Next")

    def answer_questions(self):
        self.fill(
            use_of_proceeds="Bourses d’études, 100 000 $.", announced="phone", sold_elsewhere="yes",
            sold_where="Hawkesbury", card_sales="no", subscriptions="no", other_language="no", returned_to_drum="no",
            earlier_reports="no",
        )  # fmt: skip
        self.press("Next")

    def attach_documents(self):
        assert self.heading().endswith(self.say("Documents to attach"))
        form = self.page.get_by_role("link", name=self.say("Signature of Principals form"))
        assert self.download(form).startswith(b"%PDF")
        codes = ("rules", "signatures", "retail-value")
        papers = {code: paper(code) for code in codes} | {"ticket": photo("billet", "teal")}
        for done, (code, file) in enumerate(papers.items(), 1):
            self.upload(code, file)
            assert self.page.locator("svg.icajo-papers__tick").count() == done
        assert self.page.locator(".icajo-papers__todo").count() == 0
        self.press("Next")

    def upload(self, code, file):
        self.fill(code=code)
        self.page.locator("[name=file]").set_input_files(file)
        self.press("Upload")
        assert file["name"] in self.text()

    # Errors, each with its own way back

    def correct(self):
        assert self.heading().endswith(self.say("Application errors"))
        assert self.page.locator("main").get_by_role("link", name=self.say("Fix")).count() == 2
        self.rectify("premises_postal_code", "K1N 6V6")
        self.press("Next")
        assert self.heading().endswith(self.say("Application errors"))
        self.rectify("member_email", "dimitri@example.org")
        self.press("Save and close")
        self.press("Next")

    def rectify(self, question, answer):
        """The first link leads to the very question, its label included."""
        leave_by(self.page.locator("main").get_by_role("link", name=self.say("Fix")).first)
        box = self.page.locator(f"#id_{question}")
        assert urlsplit(self.page.url).fragment == f"id_{question}"
        assert box.evaluate("box => box === document.activeElement"), "the question has not the focus"
        assert box.evaluate(IN_SIGHT), "the question or its label is out of sight"
        self.look()
        self.fill(**{question: answer})

    # Fees, declaration, payment

    def declare(self):
        text = self.text().replace("1 %", "1%")
        assert self.charity in text and {"fr": "600,00 $", "en": "$600.00"}[self.language] in text
        assert (
            self.say("1% of the prizes: a raffle held alone, with more than $50,000 in prizes").replace("1 %", "1%")
            in text
        )
        self.press("Pay fees and submit application")
        assert self.page.locator("#id_declared-error").is_visible()
        self.fill(declared=True)
        self.press("Pay fees and submit application")

    def pay(self):
        """First with a card that is declined."""
        self.press("Make payment")
        self.use_card("4000000000000002")
        assert ("Rien n’a été facturé" if self.language == "fr" else "Nothing was charged") in self.text()
        self.follow("Annuler" if self.language == "fr" else "Cancel")
        assert self.say("Your card was declined. Nothing was charged.") in self.text()
        self.press("Make payment")
        self.use_card("4242424242424242")

    def use_card(self, number):
        notice = "Aucun argent ne circule" if self.language == "fr" else "No money moves"
        assert notice in plain(self.page.locator("body").inner_text())
        self.fill(card=number)
        self.leave_by(self.page.locator("form button[type=submit]"))

    def confirm(self):
        assert self.heading() == self.say("Payment confirmation")
        for name in ("Authorization number", "Confirmation code", "Payment session id"):
            row = self.page.locator(".govuk-summary-list__row").filter(has_text=self.say(name))
            assert row.locator("dd").inner_text().strip()
        assert self.page.get_by_role("button", name=self.say("Print"), exact=True).is_visible() == self.script
        self.press("Finish the payment process")
        assert self.reference in self.heading()
        assert self.say("Application received") in self.text()

    def read_receipt_and_confirmation(self):
        """Returns nothing; leaves the person at the file again."""
        here = self.page.url
        self.read_letter("Reçu de paiement" if self.language == "fr" else "Payment receipt")
        self.read_letter("Demande reçue" if self.language == "fr" else "Application received")
        assert self.reference in self.heading()
        link = self.page.get_by_role("link", name=".pdf")
        with pikepdf.open(BytesIO(self.download(link))) as summary:
            assert summary.Root.MarkInfo.Marked and str(summary.Root.Lang).startswith(self.language)
        self.open(here)

    # Afterwards

    def send_one_more(self):
        self.go_to("Main menu")
        assert self.reference in self.text() or self.charity in self.text()
        self.follow(self.charity, within="main")
        self.follow("Send documents")
        self.upload("extra", paper("annexe"))
        self.follow("File %(ref)s", ref=self.reference)
        assert "annexe.pdf" in self.text()

    def reply(self, question):
        self.again()
        assert question in self.text()
        self.press("Reply")
        self.follow("Questions", within="main")
        self.fill(sold_where="Hawkesbury et Casselman")
        self.press("Save Draft")
        self.go_to("Main menu")
        self.follow("Reply to the request for information")
        self.press("Reply")
        self.fill(text="C’est fait.")
        self.press("Send the reply")
        assert question not in self.text()

    def print_certificate(self, prefix="RAF"):
        """The certificate, as bytes, as soon as the worker has made it."""
        return self.printed(
            self.page.locator("main").get_by_role("link", name=re.compile("PDF")).filter(has_text=prefix)
        )

    def printed(self, link):
        """What a link brings, as bytes, once a worker has made it: until then it leads to a page that says so."""
        for _attempt in range(120):
            self.page.reload()
            if link.count():
                answer = self.context.request.get(urljoin(self.page.url, link.get_attribute("href")))
                if answer.headers["content-type"] == "application/pdf":
                    break
            self.page.wait_for_timeout(500)
        self.look()
        return self.download(link)
