"""The link of an invited person: it leaks nowhere, opens for the reader of one mailbox, and ends when it should."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icajo import logs
from icajo.models import Letter
from licensing import actions
from licensing.actions import disclosing
from licensing.errors import TooSoon, WrongCode
from licensing.models import Invitation, MailedCode
from tests import samples
from tests.licensing import disclosed as person

pytestmark = pytest.mark.django_db
NOON = "2026-11-21 12:00:00-05:00"


@pytest.fixture(autouse=True)
def a_type_with_disclosures(monkeypatch, storage, time_machine):
    time_machine.move_to(NOON, tick=False)
    person.use(monkeypatch)


@pytest.fixture
def amelie():
    return samples.person(language="en")


@pytest.fixture
def draft(amelie):
    return person.draft(amelie, on=timezone.localdate())


@pytest.fixture
def invitation(draft, amelie):
    return actions.send_disclosures(draft, by=amelie, at=timezone.now())[0]


@pytest.fixture
def link(invitation):
    return person.last_link()


def token_in(link):
    return link.rstrip("/").rpartition("/")[2]


# Nothing leaks (T12)


def test_the_link_moves_on_to_an_address_without_it_and_tells_nobody_where_it_came_from(client, link):
    answer = client.get(link)

    assert answer.status_code == 302 and answer["Location"] == reverse("licensing:disclosure")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    page = client.get(answer["Location"])
    assert token_in(link) not in page.content.decode() and "Colette Aubin" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"


def test_a_scanner_that_opens_the_link_uses_nothing_up(link):
    for method in ("head", "get", "head", "get"):
        assert getattr(Client(), method)(link).status_code == 302
    scanner = Client()
    scanner.get(link)
    for address in ("disclosure", "disclosure_code", "disclosure_not_me"):
        scanner.get(reverse(f"licensing:{address}"))

    fresh = Invitation.objects.get()
    assert (fresh.opened_at, fresh.ended_as, fresh.disclosure, MailedCode.objects.count()) == (None, "", None, 0)
    assert person.enter(Client(), link=link)["Location"].endswith("/identity/")


def everything_in_the_database():
    """Every value of every column of every row, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select t::text from "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_database_holds_neither_the_link_nor_the_code(client, link):
    client.get(link)
    client.post(reverse("licensing:disclosure"), {"action": "commencer"})

    kept = everything_in_the_database()

    assert "colette@example.org" in kept
    assert token_in(link) not in kept
    assert f"\n{person.last_code()}\n" not in kept


