"""A letter written out by hand says what the standard library would have made of it."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMessage
from hypothesis import example, given
from hypothesis import strategies as st

from icajo import mail, plain_mail

SENDER = "iCAJO – Régie <ne-pas-repondre@example.org>"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=150)
TEXT = st.lists(WORDS, max_size=8).map("\n".join)
HEADERS = {"Message-ID": "<a@example.org>", "Content-Language": "fr-CA"}


def read(content):
    return message_from_bytes(content, policy=policy.default)


def text(mail):
    return mail.get_content().replace("\r\n", "\n")


def by_hand(subject, body, to="anne@example.org"):
    return plain_mail.as_bytes(sender=SENDER, to=to, subject=subject, body=body, headers=HEADERS)


@given(subject=WORDS.map(mail.one_line), body=TEXT)
def test_it_reads_as_the_general_way_would(subject, body):
    general = EmailMessage(subject=subject, body=body + "\n", to=["anne@example.org"], from_email=SENDER)

    ours, theirs = read(by_hand(subject, body + "\n")), read(general.message(policy=policy.SMTP).as_bytes())

    assert ours["Subject"].split() == theirs["Subject"].split()
    assert text(ours) == text(theirs) == body + "\n"
    assert (ours["From"], ours["To"]) == (theirs["From"], theirs["To"])


@example(subject="", body="\N{NO-BREAK SPACE}" * 40)  # one long line
@given(subject=WORDS.map(mail.one_line), body=TEXT)
def test_every_line_is_short_plain_and_ends_as_mail_does(subject, body):
    content = by_hand(subject, body)

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) < 200
    assert content.isascii()
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_its_headers_are_the_letters_own():
    made = read(by_hand("Rappel", "Bonjour\n"))

    assert made["Message-ID"] == "<a@example.org>"
    assert made["Content-Language"] == "fr-CA"
    assert made["Date"] is not None


@pytest.mark.parametrize("address", ["anne@example.org", "a.b+c@mail.example.org", "A_1@EXAMPLE.ORG"])
def test_an_ordinary_address_fits(address):
    assert plain_mail.fits(address)


@pytest.mark.parametrize(
    "address",
    [
        "anne@@example", "anne@example", "é@example.org", "anne@exämple.org", "a b@example.org", "a@example.org\n",
        "a@example.org,b@example.org", ".a@example.org", "a..b@example.org", '"a"@example.org', "",
        "a@example.org\r\nBcc: b@example.org", "<a@example.org>", "a@-example.org",
    ],
)  # fmt: skip
def test_an_odd_address_goes_the_general_way(address):
    assert not plain_mail.fits(address)
