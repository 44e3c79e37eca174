"""What staff see of letters and files, and the one thing they may do."""

import pytest
from django.urls import reverse

from accounts.models import User
from icajo import mail, uploads
from icajo.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
LETTERS = "admin:icajo_letter_changelist"


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff@example.org"))
    return client


@pytest.fixture
def failed():
    context = {"person_name": "Anne", "ref": "2026-100001", "type_name": "Raffle", "url": "/en/"}
    letter = mail.write(key="event-1", to="a@example.org", language="en", template="reply_received", context=context)
    Letter.objects.update(state=Letter.State.FAILED, attempts=7, error="451 try later")
    return letter


def test_staff_read_letters_and_files(staff, failed):
    stored = uploads.keep_bytes(b"x", name="Résumé.pdf", media_type="application/pdf")

    for name, pk in [("letter", failed.pk), ("storedfile", stored.pk)]:
        assert staff.get(reverse(f"admin:icajo_{name}_changelist")).status_code == 200
        assert staff.get(reverse(f"admin:icajo_{name}_change", args=[pk])).status_code == 200


def test_nobody_writes_or_deletes_one_here(staff, failed):
    assert staff.get(reverse("admin:icajo_letter_add")).status_code == 403
    assert staff.post(reverse("admin:icajo_letter_delete", args=[failed.pk]), {"post": "yes"}).status_code == 403


def test_a_letter_that_failed_may_be_sent_again(staff, failed):
    staff.post(reverse(LETTERS), {"action": "send_again", "_selected_action": [failed.pk]})

    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (Letter.State.QUEUED, 0)


def test_a_letter_that_left_is_not_sent_twice(staff, failed):
    Letter.objects.update(state=Letter.State.SENT)

    staff.post(reverse(LETTERS), {"action": "send_again", "_selected_action": [failed.pk]})

    failed.refresh_from_db()
    assert failed.state == Letter.State.SENT


def test_staff_do_not_read_the_link_that_sets_a_password(staff):
    key = "1ab-0123456789abcdef0123456789abcdef"
    context = {"person": User(first_name="Anne"), "url": f"/en/forgotten-password/1/{key}/"}
    letter = mail.write(key="k", to="a@example.org", language="en", template="account_reset", context=context)

    page = staff.get(reverse("admin:icajo_letter_change", args=[letter.pk])).text

    assert key in letter.body
    assert "choose a new password" in page and "forgotten-password/1/…/" in page
    assert key not in page
