"""What becomes of observations: screened, copied in one batch, answered in five days, given an outcome, told."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from icajo import uploads
from icajo.models import Letter
from licensing.checks import OBSERVATIONS
from licensing.models import Application
from licensing.states import State
from submissions import actions
from submissions.actions.hearing import go_round
from submissions.errors import NotReady, Settled
from submissions.models import Batch, Copy, Observation, Outcome, Reply, share_by
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.observed import LAST, NOBODY, a_notice, say, screened

AFTER = LAST + timedelta(days=1)
SENT = LAST + timedelta(days=3)  # a Monday


def awaited(notice):
    return notice.application.checks.filter(code=OBSERVATIONS.code, closed_at=None).exists()


def send(notice, officer, on=SENT):
    return actions.send_copies(notice, by=officer, at=at(on))


def conclude(observation, officer, outcome=Outcome.WEIGHED, on=SENT, **more):
    return actions.conclude(observation, by=officer, at=at(on), outcome=outcome, **more)


def test_only_an_officer_who_hears_observations_decides_about_them(notice, owner):
    observation, _code = say(notice)
    clerk = samples.person("clerk@example.org", is_staff=True)

    for person in (owner, clerk):
        with pytest.raises(PermissionDenied):
            screened(observation, person)
        with pytest.raises(PermissionDenied):
            send(notice, person)
        with pytest.raises(PermissionDenied):
            conclude(observation, person)
        with pytest.raises(PermissionDenied):
            actions.tell(notice, by=person, at=at(SENT))


def test_copies_go_once_the_notice_is_over_and_all_is_screened(notice, officer):
    first, _code = say(notice)
    say(notice, name="Luc Roy", text="Autre chose.")
    screened(first, officer)

    with pytest.raises(NotReady) as early:
        send(notice, officer, on=LAST)
    with pytest.raises(NotReady) as half:
        send(notice, officer)

    assert (early.value.reason, half.value.reason) == ("runs", "unscreened")
    assert not Batch.objects.exists() and not Letter.objects.filter(key__contains="shared").exists()


def test_a_batch_says_who_sent_what_when_and_asks_for_an_answer_in_five_days(notice, officer, owner):
    kept, _code = say(notice)
    aside, _code = say(notice, name="Luc Roy", text="Stationnement !")
    screened(kept, officer, shared_text="La terrasse donne sur […].")
    screened(aside, officer, is_considered=False, why_not="Stationnement", is_shared=False, shared_text="")

    batch = send(notice, officer)

    copy = batch.copies.get()
    assert (batch.sent_by, batch.sent_at, batch.answer_by) == (officer, at(SENT), SENT + timedelta(days=5))
    assert (copy.observation, copy.name, copy.text) == (kept, "Zoé Pelletier", "La terrasse donne sur […].")
    letter = Letter.objects.get(key__contains="shared")
    assert letter.to == owner.email and "terrasse" not in letter.body and "Zoé" not in letter.body
    assert "19 décembre 2026" in letter.body.replace("\xa0", " ")


def test_the_copies_are_due_ten_business_days_after_the_end(notice):
    assert share_by(notice).isoformat() == "2026-12-29"  # Christmas, Boxing Day and its Monday are none


def test_five_days_that_end_on_a_sunday_run_to_the_monday(notice, officer):
    screened(say(notice)[0], officer)

    assert send(notice, officer, on=SENT + timedelta(days=1)).answer_by.isoformat() == "2026-12-21"


def test_a_batch_is_sent_once(notice, officer):
    screened(say(notice)[0], officer)
    send(notice, officer)

    with pytest.raises(Settled):
        send(notice, officer)
    assert Copy.objects.count() == 1 and Letter.objects.filter(key__contains="shared").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_send_one_batch(transactional_db):
    officer, notice, done = samples.officer(), a_notice(samples.person()), []
    screened(say(notice)[0], officer)
    door = threading.Barrier(2)

    def work():
        door.wait(10)
        try:
            done.append(send(notice, officer))
        except Settled:
            done.append(None)
        finally:
            connection.close()

    officers = [threading.Thread(target=work) for _ in range(2)]
    for one in officers:
        one.start()
    for one in officers:
        one.join(20)

    assert len(done) == 2 and done.count(None) == 1
    assert Batch.objects.count() == Copy.objects.count() == 1


def test_what_was_copied_is_screened_no_more_and_copies_stay(notice, officer):
    observation, _code = say(notice)
    screened(observation, officer)
    send(notice, officer)

    with pytest.raises(Settled):
        screened(observation, officer, shared_text="Autre chose")
    for change in (lambda: Copy.objects.update(text="?"), lambda: Batch.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_files_are_copied_one_by_one_under_names_that_say_nothing(notice, officer, storage):
    observation, _code = say(notice, files=[uploads.keep(samples.photo()), uploads.keep(samples.photo("red"))])
    first = observation.enclosures.first()
    facts = {"is_considered": True, "why_not": "", "is_shared": True, "shared_text": "Voir la photo."}
    actions.screen(observation, by=officer, at=at(AFTER), found=facts, files=[first])

    copy = send(notice, officer).copies.get()

    assert [file.name for file in copy.files.all()] == ["observation-1-1.jpg"]
    assert copy.files.get().sha256 == first.file.sha256


def test_the_text_of_an_anonymous_comment_goes_only_if_staff_choose(notice, officer, anonymous_taken):
    first, _code = say(notice, is_anonymous=True, **NOBODY)
    say(notice, is_anonymous=True, text="Non, non et non.", **NOBODY)
    with pytest.raises(Settled):
        send(notice, officer)

    screened(first, officer)
    copy = send(notice, officer).copies.get()

    assert (copy.observation, copy.name, copy.municipality) == (first, "", "")
    first.refresh_from_db()
    assert first.is_considered is False


def test_what_is_decided_of_one_may_be_decided_of_all_that_say_the_same(notice, officer):
    rows = [say(notice, name=f"Voisine {number}", email="")[0] for number in range(5)]
    say(notice, name="Luc Roy", text="Autre chose.")
    facts = {"is_considered": True, "why_not": "", "is_shared": True, "shared_text": "La même chose."}

    assert actions.screen(rows[2], by=officer, at=at(AFTER), found=facts, echoes=True) == 5
    assert conclude(rows[2], officer, Outcome.TOGETHER, echoes=True) == 5
    assert Observation.objects.filter(outcome="").count() == 1


def test_the_check_closes_once_the_notice_is_over_and_each_has_its_outcome(notice, officer):
    first, second = say(notice)[0], say(notice, name="Luc Roy", text="Autre chose.")[0]
    conclude(first, officer, on=AFTER)
    assert awaited(notice)

    conclude(second, officer, Outcome.WITHDRAWN, on=AFTER)
    assert not awaited(notice)


def test_outcomes_given_while_the_notice_runs_close_the_check_when_it_is_over(notice, officer):
    conclude(say(notice)[0], officer, on=LAST)
    go_round(at(LAST, 23, 59, 59))
    assert awaited(notice)

    go_round(at(AFTER, 0, 35))
    assert not awaited(notice)


def test_a_text_in_a_further_period_opens_the_check_again(notice, officer):
    conclude(say(notice)[0], officer, on=AFTER)
    type(notice).objects.update(starts_on=SENT, ends_on=SENT + timedelta(days=15))

    say(notice, name="Luc Roy", moment=at(SENT))

    assert awaited(notice)


@pytest.mark.parametrize(("days", "is_late"), [(5, False), (6, True)])
def test_an_answer_is_kept_and_marked_when_it_comes_after_five_days(notice, officer, owner, days, is_late):
    screened(say(notice)[0], officer)
    batch = send(notice, officer)
    last = at(SENT + timedelta(days=days), 23, 59, 59)

    reply = actions.reply(batch, by=owner, at=last, text="Nous fermons à 22 h.", once="a" * 32)
    actions.reply(batch, by=owner, at=last, text="Nous fermons à 22 h.", once="a" * 32)

    assert reply.is_late is is_late and Reply.objects.count() == 1
    with pytest.raises(PermissionDenied):
        actions.reply(batch, by=officer, at=last, text="?", once="b" * 32)


def test_authors_are_told_when_the_file_is_decided_each_in_their_language_and_once(notice, officer):
    first = say(notice)[0]
    say(notice, name="Pat Lee", email="", street="3 Main St", text="Too loud.", language="en")
    conclude(first, officer, note="La terrasse ferme à 22 h.")
    go_round(at(SENT))
    assert not Letter.objects.filter(key__contains="outcome").exists()

    Application.objects.update(state=State.REFUSED)
    go_round(at(SENT))
    go_round(at(SENT))

    letters = Letter.objects.filter(key__contains="outcome").order_by("pk")
    assert [letter.to for letter in letters] == ["zoe@example.org", ""]
    assert "La terrasse ferme à 22 h." in letters[0].body and "La demande est refusée." in letters[0].body
    assert letters[1].state == Letter.State.TO_PRINT and "3 Main St" in letters[1].postal_address
    assert "The application is refused." in letters[1].body


def test_authors_of_a_withdrawn_file_are_told_so(notice):
    say(notice)
    Application.objects.update(state=State.WITHDRAWN)

    go_round(at(SENT))

    assert "La demande a été retirée avant" in Letter.objects.get(key__contains="outcome").body


def test_staff_may_tell_earlier_and_then_the_outcome_stays(notice, officer):
    observation = say(notice)[0]
    assert actions.tell(notice, by=officer, at=at(AFTER)) == 0
    conclude(observation, officer, Outcome.ELSEWHERE)

    assert actions.tell(notice, by=officer, at=at(SENT)) == 1
    with pytest.raises(Settled):
        conclude(observation, officer, Outcome.WEIGHED)


def test_the_desk_shows_screens_sends_and_tells(client, notice, officer, time_machine):
    observation = say(notice, text="Écrivez-moi : zoe@example.org, au 12 rue Secrète.")[0]
    time_machine.move_to(at(SENT), tick=False)
    client.force_login(officer)
    page = reverse("admin:submissions_observations", args=[notice.application.ref])

    form = client.get(reverse("admin:submissions_screen", args=[observation.pk]))
    assert "Écrivez-moi : […], au […]." in form.text
    client.post(
        reverse("admin:submissions_screen", args=[observation.pk]),
        {"is_considered": "yes", "is_shared": "yes", "shared_text": "Écrivez-moi : […]."},
    )
    client.post(reverse("admin:submissions_send_copies", args=[notice.application.ref]))
    client.post(reverse("admin:submissions_conclude", args=[observation.pk]), {"outcome": "weighed", "note": "Lu."})
    answer = client.post(reverse("admin:submissions_tell_authors", args=[notice.application.ref]), follow=True)

    assert "Authors told: 1" in answer.text and observation.ref in client.get(page).text
    assert Copy.objects.get().text == "Écrivez-moi : […]."
    observation.refresh_from_db()
    assert observation.outcome == "weighed" and observation.told_at
    shown = client.get(reverse("admin:submissions_observation_change", args=[observation.pk]))
    assert "zoe@example.org" in shown.text and "Give the outcome" not in shown.text


def test_an_officer_who_does_not_consider_one_says_why(client, notice, officer):
    observation = say(notice)[0]
    client.force_login(officer)

    page = client.post(
        reverse("admin:submissions_screen", args=[observation.pk]), {"is_considered": "no", "is_shared": "no"}
    )

    assert "Say why it is not considered." in page.text
    observation.refresh_from_db()
    assert observation.screened_at is None
