"""A person at a browser without JavaScript: signs in, presses Pay, pays on the hosted page, and comes back or not."""

import re
from urllib.parse import urljoin, urlsplit

import requests
from django.urls import reverse

from payments.sandbox.till import ACCEPTED
from tests.run.test_demo import until
from tests.samples import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE, UNAVAILABLE = 30, 503


class Payer:
    def __init__(self, stack, ref, email, browser=None):
        self.stack, self.ref, self.email = stack, ref, email
        self.browser = browser or requests.Session()
        self.hosted = self.back = self.answer = None

    def pays(self, ref):
        """The same person, at the same browser, before another application."""
        return Payer(self.stack, ref, self.email, self.browser)

    def close(self):
        self.browser.close()

    def get(self, address, **more):
        return self.browser.get(urljoin(self.stack.site, address), timeout=PATIENCE, **more)

    def press(self, address, **typed):
        """Open a page, fill its form in, and send it; the answer, not followed."""
        page = self.get(address)
        token = TOKEN.search(page.text)
        return self.browser.post(
            page.url,
            {"csrfmiddlewaretoken": token and token[1], **typed},
            headers={"Origin": self.stack.site},
            timeout=PATIENCE,
            allow_redirects=False,
        )

    def sign_in(self):
        """Sign in; whoever reads « try again in a minute » does: a part that was killed may only just be back."""
        assert until(lambda: self.tries_to_sign_in().status_code != UNAVAILABLE)
        assert self.answer.status_code == 302, self.answer.text
        return self

    def tries_to_sign_in(self):
        self.answer = self.press(reverse("account_login"), login=self.email, password=PASSWORD)
        return self.answer

    def press_pay(self):
        """Press Pay; the answer, not followed."""
        return self.press(reverse("payments:checkout", args=[self.ref]))

    def go_to_pay(self):
        """Press Pay; remembers the hosted page."""
        answer = self.press_pay()
        assert answer.status_code == 303, answer.text
        self.hosted = answer.headers["Location"]
        assert self.hosted.startswith(self.stack.provider)
        return self

    def pay(self):
        """Put the good card through the hosted page; remembers where it sends the payer, without going there."""
        answer = self.browser.post(self.hosted, {"card": ACCEPTED}, timeout=PATIENCE, allow_redirects=False)
        assert answer.status_code == 303, answer.text
        self.back = answer.headers["Location"]
        return self

    def come_back(self):
        """Follow the way back to the portal."""
        return self.get(self.back)

    @property
    def session_id(self):
        return urlsplit(self.hosted).path.rpartition("/")[2]
