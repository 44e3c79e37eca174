"""The officer's side: stock admin, always with a script."""

from tests.browser.visitor import Visitor

PASSWORD = "Demo-1234"


class Officer(Visitor):
    email = "agente@example.org"
    tags = ("{}-CA", "{}")  # the portal's own pages, and Django's
    expected = frozenset({"page-has-heading-one", "target-size"})  # Django's own sign-in page and filters

    def sign_in(self):
        self.open(f"/{self.language}/admin/")
        self.fill(login=self.email, password=PASSWORD)
        self.leave_by(self.page.locator("main form [type=submit]"))

    def take(self, reference):
        """Found in the queue among the files of nobody, taken with one button, and opened from the own list."""
        self.open(f"/{self.language}/admin/")
        self.follow("Work queue", within="#user-tools")
        self.follow("Unassigned", within="main")
        row = self.page.get_by_role("row").filter(has_text=reference)
        self.leave_by(row.get_by_role("button", name=self.say("Take")))
        self.follow("My files", within="main")
        self.follow(reference, within="main")

    def accept_document(self, name):
        """Seen beside the text, and found good."""
        self.leave_by(self.page.get_by_role("link", name=name).first)
        self.fill(outcome="accepted")
        self.leave_by(self.page.locator("form .default"))
        assert self.say("Accepted") in self.text()

    def note(self, reference, text):
        """For colleagues alone."""
        self.open_file(reference)
        self.follow("Notes", within="#content")
        self.fill(text=text)
        self.leave_by(self.page.locator("form [type=submit]").last)

    def open_file(self, reference):
        self.open(f"/{self.language}/admin/licensing/application/")
        self.follow(reference)

    def decide(self, verb, steps=(), **answers):
        """Press the button of a decision, answer its form, and come back to the file."""
        self.follow(verb)
        for step in steps:
            self.page.locator(f"[name=steps][value='{step}']").check()
        self.fill(**answers)
        self.leave_by(self.page.locator(".submit-row [type=submit]"))
        self.send_letter()

    def send_letter(self):
        """Where a decision leaves a letter: read it, then decide."""
        last = self.page.locator(".submit-row [name=decide]")
        if last.count():
            self.leave_by(last)

    def close_checks(self):
        """Every check that a person closes, one after the other."""
        while (check := self.page.get_by_role("link", name=self.say("Close this check"), exact=True)).count():
            self.leave_by(check.first)
            self.fill(note="Vu au dossier.")
            self.leave_by(self.page.locator(".submit-row [type=submit]"))

    def read_disclosure(self, name):
        """What one person disclosed: only after a reason was given."""
        row = self.page.get_by_role("row").filter(has_text=name)
        self.leave_by(row.get_by_role("link", name=self.say("Read the disclosure")))
        self.fill(why="Vérification des antécédents")
        self.leave_by(self.page.locator(".submit-row [type=submit]"))
        return self.text()


class Registrar(Officer):
    """Decides about licences."""

    email = "registraire@example.org"

    def authorize_to_open(self, number):
        self.sign_in()
        self.open(f"/{self.language}/admin/licensing/licence/?q={number}")
        self.follow(number, within="#content")
        self.follow("Authorize to open")
        self.leave_by(self.page.locator(".submit-row [type=submit]"))
        self.send_letter()
