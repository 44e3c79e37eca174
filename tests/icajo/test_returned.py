"""Letters that came back: a report of the mail server, or the staff, put them on the list to follow up again."""

from email import message_from_string

import pytest

from icajo import returned
from icajo.models import Letter

REPORT = """From: MAILER-DAEMON@example.org
To: bounces@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; gone@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 mailbox
--b
Content-Type: {kind}

Message-ID: <{number}@example.org>
Subject: Lettre

--b--
"""


@pytest.fixture
def letter(db):
    return Letter.objects.create(
        key="l", to="gone@example.org", language="fr", subject="-", body="-", state=Letter.State.SENT
    )


def report(letter, *, action="failed", kind="text/rfc822-headers", number=""):
    return message_from_string(REPORT.format(action=action, kind=kind, number=number or letter.message_id))


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_of_failure_puts_its_letter_on_the_list_once(letter, kind):
    first, second = (returned.read(report(letter, kind=kind)) for _time in range(2))

    letter.refresh_from_db()
    assert (first, second) == (1, 0) and letter.state == Letter.State.FAILED
    assert letter.error == "smtp; 550 5.1.1 no such mailbox"
    assert list(Letter.objects.to_follow_up()) == [letter]


def test_a_delay_a_stranger_and_an_ordinary_message_change_nothing(letter):
    strange = "00000000-0000-4000-8000-000000000000"
    ordinary = message_from_string(f"Subject: Bonjour\n\nMessage-ID: <{letter.message_id}@example.org>\n")

    read = [returned.read(one) for one in (report(letter, action="delayed"), report(letter, number=strange), ordinary)]

    letter.refresh_from_db()
    assert read == [0, 0, 0] and letter.state == Letter.State.SENT


def test_the_staff_say_that_a_printed_letter_came_back_and_one_not_sent_yet_did_not(letter):
    Letter.objects.update(state=Letter.State.PRINTED)
    waiting = Letter.objects.create(key="w", to="w@example.org", language="fr", subject="-", body="-")

    count = returned.mark(Letter.objects.all(), why="Revenue")

    waiting.refresh_from_db()
    assert count == 1 and waiting.state == Letter.State.QUEUED
