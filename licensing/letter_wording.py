"""The words of the letters about decisions: texts with named placeholders, and nothing in them that is run.

`{licence_number}` in a text stands for what the decision says.  Each letter has a fixed list of placeholders; a text
that names another is refused, and so is one that leaves out what the letter has to say.  What is put in is put in
once: an officer's words with braces in them stay as they were written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from icajo import mail, plain_text
from icajo.words import long_date

from .errors import Unwritable

LANGUAGES = ("fr", "en")
TOKEN = re.compile(r"\{([^{}]*)\}")
FOLDER = settings.BASE_DIR / "templates" / "letters" / "decisions"


@dataclass(frozen=True)
class Placeholder:
    """`write(facts, language)` gives the words that it stands for, with that language active."""

    says: str | Promise
    write: Callable[[dict, str], str]


def plain(name: str, says) -> tuple[str, Placeholder]:
    return name, Placeholder(says, lambda facts, language: str(facts[name]))


def day(name: str, says) -> tuple[str, Placeholder]:
    return name, Placeholder(says, lambda facts, language: long_date(facts[name]))


def passage(name: str, says, template: str = "") -> tuple[str, Placeholder]:
    """A passage of its own, which may be empty: a pair of templates in templates/letters."""
    return name, Placeholder(says, lambda facts, language: whole(template or f"passages/{name}", facts, language))


def whole(template: str, facts: dict, language: str) -> str:
    return plain_text.written(f"letters/{template}.{language}.txt", facts)


def recourse(facts: dict, language: str) -> str:
    return whole(f"recourse/{facts['recourse']}", facts, language)


def address(facts: dict, language: str) -> str:
    return mail.absolute(facts["url"], language)


def corrected(facts: dict, language: str) -> str:
    """« Question : before → after », in the language of the letter."""
    question, before, after = facts["corrected"][language]
    return _("%(question)s: %(before)s → %(after)s") % {"question": question, "before": before, "after": after}


PLACEHOLDERS = dict([
    passage("greeting", gettext_lazy("“Hello” and the name of the person who applied")),
    plain("holder", gettext_lazy("the name of the holder, or of the applicant")),
    plain("ref", gettext_lazy("the file number")),
    plain("licence_number", gettext_lazy("the licence number")),
    plain("type_name", gettext_lazy("the licence type, or what was asked for")),
    plain("reasons", gettext_lazy("the reasons, as the officer writes them")),
    plain("called", gettext_lazy("the name of the notice in this sector")),
    ("url", Placeholder(gettext_lazy("the address of the page"), address)),
    day("review_by", gettext_lazy("the last day to ask for a hearing")),
    day("on", gettext_lazy("the day from which it counts, or the last day")),
    day("expires_on", gettext_lazy("the last day of the licence")),
    day("ended_on", gettext_lazy("the last day of what is given back")),
    ("recourse", Placeholder(gettext_lazy("the passage about a hearing or a judicial review"), recourse)),
    passage("conditions", gettext_lazy("the conditions, and the way to contest them; nothing where there are none"),
            "with_conditions"),
    passage("opening", gettext_lazy("the day of opening, where the type has one")),
    passage("sign", gettext_lazy("the seal to display, where the type has one")),
    passage("sign_too", gettext_lazy("the seal to display beside the certificate, where the type has one")),
    passage("report", gettext_lazy("the day of the post-event report, where one is due")),
    passage("period", gettext_lazy("from when to when it is suspended")),
    passage("changed", gettext_lazy("the condition that is added or removed")),
    ("corrected", Placeholder(gettext_lazy("what is corrected: before and after"), corrected)),
])  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """A kind of letter: what it is called, what it may say, and what it has to say."""

    name: str | Promise
    may: tuple[str, ...]
    must: tuple[str, ...]


APPLICATION = ("greeting", "holder", "ref", "type_name", "url")
LICENCE = ("holder", "licence_number", "type_name", "url")
GRANTED = (*APPLICATION, "licence_number", "expires_on", "conditions")
DECIDED = ("on", "reasons", "recourse", "review_by")

WORDINGS = {
    "application_approved": Wording(
        gettext_lazy("Licence granted"),
        (*GRANTED, "opening", "sign", "report"),
        ("ref", "licence_number", "opening", "sign", "report", "conditions"),
    ),
    "renewal_approved": Wording(
        gettext_lazy("Renewal approved"), GRANTED, ("ref", "licence_number", "expires_on", "conditions")
    ),
    "change_approved": Wording(gettext_lazy("Change approved"), GRANTED, ("ref", "licence_number", "conditions")),
    "transfer_approved": Wording(
        gettext_lazy("Transfer approved"), GRANTED, ("ref", "licence_number", "expires_on", "conditions")
    ),
    "surrender_accepted": Wording(
        gettext_lazy("Surrender recorded"),
        (*APPLICATION, "licence_number", "ended_on"),
        ("ref", "licence_number", "ended_on"),
    ),
    "application_refused": Wording(
        gettext_lazy("Application refused"), (*APPLICATION, "reasons", "recourse"), ("ref", "reasons", "recourse")
    ),
    "refusal_proposed": Wording(
        gettext_lazy("Notice before a refusal"),
        (*APPLICATION, "reasons", "called", "review_by"),
        ("ref", "reasons", "called", "review_by"),
    ),
    "suspension_proposed": Wording(
        gettext_lazy("Notice before a suspension"),
        (*LICENCE, "reasons", "called", "review_by"),
        ("licence_number", "reasons", "called", "review_by"),
    ),
    "revocation_proposed": Wording(
        gettext_lazy("Notice before a revocation"),
        (*LICENCE, "reasons", "called", "review_by"),
        ("licence_number", "reasons", "called", "review_by"),
    ),
    "licence_suspended": Wording(
        gettext_lazy("Licence suspended"),
        (*LICENCE, "reasons", "recourse", "review_by", "period"),
        ("licence_number", "reasons", "recourse", "period"),
    ),
    "suspension_lifted": Wording(
        gettext_lazy("Suspension lifted"), (*LICENCE, "on", "reasons"), ("licence_number", "on")
    ),
    "licence_revoked": Wording(
        gettext_lazy("Licence revoked"), (*LICENCE, *DECIDED), ("licence_number", "on", "reasons", "recourse")
    ),
    "conditions_changed": Wording(
        gettext_lazy("Conditions changed"),
        (*LICENCE, *DECIDED, "changed"),
        ("licence_number", "on", "reasons", "recourse", "changed"),
    ),
    "licence_corrected": Wording(
        gettext_lazy("Error corrected"),
        (*LICENCE, "on", "reasons", "corrected"),
        ("licence_number", "on", "reasons", "corrected"),
    ),
    "authorized_to_open": Wording(
        pgettext_lazy("name of a letter", "Authorized to open"),
        (*LICENCE, "on", "sign_too"),
        ("licence_number", "on", "sign_too"),
    ),
}


def shipped(letter: str, language: str) -> tuple[str, str]:
    """(title, text) as the portal ships them.  FileNotFoundError where one language is missing."""
    title, _newline, text = (FOLDER / f"{letter}.{language}.txt").read_text(encoding="utf-8").partition("\n")
    return title.strip(), text.strip()


def known_to(letter: str) -> list[tuple[str, str | Promise]]:
    """[(placeholder, what it stands for)] of a letter, in the order of the catalogue."""
    may = WORDINGS[letter].may
    return [(name, one.says) for name, one in PLACEHOLDERS.items() if name in may]


def faults(letter: str, title: str, text: str) -> list[str]:
    """What keeps this text from being used, in words; nothing of what is blank."""
    found, used = [], TOKEN.findall(f"{title}\n{text}")
    wording = WORDINGS[letter]
    if unknown := sorted(set(used) - set(wording.may)):
        known = ", ".join(f"{{{name}}}" for name, _says in known_to(letter))
        words = ", ".join(f"{{{name}}}" for name in unknown)
        found.append(_("This letter has no %(unknown)s. It knows: %(known)s.") % {"unknown": words, "known": known})
    if set("{}") & set(TOKEN.sub("", f"{title}{text}")):
        found.append(_("A brace that opens must close, and stands around one name only."))
    if left_out := [f"{{{name}}}" for name in wording.must if name not in TOKEN.findall(text) and name not in used]:
        found.append(_("This letter has to say: %(names)s.") % {"names": ", ".join(left_out)})
    return found


def written(letter: str, title: str, text: str, facts: dict, language: str) -> list[str]:
    """[title, text] with every placeholder filled, in the active `language`.  Raises Unwritable: no holes."""
    if not (title.strip() and text.strip()) or faults(letter, title, text):
        raise Unwritable(letter, language)
    values = {name: PLACEHOLDERS[name].write(facts, language) for name in set(TOKEN.findall(f"{title}\n{text}"))}
    title, text = (TOKEN.sub(lambda found: values[found[1]], one) for one in (title, text))
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return [mail.one_line(title)[: mail.SUBJECT_LENGTH], re.sub(r"\n{3,}", "\n\n", lines).strip()]


def example(letter: str, on: date) -> dict:
    """Facts to show what a text will look like."""
    condition = (_("Closed from midnight to 9 a.m."),) * 2
    return {
        "person_name": "Camille Bouchard", "holder": "Fondation du Perroquet bleu", "ref": "2026-100001",
        "licence_number": "RAF1400001", "type_name": _("Raffle licence"), "reasons": _("The reasons of the officer."),
        "called": pgettext("liquor", "Notice of Proposal"), "url": "/", "review_by": on, "on": on,
        "since": on, "until": None,
        "expires_on": on, "ended_on": on, "report_due_on": on, "recourse": "tribunal", "conditions": condition[:1],
        "opens_on": on, "opens_later": True, "sign": True, "added": condition, "removed": (),
        "corrected": {key: [_("Name of the premises"), "A", "B"] for key in LANGUAGES},
    }  # fmt: skip
