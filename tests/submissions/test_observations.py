"""What the public writes about a notice: taken until the last second, kept once, flagged, never lost."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from icajo import uploads
from icajo.models import Letter
from licensing.checks import OBSERVATIONS
from licensing.models import Application, PublicNotice
from licensing.states import State
from licensing.types import LICENCE_TYPES
from submissions import follow_codes
from submissions.actions.observations import follow
from submissions.errors import Closed, Nameless
from submissions.models import Observation
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.observed import LAST, NOBODY, a_notice, say


def is_awaited(notice):
    return notice.application.checks.filter(code=OBSERVATIONS.code, closed_at=None).exists()


def test_what_comes_in_the_last_second_is_kept(notice):
    observation, code = say(notice, moment=at(LAST, 23, 59, 59))

    assert observation.ref.startswith("O2026-") and code
    assert is_awaited(notice)


def test_what_comes_one_second_late_is_not(notice):
    with pytest.raises(Closed) as late:
        say(notice, moment=at(LAST, 23, 59, 59) + timedelta(seconds=1))

    assert late.value.notice.ends_on == LAST
    assert not Observation.objects.exists() and not is_awaited(notice)


def test_nothing_is_kept_before_the_first_day_or_once_the_file_is_withdrawn(notice):
    with pytest.raises(Closed):
        say(notice, moment=at(notice.starts_on) - timedelta(days=1))
    Application.objects.update(state=State.WITHDRAWN)

    with pytest.raises(Closed):
        say(notice)


def test_a_notice_extended_in_its_last_hour_stays_open(notice):
    PublicNotice.objects.update(ends_on=LAST + timedelta(days=7))

    say(notice, moment=at(LAST + timedelta(days=1), 0, 0, 1))  # `notice` still says the day before

    assert Observation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_while_the_notice_is_extended_waits_for_it(transactional_db):
    notice, begun, kept = a_notice(samples.person()), threading.Event(), []

    def write():
        begun.set()
        try:
            kept.append(say(notice, moment=at(LAST, 23, 59, 59) + timedelta(seconds=1)))
        except Closed:
            kept.append(None)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    with transaction.atomic():
        Application.objects.select_for_update().get(pk=notice.application_id)
        writer.start()
        begun.wait(10)
        PublicNotice.objects.filter(pk=notice.pk).update(ends_on=LAST + timedelta(days=7))
    writer.join(20)

    assert kept and kept[0] is not None


@pytest.mark.parametrize(
    ("capacity", "place", "is_flagged"),
    [
        ("resident", "Kapuskasing", True),
        ("municipality", "Kapuskasing", True),
        ("upper-tier", "District de Cochrane", False),
        ("resident", "HEARST", False),
        ("resident", "Town of Hearst", False),
    ],
)
def test_who_writes_from_another_municipality_is_kept_and_flagged(notice, capacity, place, is_flagged):
    observation, _code = say(notice, capacity=capacity, municipality=place)

    assert observation.is_elsewhere is is_flagged
    assert ("n’est pas celle de l’avis" in Letter.objects.get().body) is is_flagged


def test_the_same_text_a_hundred_times_of_one_author_is_kept_once_and_counted(notice):
    for number in range(100):
        say(notice, text="NON  à la terrasse !" if number else "Non à la terrasse.")

    observation = Observation.objects.get()
    assert observation.times == 100 and observation.text == "Non à la terrasse."
    assert Letter.objects.count() == 1


def test_the_same_text_of_a_hundred_authors_is_kept_a_hundred_times_and_flagged(notice):
    for number in range(100):
        say(notice, name=f"Voisine {number}", email="")

    first = Observation.objects.get(same_as=None)
    assert first.echoes.count() == 99


def test_a_page_sent_twice_is_one_observation_and_its_last_code_is_good(notice):
    observation, first = say(notice, once="a" * 32)
    again, second = say(notice, once="a" * 32)

    assert again == observation and Observation.objects.count() == 1 and Letter.objects.count() == 1
    assert follow(observation.ref, first) is None and follow(observation.ref, second) == observation


def test_a_page_changed_and_sent_again_is_another_text(notice):
    say(notice, once="a" * 32)
    say(notice, once="a" * 32, text="Et le bruit, la nuit ?")

    assert Observation.objects.count() == 2


def test_a_text_sent_again_with_a_file_keeps_the_file(notice, storage):
    say(notice)
    _observation, code = say(notice, files=[uploads.keep(samples.photo())])
    say(notice, files=[uploads.keep(samples.photo())])

    assert code == "" and Observation.objects.get().enclosures.count() == 1


def test_a_code_is_kept_as_its_digest_and_read_however_it_is_typed(notice):
    observation, code = say(notice)

    assert len(code.replace("-", "")) * 5 >= 80
    assert code not in str(Observation.objects.filter(pk=observation.pk).values())
    assert follow(f" {observation.ref.lower()} ", code.lower().replace("-", " ")) == observation
    assert follow(observation.ref, follow_codes.new()) is None
    assert follow("O2026-999999", code) is None


def test_every_notice_says_what_the_registrar_may_weigh():
    rules = [one.notice for type in LICENCE_TYPES.values() for one in (type.new, *type.procedures) if one.notice]

    assert rules and all(rule.grounds and rule.invitation for rule in rules)


def test_an_anonymous_comment_is_taken_only_where_the_rule_says_so(notice):
    with pytest.raises(Nameless):
        say(notice, is_anonymous=True, **NOBODY)

    assert not Observation.objects.exists()


def test_an_anonymous_comment_on_a_store_is_marked_and_nothing_waits_for_it(notice, anonymous_taken):
    first, _code = say(notice, is_anonymous=True, **NOBODY)
    second, _code = say(notice, is_anonymous=True, **NOBODY)

    assert first.is_considered is False and first.get_outcome_display().startswith("Not formally considered")
    assert second.same_as == first
    assert not is_awaited(notice) and not Letter.objects.exists()


def test_the_letter_of_receipt_is_in_the_language_of_the_author_and_without_the_code(notice):
    observation, code = say(notice, language="en")

    letter = Letter.objects.get(to="zoe@example.org")
    assert letter.subject == f"We have received your text, reference {observation.ref}"
    assert code not in letter.body and "La terrasse" not in letter.body


def test_what_was_written_cannot_be_changed_or_deleted(notice):
    say(notice)

    for change in (lambda rows: rows.update(text="Oui !"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Observation.objects.all())
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(is_anonymous=True)
