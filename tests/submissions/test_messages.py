"""Messages about a file: who may write and until when, who is told by letter, and who has read what."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accounts.actions import end_membership
from accounts.models import Right
from icajo import uploads
from icajo.models import Letter
from licensing.states import OPEN_TO_STAFF, State
from submissions import actions, threads
from submissions.errors import ThreadClosed
from submissions.models import Message, MessageFile, MessageReading
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.threaded import a_file, colleague, letters_to, read, write

DAY = date(2026, 11, 24)
NOON = at(DAY)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def file(owner, officer):
    return a_file(owner, officer)


def minutes(number):
    return NOON + timedelta(minutes=number)


def decide(file, verb="approve", state=State.APPROVED, on=DAY):
    file.events.create(verb=verb, at=at(on))
    file.state = state
    file.save()


def test_both_sides_write_in_one_thread_from_the_oldest_to_the_newest(file, owner, officer):
    write(file, owner, text="Où en est ma demande ?", at=minutes(0))
    write(file, officer, as_staff=True, text="Elle avance.", at=minutes(5))

    assert [(one.text, one.from_staff) for one in file.thread.all()] == [
        ("Où en est ma demande ?", False),
        ("Elle avance.", True),
    ]


def test_of_the_staff_everybody_reads_the_role_and_the_first_name_alone(file, owner, officer):
    theirs, ours = write(file, owner), write(file, officer, as_staff=True)

    assert ours.signature == "Eligibility officer – Odile"
    assert theirs.signature == "Amélie Tremblay"


def test_a_message_keeps_the_role_that_its_author_had(file, officer):
    message = write(file, officer, as_staff=True)
    officer.groups.clear()

    assert Message.objects.get(pk=message.pk).signature == "Eligibility officer – Odile"


def test_a_page_sent_twice_is_one_message_and_one_letter(file, owner, officer):
    first, second = (write(file, owner, once="a" * 32) for _ in range(2))

    assert first == second and Message.objects.count() == 1
    assert len(letters_to(officer)) == 1


def test_a_message_changes_nothing_in_the_file(file, owner, officer):
    before = type(file).objects.values().get(pk=file.pk)

    write(file, owner)
    write(file, officer, as_staff=True)

    assert type(file).objects.values().get(pk=file.pk) == before and file.events.count() == 2


def test_whoever_prepares_writes_and_whoever_views_only_reads(file):
    preparer = colleague(file, "prepare@example.org", Right.VIEW, Right.PREPARE)
    viewer = colleague(file, "view@example.org", Right.VIEW)

    assert write(file, preparer).author == preparer
    with pytest.raises(PermissionDenied):
        write(file, viewer)


def test_a_role_that_reads_no_file_writes_to_no_applicant(file):
    for role in ("inspector", "finance", "complaints", "customer-service", "administrator"):
        with pytest.raises(PermissionDenied):
            write(file, samples.staff(role), as_staff=True)


def test_a_stranger_writes_for_neither_side(file):
    stranger = samples.person("stranger@example.org")

    for as_staff in (False, True):
        with pytest.raises(PermissionDenied):
            write(file, stranger, as_staff=as_staff)


def test_one_writes_from_the_receipt_of_a_file(file, owner):
    decided = {State.APPROVED, State.REFUSED, State.WITHDRAWN}

    for state in State:
        type(file).objects.filter(pk=file.pk).update(state=state)
        if state in OPEN_TO_STAFF | decided:
            assert write(file, owner)
        else:
            with pytest.raises(ThreadClosed):
                write(file, owner)


@pytest.mark.parametrize(
    ("verb", "state"), [("approve", State.APPROVED), ("refuse", State.REFUSED), ("withdraw", State.WITHDRAWN)]
)
def test_one_writes_until_the_last_second_of_the_ninetieth_day_after_the_decision(file, owner, verb, state):
    decide(file, verb, state)
    last = DAY + timedelta(days=90)  # a Monday

    assert threads.of(file).last_day == last
    assert write(file, owner, at=at(last, 23, 59, 59))
    with pytest.raises(ThreadClosed):
        write(file, owner, at=at(last + timedelta(days=1), 0, 0, 0))
    assert file.thread.count() == 1


def test_what_was_sent_is_never_changed_nor_deleted(file, owner, officer, storage):
    message = write(file, owner, files=[uploads.keep(samples.photo())])
    read(file, officer, as_staff=True)

    for rows in (Message.objects, MessageFile.objects, MessageReading.objects):
        row = rows.filter(pk=rows.get().pk)
        field = "text" if rows is Message.objects else "message_id"
        with pytest.raises(DatabaseError), transaction.atomic():
            row.update(**{field: message.pk})
        with pytest.raises(DatabaseError), transaction.atomic():
            row._raw_delete("default")


def test_the_officer_of_the_file_is_told_in_their_language_that_there_is_a_message(file, owner, officer):
    write(file, owner, text="Un secret")

    (letter,) = letters_to(officer)
    assert letter.language == "fr" and letter.subject == f"Nouveau message, dossier n°\xa0{file.ref}"
    assert f"/fr/admin/submissions/message/file/{file.ref}/" in letter.body
    assert "secret" not in letter.subject + letter.body


def test_without_an_officer_only_the_desk_knows(owner, officer):
    file = a_file(owner)

    write(file, owner)

    assert not Letter.objects.filter(key__startswith="messages-").exists()
    assert threads.waiting_for(officer) == [file]


def test_an_officer_who_left_is_not_told(file, owner, officer):
    officer.groups.clear()

    write(file, owner)

    assert letters_to(officer) == []


def test_the_members_who_may_act_are_told_each_in_their_language(file, owner, officer):
    preparer = colleague(file, "prepare@example.org", Right.VIEW, Right.PREPARE)
    viewer = colleague(file, "view@example.org", Right.VIEW)

    write(file, officer, as_staff=True)

    (french,), (english,) = letters_to(owner), letters_to(preparer)
    assert (french.language, english.language) == ("fr", "en")
    assert french.subject.startswith("Un message vous attend") and f"/fr/dossiers/{file.ref}/messages/" in french.body
    assert english.subject.startswith("A message waits for you") and f"/en/files/{file.ref}/messages/" in english.body
    assert letters_to(viewer) == []


def test_a_member_who_left_is_told_nothing_more(file, owner, officer):
    former = colleague(file, "former@example.org", Right.VIEW, Right.PREPARE)
    end_membership(former.memberships.get(), by=owner, why="left")

    write(file, officer, as_staff=True)

    assert letters_to(former) == [] and len(letters_to(owner)) == 1


def test_where_nobody_may_act_any_more_the_organization_is_told(file, owner, officer):
    file.organization.memberships.update(ended_at=NOON)
    file.organization.email = "bureau@example.org"
    file.organization.save()

    write(file, officer, as_staff=True, text="Un secret")

    letter = Letter.objects.get(to="bureau@example.org")
    assert "secret" not in letter.body and letters_to(owner) == []


def test_five_quick_messages_make_one_letter(file, owner, officer):
    for minute in range(5):
        write(file, officer, as_staff=True, at=minutes(minute))

    assert actions.tell_again(minutes(59)) == actions.tell_again(minutes(61)) == 0
    assert len(letters_to(owner)) == 1


def test_after_an_hour_a_message_makes_another_letter(file, owner, officer):
    write(file, officer, as_staff=True, at=minutes(0))
    write(file, officer, as_staff=True, at=minutes(60))

    assert len(letters_to(owner)) == 2


def test_each_file_has_its_own_hour(file, owner, officer):
    write(file, officer, as_staff=True)
    write(a_file(owner, officer, number=2), officer, as_staff=True)

    assert len(letters_to(owner)) == 2


def test_who_came_back_and_left_a_later_message_unread_is_told_of_it_after_the_hour(file, owner, officer):
    write(file, officer, as_staff=True, at=minutes(0))
    read(file, owner, at=minutes(5))
    write(file, officer, as_staff=True, at=minutes(10))

    assert [actions.tell_again(minutes(minute)) for minute in (50, 60, 61, 200)] == [0, 1, 0, 0]
    assert len(letters_to(owner)) == 2


def test_who_has_read_everything_gets_no_second_letter(file, owner, officer):
    write(file, officer, as_staff=True, at=minutes(0))
    write(file, officer, as_staff=True, at=minutes(10))
    read(file, owner, at=minutes(20))

    assert actions.tell_again(minutes(61)) == 0 and len(letters_to(owner)) == 1


def test_who_lost_access_meanwhile_gets_no_second_letter(file, owner, officer):
    former = colleague(file, "former@example.org", Right.VIEW, Right.PREPARE)
    write(file, officer, as_staff=True, at=minutes(0))
    read(file, former, at=minutes(5))
    write(file, officer, as_staff=True, at=minutes(10))
    end_membership(former.memberships.get(), by=owner, why="left")

    actions.tell_again(minutes(61))

    assert len(letters_to(former)) == 1


def test_the_first_reading_of_each_person_stays(file, owner, officer):
    message = write(file, owner)
    for minute in (1, 2):
        actions.mark_read([message], by=officer, as_staff=True, at=minutes(minute))

    assert message.readings.get().at == minutes(1)


def test_a_message_waits_for_the_officer_of_the_file_whoever_else_of_the_staff_has_read_it(file, owner, officer):
    write(file, owner)
    read(file, samples.staff("intake"), as_staff=True)
    assert [one.unread for one in threads.waiting_for(officer)] == [1]

    read(file, officer, as_staff=True)
    assert threads.waiting_for(officer) == []


def test_on_a_file_that_nobody_took_a_message_waits_until_one_of_the_staff_has_read_it(owner, officer):
    file = a_file(owner)
    write(file, owner)
    intake = samples.staff("intake")
    assert [one.unread for one in threads.waiting_for(intake)] == [1]

    read(file, officer, as_staff=True)
    assert threads.waiting_for(intake) == []


def test_each_member_has_their_own_unread_messages(file, owner, officer):
    viewer = colleague(file, "view@example.org", Right.VIEW)
    for _ in range(2):
        write(file, officer, as_staff=True)
    read(file, owner)

    assert threads.unread_of(owner) == []
    assert [one.unread for one in threads.unread_of(viewer)] == [2]