def test_staff_who_read_letters_read_neither_the_link_nor_the_code(client, link, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.get(link)
    client.post(reverse("licensing:disclosure"), {"action": "commencer"})
    desk = Client()
    desk.force_login(samples.officer())

    for letter in Letter.objects.filter(to="colette@example.org"):
        page = desk.get(reverse("admin:icajo_letter_change", args=[letter.pk])).content.decode()
        assert letter.subject in page
        assert token_in(link) not in page and person.last_code() not in page


@pytest.mark.parametrize("logger", ["django.request", "granian.access"])
def test_no_line_of_a_log_holds_the_link(client, link, caplog, logger):
    logs.keep_secrets()
    record = logging.getLogger(logger)
    lines = []
    keep = logging.Handler()
    keep.emit = lambda one: lines.append(one.getMessage())
    record.addHandler(keep)

    try:
        client.post(link)  # 405: Django writes the address down
        record.warning("[%(time)s] %(path)s %(status)d", {"time": "now", "path": link, "status": 302})
        record.warning("%s: %s", "Not Found", f"{link}?next=1")
    finally:
        record.removeHandler(keep)

    assert len(lines) >= 2 and not [line for line in lines if token_in(link) in line]
    assert all("/en/disclosure/link/…/" in line for line in lines)


def test_a_page_of_a_disclosure_asks_no_other_site_for_anything(client, link):
    import re

    person.enter(client, link=link)

    for address in ("disclosure", "disclosure_code", "disclosure_documents", "disclosure_review"):
        page = client.get(reverse(f"licensing:{address}")).content.decode()
        assert re.findall(r"""(?:src|action|href)=["']https?://(?!testserver)""", page) == [], address


# It opens for one mailbox (T13, T14)


def test_without_the_code_nothing_of_the_answers_is_shown_in_another_browser(client, link):
    person.enter(client, link=link)
    person.fill(client)
    forwarded = Client()
    forwarded.get(link)

    pages = [
        forwarded.get(reverse(f"licensing:{name}"), follow=True).content.decode()
        for name in ("disclosure", "disclosure_review", "disclosure_documents", "disclosure_receipt")
    ] + [
        forwarded.get(reverse("licensing:disclosure_step", args=[slug]), follow=True).content.decode()
        for slug in ("identity", "addresses", "record")
    ]

    assert not [canary for canary in person.Canary.values for page in pages if canary in page]


def test_whoever_sent_the_link_is_told_that_it_is_for_somebody_else(link, amelie):
    inviter = Client()
    inviter.force_login(amelie)
    inviter.get(link)

    page = inviter.get(reverse("licensing:disclosure")).content.decode()
    inviter.post(reverse("licensing:disclosure"), {"action": "commencer"})
    code = inviter.get(reverse("licensing:disclosure_code"))

    assert "This link is for Colette Aubin" in page
    assert code.status_code == 302 and not MailedCode.objects.exists()


def test_a_code_is_tried_five_times_and_then_no_more(client, link, invitation):
    client.get(link)
    client.post(reverse("licensing:disclosure"), {"action": "commencer"})
    right = person.last_code()
    wrong = f"{(int(right) + 1) % 10**6:06}"

    for _try in range(5):
        page = client.post(reverse("licensing:disclosure_code"), {"code": wrong})
        assert "This code is not right" in page.content.decode()
    late = client.post(reverse("licensing:disclosure_code"), {"code": right})

    assert late.status_code == 200 and "This code is not right" in late.content.decode()
    with pytest.raises(WrongCode):
        disclosing.verify_code(invitation, right, at=timezone.now())


def test_a_code_lives_ten_minutes_and_works_once(client, link, invitation):
    disclosing.mail_code(invitation, at=timezone.now())
    code = person.last_code()

    with pytest.raises(WrongCode):
        disclosing.verify_code(invitation, code, at=timezone.now() + timedelta(minutes=10))
    disclosing.verify_code(invitation, code, at=timezone.now())
    with pytest.raises(WrongCode):
        disclosing.verify_code(invitation, code, at=timezone.now())


def test_codes_are_sent_five_times_an_hour(client, link, invitation):
    for _code in range(5):
        disclosing.mail_code(invitation, at=timezone.now())

    with pytest.raises(TooSoon):
        disclosing.mail_code(invitation, at=timezone.now())
    client.get(link)
    answer = client.post(reverse("licensing:disclosure"), {"action": "commencer"})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0


# It ends


def neutral(link):
    """What a browser that knows nothing else reads behind the link, without its own token of the form."""
    import re

    page = Client().get(link, follow=True).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_link_that_is_over_says_the_same_whatever_ended_it(client, link, invitation, amelie, time_machine):
    unknown = neutral(reverse("licensing:disclosure_link", args=["x" * 43]))
    assert "This link opens nothing" in unknown

    actions.resend_disclosure(invitation, by=amelie, at=timezone.now())
    newer = person.last_link()
    assert newer != link and neutral(link) == unknown

    person.enter(client, link=newer)
    person.fill(client)
    person.send(client)
    assert neutral(newer) == unknown

    Invitation.objects.update(disclosure=None)
    assert neutral(newer) != unknown
    time_machine.move_to(timezone.now() + timedelta(days=30), tick=False)
    assert neutral(newer) == unknown


def test_a_link_sent_again_ends_what_the_old_one_opened(client, link, invitation, amelie):
    person.enter(client, link=link)

    actions.resend_disclosure(invitation, by=amelie, at=timezone.now())

    assert client.get(reverse("licensing:disclosure_step", args=["identity"])).status_code == 302


def test_a_corrected_address_never_reads_what_was_begun_at_the_old_one(client, link, invitation, amelie):
    person.enter(client, link=link)
    person.fill(client)

    actions.readdress_disclosure(invitation, by=amelie, at=timezone.now(), email="autre@example.org", language="en")
    other = Client()
    person.enter(other, "autre@example.org", link=person.last_link("autre@example.org"))

    pages = [
        other.get(reverse(name, args=args), follow=True).content.decode()
        for name, args in [("licensing:disclosure_review", []), ("licensing:disclosure_step", ["identity"])]
    ]
    assert not [canary for canary in person.Canary.values for page in pages if canary in page]
    assert client.get(reverse("licensing:disclosure_review")).status_code == 302


def test_not_me_ends_the_link_and_tells_whoever_sent_it(client, link, amelie):
    client.get(link)

    client.post(reverse("licensing:disclosure_not_me"))

    assert Invitation.objects.get().ended_as == "not-me"
    assert [letter.to for letter in person.letters("-not-me-")] == [amelie.email]
    assert "This link opens nothing" in neutral(link)


def test_a_new_link_is_asked_for_once_it_expired_and_the_applicant_is_told_once(client, link, amelie, time_machine):
    client.get(link)
    client.post(reverse("licensing:disclosure_new_link"))
    assert person.letters("-wanted-") == []

    time_machine.move_to(timezone.now() + timedelta(days=31), tick=False)
    late = Client()
    late.get(link)
    for _twice in range(2):
        answer = late.post(reverse("licensing:disclosure_new_link"))

    assert "Your question was passed on" in answer.content.decode()
    assert [letter.to for letter in person.letters("-wanted-")] == [amelie.email]


def test_somebody_taken_off_the_list_can_no_longer_open_it(client, link, draft, amelie):
    person.enter(client, link=link)
    actions.remove_row(draft, person.Associates, "c1", by=amelie)

    assert client.get(reverse("licensing:disclosure_step", args=["identity"])).status_code == 302
    assert "This link opens nothing" in neutral(link)


def test_a_letter_is_sent_with_what_its_row_keeps_sealed(link, settings):
    from django.core import mail as outbox

    settings.DELIVER_LETTERS = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    call_command("check")
    from icajo import mail

    mail.deliver()

    sent = [one for one in outbox.outbox if one.to == ["colette@example.org"]]
    assert len(sent) == 1 and link in sent[0].body
