"""The side of somebody who opens a restaurant: the 18 steps of a new liquor licence, step by step."""

from datetime import timedelta

from tests.browser.applicant import REFERENCE, TODAY, Applicant, paper, photo
from tests.browser.visitor import plain

NEW_FEE = {"fr": "1 055,00 $", "en": "$1,055.00"}  # two years
FORGOTTEN = "K1N"  # what step 14 corrects


class Owner(Applicant):
    """Follows the guide « Comment puis-je demander un nouveau permis d’alcool? » to the letter."""

    def __init__(self, *args, mark, **kwargs):
        super().__init__(*args, mark=f"bar-{mark}", **kwargs)
        self.charity = self.business = f"Brasserie du Canal {mark} inc."
        self.mark = mark

    def address_of(self, name):
        return f"{name.split()[0].casefold()}.{self.mark}@example.org"

    # Steps 2 to 5

    def start(self):
        self.press("Start a new application")
        self.choose("Liquor licences and permits")
        self.press("Next")
        self.choose("Liquor sales licence")
        self.press("Next")
        assert not REFERENCE.search(self.text())
        self.press("Next")

    def choose_the_class(self):
        self.fill(licence_class="general", open_to="public", in_residence="no", manufacturer_interest="no")
        self.press("Save Draft")
        self.reference = REFERENCE.search(self.heading())[0]
        self.press("Next")

    def say_who_applies(self):
        kinds = self.page.locator("[name=kind]").evaluate_all("kinds => kinds.map(kind => kind.value)")
        assert {"corporation", "partnership", "sole-proprietorship", "first-nation", "non-profit"} <= set(kinds)
        self.fill(
            kind="corporation", corporation_number="1000123456", legal_name=self.business, operating_name="Le Canal",
            use_my_information=True, mailing_street="120, rue Rideau", mailing_city="Ottawa",
            mailing_postal_code="K1N 8Y6", physical_differs="no", business_differs="yes",
            business_street="44, rue Clarence", business_city="Ottawa", business_postal_code="K1N 9K1",
        )  # fmt: skip
        self.press("Save Draft")
        assert (self.value("contact_first_name"), self.value("contact_email")) == ("Éloïse", self.email)
        self.press("Next")

    # Steps 6 to 8

    def name_associates(self):
        """Two people; none is written to before the button is pressed, and nobody goes on without."""
        for name, share in (("Chantal Roy", "60"), ("Dimitri Petrov", "40")):
            self.add_row("person or entity", **self.associate(name, share))
        self.press("Next")
        assert self.page.locator(".govuk-error-summary").is_visible()
        self.send_disclosures("Send disclosure", "Chantal Roy", "Dimitri Petrov")
        self.press("Next")

    def associate(self, name, share):
        return {
            "associate_is_entity": "no", "associate_name": name, "associate_email": self.address_of(name),
            "associate_language": self.language, "associate_role": ["director", "shareholder"],
            "associate_share": share,
        }  # fmt: skip

    def send_disclosures(self, button, *names):
        assert self.states() == dict.fromkeys(self.states(), self.say("To be sent"))
        self.press(button)
        assert all(name in self.text() for name in names)
        self.press(button)
        assert [self.states()[name] for name in names] == [self.say("Sent")] * len(names)

    def states(self):
        """{name: where the disclosure stands}, as the list that is open says."""
        rows = self.page.locator("main tbody tr").all()
        return {
            plain(row.locator("th").inner_text()): plain(row.locator(".govuk-tag").first.inner_text()) for row in rows
        }

    # Steps 9 to 13

    def describe_the_premises(self):
        """The postal code is left wrong on purpose: the review finds it."""
        self.fill(
            premises_name="Le Canal", premises_type="restaurant", premises_street="44, rue Clarence",
            premises_city="Ottawa", premises_postal_code=FORGOTTEN, premises_mailing_differs="no",
            use_my_information=True, premises_open_on=TODAY + timedelta(days=90),
        )  # fmt: skip
        self.press("Save Draft")
        self.leave_for("About the premises")
        self.fill(
            licensed_lately="yes", dry_area="no", late_entertainment="no", zoning_allows="yes",
            letters_at_hand=["fire-letter"],
        )  # fmt: skip
        self.press("Next")

    def name_the_manager(self):
        other = "en" if self.language == "fr" else "fr"
        self.add_row("premises manager", **self.manager("Samira Haddad", other))
        self.send_disclosures("Send disclosure", "Samira Haddad")
        self.press("Next")

    def manager(self, name, language):
        return {
            "manager_name": name, "manager_email": self.address_of(name), "manager_language": language,
            "manager_phone": "613 555-0150", "manager_since": TODAY, "manager_is_19": "yes",
        }  # fmt: skip

    def list_the_areas(self):
        self.add_row("licensed area", **self.area("Salle à manger", "indoor", "80", "building"))
        self.add_row("licensed area", **self.area("Salon", "indoor", "40", "fire"))
        assert "120" in self.text()
        self.press("Next")
        self.fill(endorsements=["caterer"])
        self.press("Next")

    def area(self, name, place, capacity, origin):
        return {
            "area_name": name, "area_place": place, "area_floor": "1", "area_size": "150",
            "area_capacity": capacity, "area_origin": origin,
        }  # fmt: skip

    def answer_questions(self):
        self.fill(
            all_are_19="yes", offences="no", earlier_sanctions="no", insolvency="no", government_debts="no",
            third_parties="no", trained="yes", tcv_number="TCV1234567", tcv_status="compliant",
        )  # fmt: skip
        self.press("Next")

    def choose_the_term(self):
        text = self.text()
        assert NEW_FEE[self.language] in text and ("1 355,00 $" in text or "$1,355.00" in text)
        self.fill(term_years="2")
        self.press("Next")

    def attach_documents(self):
        assert self.heading().endswith(self.say("Documents to attach"))
        codes = self.page.locator("[name=code] option").evaluate_all("all => all.map(one => one.value)")
        papers = [code for code in codes if code not in ("", "extra")]
        assert {"signatures", "floor-plans", "articles", "name-registration", "fire-letter"} <= set(papers)
        for code in papers:
            self.upload(code, photo("plan", "teal") if code == "floor-plans" else paper(code))
        assert self.page.locator(".icajo-papers__todo").count() == 0
        self.press("Next")

    # Steps 14 to 18

    def correct(self):
        assert self.heading().endswith(self.say("Application errors"))
        assert self.page.locator("main").get_by_role("link", name=self.say("Fix")).count() == 1
        self.rectify("premises_postal_code", "K1N 9K1")
        self.press("Next")

    def declare(self, fee=NEW_FEE):
        text = self.text()
        assert self.business in text and fee[self.language] in text
        self.press("Pay fees and submit application")
        assert self.page.locator("#id_declared-error").is_visible()
        self.fill(declared=True)
        self.press("Pay fees and submit application")

    def pay(self):
        self.press("Make payment")
        self.use_card("4242424242424242")

    # Afterwards

    def open_the_file(self):
        self.open(f"/{self.language}/{'demandes' if self.language == 'fr' else 'applications'}/{self.reference}/")

    def how_far(self):
        """Where each disclosure of the file stands; the words of the page, never a word of what was disclosed."""
        self.open_the_file()
        self.follow("Disclosures of the file", within="main")
        return list(self.states().values())
