"""Somebody who reads an answer of the published help page and does it, word for word."""

import re
from urllib.parse import urlsplit

from django.conf import settings as project
from django.test import Client

from icajo.models import Letter
from tests.browser.visitor import Visitor

PASSWORD = "Perroquet-7-bleu"
PUBLISHED = {  # what the help page calls things; apostrophes and spaces as our pages print them
    "fr": {
        "sign-in page": "Connexion à iCAJO",
        "account login": "Connexion au compte",
        "create": "CRÉER UN COMPTE",
        "creating": "Création d’un compte iCAJO",
        "register": "Inscription à un compte",
        "verification": "VÉRIFICATION DE LA SÉCURITÉ",
        "robot": "Je ne suis pas un robot",
        "finish": "Terminer l’inscription",
        "activation": "Activation de l’inscription",
        "forgot": "Mot de passe oublié ?",
        "reset": "Réinitialiser le mot de passe",
        "profile": "Mon profil",
        "information": "MES RENSEIGNEMENTS",
        "save": "Enregistrer",
        "existing": "LICENCES/PERMIS/AUTORISATIONS/ENREGISTREMENTS EXISTANTS",
        "change": "Demander une modification",
        "select": "sélectionnez votre numéro de licence",
        "main menu": "Menu principal",
        "inquiry": "demande de renseignements",
        "code": "Code d’accès",
        "link": "Lier à mon compte",
    },
    "en": {
        "sign-in page": "Sign in to iAGCO",
        "account login": "Account login",
        "create": "CREATE AN ACCOUNT",
        "creating": "Creating an iAGCO account",
        "register": "Register an account",
        "verification": "SECURITY VERIFICATION",
        "robot": "I'm not a robot",
        "finish": "Finish registration",
        "activation": "Registration activation",
        "forgot": "Forgot password?",
        "reset": "Reset password",
        "profile": "My profile",
        "information": "MY INFORMATION",
        "save": "Save",
        "existing": "EXISTING LICENCES/PERMITS/AUTHORIZATIONS/REGISTRATIONS",
        "change": "Request a change",
        "select": "select your licence number",
        "main menu": "Main menu",
        "inquiry": "inquiry",
        "code": "Access code",
        "link": "Link to my account",
    },
}


def session_of(user, site):
    """The cookie of somebody who has just signed in."""
    client = Client()
    client.force_login(user)
    name = project.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": site}]


class Reader(Visitor):
    """Looks for the published words.  Each address has a letter box, which is the table of letters."""

    def words(self, name):
        return PUBLISHED[self.language][name]

    # What the help page says

    def go_to_the_sign_in_page(self):
        self.open(f"/{self.language}/")
        self.go_to("Sign in")
        assert self.heading() == self.words("sign-in page")

    def click(self, name, role="link"):
        self.leave_by(self.page.get_by_role(role, name=self.words(name), exact=True))

    def reads(self, name):
        """Is this a heading or a caption of the page, in capitals or not?"""
        said = self.page.locator("main :is(h1, h2, legend, label)").all_inner_texts()
        return any(self.words(name).casefold() in one.casefold() for one in said)

    def tick_the_security_check(self):
        assert self.reads("verification")
        self.page.locator("altcha-widget").get_by_text(self.words("robot")).click()
        self.page.locator("altcha-widget [data-state=verified]").wait_for()

    def open_profile(self):
        """« Cliquez sur « Mon profil » dans la barre de menus en haut de la page. »"""
        self.go_to("My profile")
        assert self.heading() == self.words("profile")

    def add_code(self, code):
        """Under « Mon profil », then the page that says what is linked."""
        self.open_profile()
        self.fill(access_code=code)
        self.leave_by(self.page.locator("#codes ~ form button"))

    # What is not under test

    def be(self, user):
        """Signed in, as if the password had just been typed."""
        self.context.add_cookies(session_of(user, self.site))
        self.open({"fr": "/fr/menu-principal/", "en": "/en/menu/"}[self.language])

    def sign_in(self, email, password=PASSWORD):
        self.fill(login=email, password=password)
        self.leave_by(self.page.locator("main form").first.locator("button[type=submit]"))

    def forgive(self, status):
        """The page that was just opened says no, as it should."""
        told = [fault for fault in self.faults if str(status) in fault]
        assert told, f"nothing answered {status}"
        self.faults = [fault for fault in self.faults if fault not in told]

    # Letters

    def letters(self, email, subject):
        return Letter.objects.filter(to=email, subject=subject, language=self.language).order_by("pk")

    def link_in(self, letter):
        return urlsplit(re.search(r"https?://\S+", letter.body)[0]).path
