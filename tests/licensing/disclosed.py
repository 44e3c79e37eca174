"""A type whose file has people who disclose, and somebody who goes through the pages of a disclosure."""

import re
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from icajo import mail
from icajo.journey import RepeatingStep
from icajo.journey.fields import Choice, Email, Words, YesNo
from icajo.models import Letter
from licensing.definition import Disclosing
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from licensing.types.raffle import raffle
from tests import samples


class Associates(RepeatingStep):
    title = "Associates"
    row_name = "associate"
    headings = ("associate_name", "associate_email")

    associate_name = Words("Name")
    associate_email = Email("E-mail")
    associate_language = Choice("Language", choices=settings.LANGUAGES)
    associate_is_entity = YesNo("Is it an entity?")


TYPE = replace(
    raffle,
    steps=[*raffle.steps, Associates],
    disclosing=[
        Disclosing("associates", "associate_name", "associate_email", "associate_language", "associate_is_entity")
    ],
)
COLETTE = {
    "id": "c1", "associate_name": "Colette Aubin", "associate_email": "colette@example.org",
    "associate_language": "en", "associate_is_entity": "no",
}  # fmt: skip
HOLDING = {
    "id": "h1", "associate_name": "Placements Nord inc.", "associate_email": "nord@example.org",
    "associate_language": "fr", "associate_is_entity": "yes",
}  # fmt: skip


def use(monkeypatch, type=TYPE):
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", type)


def draft(user, *, on, rows=(COLETTE,)):
    """A draft that is complete but for its disclosures."""
    application = samples.complete(user, on=on)
    application.answers["associates"] = [dict(row) for row in rows]
    application.save()
    return application


def letters(template_key, to=None):
    found = Letter.objects.filter(key__contains=template_key).order_by("pk")
    return list(found.filter(to=to) if to else found)


def link_in(letter):
    """The path that the letter leads to."""
    return re.search(r"https?://[^/\s]+(/\S+)", mail.opened(letter.body))[1]


def last_link(to="colette@example.org"):
    return link_in([one for one in Letter.objects.filter(to=to).order_by("pk") if "-code-" not in one.key][-1])


def last_code(to="colette@example.org"):
    return re.search(r"^(\d{6})$", mail.opened(letters("disclosure-code-", to)[-1].body), re.MULTILINE)[1]


def enter(client, to="colette@example.org", link=None):
    """Open the link, ask for the code, type it."""
    client.get(link or last_link(to))
    client.post(reverse("licensing:disclosure"), {"action": "commencer"})
    return client.post(reverse("licensing:disclosure_code"), {"action": "verifier", "code": last_code(to)})


class Canary(TextChoices):
    """Words that stand in a disclosure and nowhere else."""

    FORMER = "Zwetschgenkuchen"
    BIRTHPLACE = "Quxville-sur-Mer"
    STREET = "77 chemin du Canari"
    OFFENCE = "Vol de trois tuques en 1999"
    PAPER = "passeport-canari.jpg"


def parts(name, day):
    return dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), (day.year, day.month, day.day), strict=True))


def pages(today):
    """{page: what a person types there}; the addresses apart, as they are a list."""
    return {
        "identity": {
            "given_names": "Colette", "family_name": "Aubin", "has_former_names": "yes",
            "former_names": Canary.FORMER, "birth_place": Canary.BIRTHPLACE, "telephone": "613 555-0199",
        } | parts("born_on", today.replace(year=1980)),
        "part-in-the-business": {
            "roles": ["director"], "other_role": "", "has_share": "no", "share": "",
        } | parts("since", today - timedelta(days=400)),
        "record": {
            "was_convicted": "yes", "convicted_of": Canary.OFFENCE, "is_charged": "no", "was_refused": "no",
            "was_bankrupt": "no", "is_sued": "no", "owes_tax": "no", "has_other_interests": "no",
        },
        "consent": {"police_check": "on", "verification": "on"},
    }  # fmt: skip


def address(today):
    return {
        "lived_street": Canary.STREET, "lived_city": "Ottawa", "lived_region": "Ontario", "lived_country": "Canada",
        "lived_code": "", "lives_here": "yes",
    } | parts("lived_from", today - timedelta(days=3000))  # fmt: skip


def fill(client, today=None):
    """Every page of a person's disclosure, its papers too."""
    today = today or timezone.localdate()
    for slug, typed in pages(today).items():
        client.post(reverse("licensing:disclosure_step", args=[slug]), typed | {"action": "suivant"})
    row = reverse("licensing:disclosure_row", args=["addresses", "a1"])
    client.post(row, address(today) | {"action": "fermer"})
    for code in ("identity", "court-papers"):
        paper = samples.photo()
        paper.name = Canary.PAPER.value
        client.post(reverse("licensing:disclosure_documents"), {"action": "televerser", "code": code, "file": paper})


def send(client):
    return client.post(reverse("licensing:disclosure_review"), {"action": "envoyer", "agreed": "on"})
