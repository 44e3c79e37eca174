"""How to reach an author never comes to the applicant, whichever way they look."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.urls import reverse

from icajo import uploads
from icajo.models import Letter
from submissions import actions
from submissions.masking import masked
from submissions.models import Batch, Copy, Observation, Reply
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.observed import LAST, NOBODY, say

EMAIL, STREET, CODE = "zqx-mail-7f3a@example.org", "77 Zqxstreet-7f3a", "P9Z 9Z9"
ANONYMOUS = "ZQX-anonymous-7f3a"
CANARIES = ("zqx-mail-7f3a", "zqxstreet-7f3a", "p9z 9z9", "p9z9z9", "zqx-anonymous-7f3a", "zqx-file-7f3a")


@pytest.fixture
def heard(notice, officer, storage, anonymous_taken, time_machine):
    """A named text that says how to reach its author, an anonymous one, both screened as the desk proposes; sent."""
    time_machine.move_to(at(LAST + timedelta(days=3)), tick=False)
    photo = samples.photo()
    photo.name = "zqx-file-7f3a.jpg"
    text = f"Le bruit ! Joignez-moi : {EMAIL}, 613 555-0199, au 77  ZQXSTREET-7f3a, {CODE}."
    named, _code = say(notice, email=EMAIL, street=STREET, postal_code=CODE, text=text, files=[uploads.keep(photo)])
    say(notice, is_anonymous=True, text=ANONYMOUS, **NOBODY)
    proposed = masked(named.text, [named.email, named.street, named.postal_code])
    found = {"is_considered": True, "why_not": "", "is_shared": True, "shared_text": proposed}
    actions.screen(named, by=officer, at=at(LAST), found=found, files=list(named.enclosures.all()))
    return actions.send_copies(notice, by=officer, at=at(LAST + timedelta(days=3)))


def found_in(text):
    return [canary for canary in CANARIES if canary in text.lower()]


def test_the_canaries_are_there_to_be_found(heard):
    rows = json.dumps(list(Observation.objects.values("email", "street", "postal_code", "text")))

    assert set(found_in(rows)) >= {"zqx-mail-7f3a", "zqxstreet-7f3a", "zqx-anonymous-7f3a"}


def test_no_page_of_the_file_says_how_to_reach_an_author(client, heard, owner, notice):
    client.force_login(owner)
    notice.application.events.create(verb="take", at=at(LAST))
    ref, copy = notice.application.ref, heard.copies.get()
    pages = [
        reverse("submissions:observations", args=[ref]),
        reverse("submissions:observation_file", args=[ref, copy.files.get().pk]),
        reverse("licensing:application", args=[ref]),
        reverse("licensing:notice", args=[ref]),
        reverse("licensing:menu"),
        reverse("public_search:notice", args=[ref]),
        reverse("public_search:notices"),
    ]

    for page in [*pages, *(page.replace("/en/", "/fr/") for page in pages)]:
        response = client.get(page, follow=True)
        body = response.getvalue().decode(errors="replace")
        assert found_in(body + str(response.headers)) == [], page
    assert "Zoé Pelletier" in client.get(pages[0]).text


def test_no_letter_to_the_applicant_says_who_wrote_or_what(heard, owner):
    letters = Letter.objects.filter(to=owner.email)

    assert letters
    for letter in letters:
        whole = letter.subject + letter.body + "".join(file.name for file in letter.files.all())
        assert found_in(whole) == [] and "Zoé" not in whole and "bruit" not in whole


def test_what_the_applicant_may_read_is_in_rows_that_hold_no_address(heard):
    rows = serializers.serialize("json", [*Batch.objects.all(), *Copy.objects.all(), *Reply.objects.all()])

    assert found_in(rows) == []
    assert {field.name for field in Copy._meta.fields} & {"email", "street", "postal_code", "phone"} == set()


def test_a_stranger_reads_no_copy_and_no_file_of_one(client, heard, notice):
    client.force_login(samples.person("luc@example.org"))
    ref, file = notice.application.ref, heard.copies.get().files.get()

    assert client.get(reverse("submissions:observations", args=[ref])).status_code == 404
    assert client.get(reverse("submissions:observation_file", args=[ref, file.pk])).status_code == 404


def test_the_applicant_cannot_reach_a_file_that_was_not_copied(client, heard, owner, notice):
    client.force_login(owner)
    original = Observation.objects.exclude(name="").get().enclosures.get().file

    page = client.get(reverse("submissions:observation_file", args=[notice.application.ref, original.pk]))

    assert page.status_code == 404


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Écrivez à a.b+c@ville.example.org.", "Écrivez à […]."),
        ("Tél. : (613) 555-0199, poste 2", "Tél. : […], poste 2"),
        ("J’habite K1N 9K1 depuis 1998", "J’habite […] depuis 1998"),
        ("au 12, RUE   Secrète, au coin", "au […], au coin"),
        ("Le 150 m n’y est pas : 2026-11-22, 19 h 30", "Le 150 m n’y est pas : 2026-11-22, 19 h 30"),
    ],
)
def test_what_is_proposed_to_be_hidden(text, shown):
    assert masked(text, ["zoe@example.org", "12 rue Secrète", ""]) == shown
