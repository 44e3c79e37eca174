"""The page a payer sees: French or English, without a script, and plain about being a sandbox."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .till import CARDS

HERE = Path(__file__).parent
WORDS = json.loads((HERE / "words.json").read_text("utf-8"))
STYLE = (HERE / "sandbox.css").read_bytes()
TEMPLATES = Environment(loader=FileSystemLoader(HERE / "pages"), autoescape=True, undefined=StrictUndefined)


class Pages:
    def __init__(self, api):
        self.api, self.till, self.ledger = api, api.till, api.ledger

    def show(self, id, query):
        """(status, page, where its forms may lead) for GET /pay/<id>."""
        session = self._session(id)
        return self._page(session, language(session, query))

    def act(self, id, query, form):
        """The same for POST, or (303, address, None) when the payer goes back to the portal."""
        asked = parse_qs(form)
        card, bank = asked.get("card", [""])[0], asked.get("bank", [""])[0]
        with self.ledger.writing():
            session = self._session(id)
            if session and session["status"] == "open" and card in CARDS:
                session = self.till.pay(session, card)
            elif session and state(session) == "pending" and bank in ("accepts", "refuses"):
                session = self.till.decide(session, paid=bank == "accepts")
        if session and session["status"] == "complete":
            return 303, back(session), None
        return self._page(session, language(session, query), declined=card in CARDS, nothing_chosen=card not in CARDS)

    def _session(self, id):
        session = self.ledger.get("checkout.session", id)
        return session and self.api.fresh(session)

    def _page(self, session, speaking, **more):
        if session is None:
            return 404, draw("over.html", speaking, session=None, title="unknown"), None
        name = state(session)
        context = {"declined": False, "nothing_chosen": False, **more, "session": session, "back": back(session)}
        if name == "open":
            cards = [(card, " ".join(card[i : i + 4] for i in range(0, 16, 4))) for card in CARDS]
            page = draw("pay.html", speaking, cards=cards, **context)
        elif name == "pending":
            page = draw("pending.html", speaking, **context)
        else:
            page = draw("over.html", speaking, title=name, **context)
        return 200, page, origins(session)


def draw(template, speaking, **context):
    other = "en" if speaking == "fr" else "fr"
    context |= {"language": speaking, "other": other, "words": WORDS[speaking], "money": lambda c: money(c, speaking)}
    return TEMPLATES.get_template(template).render(context)


def state(session):
    if session["status"] != "complete":
        return session["status"]
    if session["payment_status"] == "paid":
        return "paid"
    return "refused" if session.get("refused") else "pending"


def language(session, query):
    asked = parse_qs(query).get("lang", [""])[0]
    if asked in WORDS:
        return asked
    return "en" if session and (session["locale"] or "").startswith("en") else "fr"


def back(session):
    where = session["cancel_url" if session["status"] == "expired" else "success_url"]
    return where.replace("{CHECKOUT_SESSION_ID}", session["id"])


def origins(session):
    """A form of ours is answered by a redirect to the portal, so the page must allow that."""
    return sorted(
        {"{0.scheme}://{0.netloc}".format(urlsplit(session[name])) for name in ("success_url", "cancel_url")}
    )


def money(cents, speaking):
    dollars = f"{cents / 100:,.2f}"
    if speaking == "en":
        return f"${dollars}"
    return dollars.replace(",", "\u00a0").replace(".", ",") + "\u00a0$"
