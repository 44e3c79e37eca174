"""A notice becomes one letter: to whom, in which language, and once, whatever stops in between."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions as accounts
from accounts.models import AccessCode, Right
from icajo import mail
from icajo.models import Letter
from licensing import clock
from licensing.clock import due, letters
from licensing.models import Notice
from tests import samples

from .clocks import licence, moment, organization, owed, renewable_raffle

pytestmark = pytest.mark.django_db
LAST = date(2027, 1, 20)
SIXTY = LAST - timedelta(days=60)
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{5}")


@pytest.fixture(autouse=True)
def renewable(monkeypatch):
    renewable_raffle(monkeypatch)


@pytest.fixture
def held(amelie):
    """A licence whose holder has a member, Amélie."""
    one = licence(LAST)
    accounts.join(amelie, one.organization, "access-code")
    return one


def write(on=SIXTY):
    due.note_everything(on)
    return letters.write_some(on)


def text(letter):
    return mail.opened(letter.body).replace("\xa0", " ")


def test_it_goes_to_the_organization_in_its_language(held):
    write()

    letter = Notice.objects.get().letter
    assert (letter.to, letter.language, letter.state) == ("chorale@example.org", "fr", "queued")
    assert letter.subject == f"Votre permis {held.number} peut être renouvelé"
    assert "au plus tard le 20 janvier 2027 à 23 h 59 (heure de l’Est)" in text(letter)
    assert "code d’accès" not in text(letter)


def test_in_english_too():
    licence(LAST, organization(language="en"))

    write(LAST - timedelta(days=1))

    letter = Letter.objects.get()
    assert letter.subject.startswith("1 day left to renew licence RAF")
    assert "by January 20, 2027 at 11:59 p.m. (Eastern time)" in text(letter)


def test_a_holder_without_an_account_gets_a_code_that_works(amelie):
    one = licence(LAST)

    write()

    letter, code = Letter.objects.get(), AccessCode.objects.get()
    words = CODE.search(text(letter))[0]
    assert accounts.look_up(words, by=amelie, network="n") == code
    assert code.organization == one.organization
    assert (code.expires_at - code.issued_at).days == 90
    assert set(code.rights) == {Right.VIEW, Right.PREPARE, Right.SUBMIT, Right.MANAGE}
    assert words not in letter.body, "the row keeps it sealed"


def test_somebody_who_only_reports_is_not_somebody_who_can_renew(amelie):
    one = licence(LAST)
    accounts.grant(amelie, one.organization, rights=[Right.REPORTS], by=superuser(), why="x")

    write()

    assert CODE.search(text(Notice.objects.get().letter))


def superuser():
    return samples.person("root@example.org", is_staff=True, is_superuser=True)


def test_without_an_address_of_its_own_it_goes_to_each_member_who_may_submit(amelie):
    one = licence(LAST, organization(email=""))
    john = samples.person("john@example.org", language="en")
    for person in (amelie, john):
        accounts.join(person, one.organization, "access-code")
    clerk = samples.person("clerk@example.org")
    accounts.grant(clerk, one.organization, rights=[Right.PREPARE], by=superuser(), why="x")

    write()

    sent = Letter.objects.filter(key__startswith="notice-")
    assert set(sent.values_list("to", "language")) == {("amelie@example.org", "fr"), ("john@example.org", "en")}
    assert Notice.objects.get().letter.to == "amelie@example.org"


def test_where_no_e_mail_exists_it_is_a_sheet_to_print_with_a_code():
    licence(LAST, organization(email="", street="12, rue Prince", city="Hearst", postal_code="P0L 1N0"))

    write()

    letter = Letter.objects.get()
    assert letter.state == Letter.State.TO_PRINT
    assert letter.postal_address == "Chorale de Hearst\n12, rue Prince\nHearst ON  P0L 1N0"
    assert CODE.search(text(letter))


def test_where_no_address_is_known_at_all_the_staff_have_it_to_follow_up():
    licence(LAST, organization(email=""))

    write()

    assert Letter.objects.to_follow_up().get().state == Letter.State.NOWHERE
    assert write() == 0


@pytest.mark.parametrize("address", ["chorale@example.org", ""])
def test_what_reached_nobody_is_told_again_once_the_address_is_corrected(address):
    holder = organization(email=address)
    licence(LAST, holder)
    write()
    Letter.objects.filter(to=address, state=Letter.State.QUEUED).update(state=Letter.State.FAILED)
    assert Letter.objects.to_follow_up().exists()
    assert write() == 0, "nothing to tell the same address again"

    type(holder).objects.update(email="nouvelle@example.org")

    assert [write(), write()] == [1, 0]
    assert Notice.objects.get().letter.to == "nouvelle@example.org"
    assert not Letter.objects.to_follow_up().exists()


def test_a_notice_that_is_over_is_not_told_again(held):
    write()
    Letter.objects.filter(key__startswith="notice-").update(state=Letter.State.FAILED)
    type(held.organization).objects.update(email="nouvelle@example.org")

    write(LAST + timedelta(days=1))

    assert Notice.objects.get().kind == "expired"


def test_an_expiry_and_a_report_have_letters_of_their_own(held):
    owed(held, LAST)

    write(LAST + timedelta(days=7))

    subjects = sorted(Letter.objects.filter(key__startswith="notice-").values_list("subject", flat=True))
    assert subjects == [
        f"Votre permis {held.number} est échu",
        f"Votre rapport était attendu le 20\xa0janvier\xa02027, licence {held.number}",
    ]


def test_a_restart_between_the_notice_and_its_letter_writes_the_letter(held, monkeypatch):
    due.note_everything(SIXTY)

    def killed(letters):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mail, "write_all", killed)
        with pytest.raises(KeyboardInterrupt):
            letters.write_some(SIXTY)
    assert not Letter.objects.filter(key__startswith="notice-").exists()

    assert write() == 1
    assert write() == 0
    assert Letter.objects.filter(key__startswith="notice-").count() == 1


def test_a_restart_between_the_letter_and_its_notice_leaves_neither(monkeypatch):
    licence(LAST)
    due.note_everything(SIXTY)

    with monkeypatch.context() as patched:
        patched.setattr(letters, "LINK", "select 1/0, %s, %s")
        with pytest.raises(Exception, match="division by zero"):
            letters.write_some(SIXTY)

    assert (Letter.objects.count(), AccessCode.objects.count()) == (0, 0)
    assert write() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_make_what_one_would(renewable):
    holder = organization()
    for _ in range(60):
        licence(LAST, holder)
    accounts.join(samples.person(), holder, "access-code")
    together = threading.Barrier(2)

    def clock_goes_round():
        together.wait()
        for _ in range(3):
            due.note_everything(SIXTY)
            while letters.write_some(SIXTY, most=7):
                pass
        connection.close()

    clocks = [threading.Thread(target=clock_goes_round) for _ in range(2)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()

    assert Notice.objects.count() == Notice.objects.exclude(letter=None).count() == 60
    assert Letter.objects.filter(key__startswith="notice-").count() == 60


def test_a_batch_asks_as_much_for_two_as_for_twenty(amelie):
    holder = organization()
    accounts.join(amelie, holder, "access-code")

    def count(many):
        for _ in range(many):
            licence(LAST, holder)
        due.note_everything(SIXTY)
        with CaptureQueriesContext(connection) as asked:
            assert letters.write_some(SIXTY) == many
        return len(asked)

    count(1)
    assert count(20) == count(2)


def test_the_task_writes_all_of_them_and_nothing_twice(held, time_machine):
    for _ in range(5):
        licence(LAST, held.organization)
    time_machine.move_to(moment(SIXTY), tick=False)

    clock.go_round()
    clock.go_round()

    assert Letter.objects.filter(key__startswith="notice-").count() == 6


def test_a_task_that_ran_long_enough_lets_another_go_on(held, time_machine, monkeypatch):
    hints = []
    monkeypatch.setattr(clock.queue, "hint", lambda task, *args: hints.append(getattr(task, "name", task)))
    monkeypatch.setattr(clock, "SECONDS", -1)
    time_machine.move_to(moment(SIXTY), tick=False)

    clock.go_round()

    assert hints == ["licensing.write_notices"]
