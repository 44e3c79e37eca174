"""Decisions as the desk makes them: the form, the letter that it would leave, then the decision."""

import html
import re

from django.utils import timezone

from licensing.models import LetterText

READ = re.compile(r'name="read" value="(\w+)"')


def previewed(client, address, facts):
    """The page with the letters, and what has to be posted to decide as it says."""
    page = client.post(address, facts)
    found = READ.search(page.text)
    return page, {**facts, "read": found[1]} if found else None


def decided(client, address, facts, **kwargs):
    """The answer to the last button; to the first where there is nothing to read."""
    page, all_of_it = previewed(client, address, facts)
    return client.post(address, all_of_it, **kwargs) if all_of_it else page


def letters_on(page):
    """{language: text} as a page shows them."""
    found = re.findall(r'<div class="letter" lang="(\w\w)-CA">(.*?)</div>', page.text, re.S)
    return {
        language: html.unescape(re.sub(r"<[^>]+>", "", text.replace("</p><p>", "\n\n").replace("<br>", "\n"))).strip()
        for language, text in found
    }


def doors(world):
    """What is behind the addresses of the texts of letters, and of the risk level of a holder."""
    text = LetterText.objects.create(
        letter="application_refused", in_force_from=timezone.localdate(), written_by=world.people["superuser"], why="?"
    )
    return {
        "admin:licensing_approve_text": {"pk": text.pk},
        "admin:licensing_risk": {"organization": world.approved.organization_id},
    }
