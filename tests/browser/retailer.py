"""The side of an operator who opens a store: the page « Demander une autorisation de magasin », step by step."""

import re
from datetime import timedelta

from tests.browser import certificate
from tests.browser.applicant import REFERENCE, TODAY, Applicant, paper, photo

ACCOUNT = {"fr": "charite@example.org", "en": "charity@example.org"}
PASSWORD = "Demo-1234"
OPERATOR = re.compile(r"CROL\d+")
MANAGER = re.compile(r"CRML\d+")
FEE = {"fr": "4 000,00 $", "en": "$4,000.00"}
MIDDLE_OF_OTTAWA, ON_A_RESERVE = ("45.42870", "-75.69250"), ("44.18900", "-77.13000")


class Retailer(Applicant):
    """Follows the published page to the letter, with the account of the operator licence."""

    def __init__(self, *args, mark, letters, reserve=False, **kwargs):
        super().__init__(*args, mark=mark, letters=letters, **kwargs)
        self.email, self.reserve = ACCOUNT[self.language], reserve
        self.store = f"Feuille {'du Territoire' if reserve else 'du marché'} {mark}"
        self.city = "Tyendinaga Mohawk Territory" if reserve else "Ottawa"
        self.number = None

    # « vous devrez vous connecter au compte que vous avez créé »

    def sign_in(self):
        self.open(f"/{self.language}/")
        self.go_to("Sign in")
        self.fill(login=self.email, password=PASSWORD)
        self.leave_by(self.page.locator("main form").first.locator("button[type=submit]"))
        assert self.heading() == self.say("Main menu")
        self.operator = OPERATOR.search(self.text())[0]

    def find_the_manager(self):
        """« le numéro de licence à portée de main »: what anyone finds in the register."""
        self.go_to("Public search")
        self.fill(q="Samira Haddad")
        self.press("Search")
        self.manager = MANAGER.search(self.text())[0]
        self.go_to("Main menu")

    # Steps 1 and 2

    def start(self):
        self.press("Start a new application")
        self.choose("Cannabis licences and authorizations")
        self.press("Next")
        self.choose("Cannabis retail store authorization")
        self.press("Next")
        assert {"fr": "4 000 $", "en": "$4,000"}[self.language] in self.text()
        self.follow("Can you apply for this store?", within="main")

    def is_not_eligible(self):
        """A municipality that said no is told before any fee."""
        before = self.page.url
        self.fill(operator_number=self.operator, tenure="lease", on_reserve="no", premises_city="Oakville")
        self.press("See the answer")
        assert self.heading() == self.say("You cannot apply for this store yet") and "Oakville" in self.text()
        self.open(before)

    def is_eligible(self):
        on_reserve = "yes" if self.reserve else "no"
        self.fill(operator_number=self.operator, tenure="lease", on_reserve=on_reserve, premises_city=self.city)
        self.press("See the answer")
        self.press("Start the application")

    def say_who_operates(self):
        self.fill(operator_number=self.operator, is_producer="no")
        self.press("Save Draft")
        self.reference = REFERENCE.search(self.heading())[0]
        self.press("Next")
        assert self.value("legal_name") in self.page.content()  # known from the operator licence
        self.fill(
            corporation_number="1000123459", use_my_information=True, physical_differs="no", business_differs="no"
        )
        self.press("Save Draft")
        self.press("Next")

    def say_where(self):
        latitude, longitude = ON_A_RESERVE if self.reserve else MIDDLE_OF_OTTAWA
        self.fill(
            premises_name=self.store, trade_name="yes", on_reserve="yes" if self.reserve else "no",
            premises_street="44, rue Clarence", premises_city=self.city,
            premises_postal_code="K0K 1X0" if self.reserve else "K1N 9K1", latitude=latitude, longitude=longitude,
        )  # fmt: skip
        self.press("Next")
        if self.reserve:
            self.fill(resolution_on=TODAY - timedelta(days=30), nation_allows="yes")
            self.press("Next")

    def describe_the_store(self):
        if not self.reserve:
            self.fill(far_from_schools="yes")
        self.fill(
            tenure="lease", lease_from=TODAY, lease_until=TODAY + timedelta(days=1800),
            landlord="Immeubles Clarence ltée", floor_area="140", in_mall="no", other_businesses="no",
            opening_planned_on=TODAY + timedelta(days=120),
        )  # fmt: skip
        self.press("Next")

    def name_the_manager(self):
        self.add_row("store manager", manager_name="Samira Haddad", manager_number=self.manager)
        self.press("Next")

    def answer_the_rest(self):
        self.press("Next")  # no agreement that the operator licence did not tell
        self.fill(refused_or_revoked="no", agreements_told="yes", standards_read=True)
        self.press("Next")

    def attach_documents(self):
        needed = ["tenancy", "name-registration", "floor-plan", *(["band-resolution"] if self.reserve else [])]
        for code in needed:
            self.upload(code, paper(code))
        self.press("Next")

    def declare(self):
        """« La distance des écoles » is shown as advice before anything is paid."""
        if not self.reserve:
            assert self.say("Distance from schools") in self.text() and FEE[self.language] in self.text()
        self.fill(declared=True)
        self.press("Submit application" if self.reserve else "Pay fees and submit application")

    def pay(self):
        self.press("Make payment")
        self.use_card("4242424242424242")

    # Public notice

    def open_the_file(self):
        self.open(f"/{self.language}/{'demandes' if self.language == 'fr' else 'applications'}/{self.reference}/")
        assert self.reference in self.heading()

    def post_the_notice(self):
        """Both placards, printed and put up; « des photos » confirm it."""
        self.open_the_file()
        self.follow("Dates, placards to print and confirmation of the posting")
        for language, name in (("fr", "Placard in French"), ("en", "Placard in English")):
            placard = self.printed(self.page.get_by_role("link", name=self.say(name)))
            text, codes = certificate.read(placard, language)
            assert self.store in text and self.reference in text and len(codes) == 1
        self.page.locator("[name=photo]").set_input_files(photo("vitrine", "teal"))
        self.fill(posted_on=TODAY)
        self.press("Confirm the posting")
        assert self.say("The posting is confirmed.") in self.text()

    # Pre-authorization inspection

    def is_not_ready(self):
        """« Avant de planifier une inspection »: what is missing is named."""
        self.open_the_file()
        self.follow("Criteria, request for an inspection, appointment and results")
        assert self.say("Before you ask for an inspection:") in self.text()

    def is_ready(self):
        """« prenez contact avec la CAJO pour indiquer que vous êtes prêt »."""
        self.open_the_file()
        self.follow("Criteria, request for an inspection, appointment and results")
        boxes = self.page.locator("[name=confirmed]")
        assert boxes.count() == (9 if self.reserve else 10)
        for box in boxes.all():
            box.check()
        self.fill(attending="Éloïse Gagné", telephone="613 555-0147", preferred="Le matin.")
        self.press("Ask for an inspection")

    def accept_the_time(self):
        self.open_the_file()
        self.follow("Criteria, request for an inspection, appointment and results")
        self.page.locator("[name=time]").first.check()
        self.press("Accept this time")
        assert self.say("The appointment is agreed.") in self.text()

    def read_the_report(self, words):
        self.open_the_file()
        self.follow("Criteria, request for an inspection, appointment and results")
        assert words in self.text()

    # Observations

    def answer_the_observations(self, shown, hidden):
        """Copies, without how to reach their authors; five days to answer."""
        self.open_the_file()
        self.follow("Observations received")
        assert all(words in self.text() for words in shown)
        assert not any(words in self.page.content() for words in hidden)
        self.page.locator("[name$=-about]").select_option("all")
        self.page.locator("[name$=-text]").fill("Un portier vérifie l’âge à l’entrée, de l’ouverture à la fermeture.")
        self.press("Answer the observations")
        assert "portier" in self.text()

    # The decision

    def follow_the_file(self, *checks):
        """Each check has its line while it is open, and who holds the file is said."""
        self.open_the_file()
        assert self.say("Who holds the file now") in self.text()
        assert all(self.say(check) in self.text() for check in checks)

    def print_the_authorization(self):
        self.open_the_file()
        text, codes = certificate.read(self.print_certificate("CRSA"), self.language)
        self.number = re.search(r"CRSA\d{7}", text)[0]
        assert self.store in text and [code.rsplit("/", 2)[-2] for code in codes] == [self.number]
        self.qr = codes[0]

    def read_the_decision(self):
        """The letter in both languages, and the road to review: a court, and no tribunal."""
        for language, name, words in (
            ("fr", "Letter in French", "contrôle judiciaire"),
            ("en", "Letter in English", "judicial review"),
        ):
            letter = self.printed(self.page.get_by_role("link", name=self.say(name)).first)
            assert words in certificate.read(letter, language)[0]

    def print_the_seal(self):
        """« Vous pourrez télécharger le sceau une fois que votre demande […] sera approuvée. »"""
        self.go_to("Main menu")
        self.follow(self.number, within="main")
        seal = self.printed(self.page.get_by_role("link", name=self.say("Download the seal")))
        text, codes = certificate.read(seal, self.language)
        assert self.store in text and self.number in text
        assert [code.partition("?")[0] for code in codes] == [self.qr.partition("?")[0]]
