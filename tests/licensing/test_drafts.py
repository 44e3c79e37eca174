import pytest
from django.core.exceptions import PermissionDenied

from icajo import uploads
from icajo.journey import seen
from licensing import actions
from licensing.errors import ChangedElsewhere, NotNow
from licensing.models import Application
from licensing.states import State
from licensing.types import LICENCE_TYPES
from tests import samples

raffle = LICENCE_TYPES["raffle"]
STEP = {step.slug: step for step in raffle.steps}


def test_the_first_save_gives_a_file_number(amelie, today):
    application = samples.draft(amelie, on=today)

    assert application.ref.startswith("2026-")
    assert len(application.ref) == 11


def test_a_first_page_posted_twice_starts_one_draft(amelie):
    first = dict(by=amelie, step=raffle.steps[0], once="token")

    one = actions.start(raffle, typed={"legal_name": "Un"}, **first)
    two = actions.start(raffle, typed={"legal_name": "Deux"}, **first)

    assert one.pk == two.pk
    assert Application.objects.get().answers["applicant"]["legal_name"] == "Deux"


def test_a_draft_keeps_what_was_typed_even_what_is_wrong(amelie, today):
    application = samples.draft(amelie, on=today)

    actions.save_step(application, STEP["tickets-and-prizes"], {"ticket_price": "cinq"}, by=amelie)
    application.refresh_from_db()

    assert application.answers["tickets-and-prizes"]["ticket_price"] == "cinq"
    assert application.journey.answers.ticket_price is None


def test_two_tabs_on_two_pages_keep_both(amelie, today):
    application = samples.draft(amelie, on=today)
    other_tab = Application.objects.get(pk=application.pk)

    actions.save_step(application, STEP["eligibility"], {"for_united_way": "yes"}, by=amelie)
    actions.save_step(other_tab, STEP["premises"], {"premises_name": "Aréna"}, by=amelie)
    application.refresh_from_db()

    assert application.answers["eligibility"]["for_united_way"] == "yes"
    assert application.answers["premises"]["premises_name"] == "Aréna"


def test_the_second_of_two_editors_of_a_page_sees_what_the_first_wrote(amelie, today):
    application = samples.draft(amelie, on=today)
    started_from = seen(application.answers["premises"])
    actions.save_step(application, STEP["premises"], {"premises_name": "Aréna"}, by=amelie, started_from=started_from)

    with pytest.raises(ChangedElsewhere) as changed:
        actions.save_step(
            application, STEP["premises"], {"premises_name": "École"}, by=amelie, started_from=started_from
        )

    assert changed.value.theirs["premises_name"] == "Aréna"


def test_a_row_posted_twice_is_one_row(amelie, today):
    application = samples.draft(amelie, on=today)
    row = {"member_name": "Éloïse"}

    actions.save_row(application, STEP["responsible-members"], "m9", row, by=amelie)
    actions.save_row(application, STEP["responsible-members"], "m9", row, by=amelie)
    application.refresh_from_db()

    assert [one["id"] for one in application.answers["responsible-members"]] == ["m1", "m2", "m9"]


def test_a_row_can_be_taken_off_twice(amelie, today):
    application = samples.draft(amelie, on=today)

    for _ in range(2):
        actions.remove_row(application, STEP["responsible-members"], "m1", by=amelie)
    application.refresh_from_db()

    assert [one["id"] for one in application.answers["responsible-members"]] == ["m2"]


def test_the_same_file_is_attached_once(amelie, today, storage):
    application = samples.draft(amelie, on=today)

    for _ in range(2):
        actions.attach(application, "rules", uploads.keep(samples.photo()), by=amelie)

    assert application.documents.count() == 1


def test_a_stranger_can_change_nothing(amelie, today):
    application = samples.draft(amelie, on=today)
    stranger = samples.person("etranger@example.org")

    with pytest.raises(PermissionDenied):
        actions.save_step(application, STEP["premises"], {}, by=stranger)
    assert not Application.objects.visible_to(stranger).exists()


def test_a_sealed_application_cannot_be_edited(amelie, today, storage):
    application = samples.sealed(amelie, on=today)

    with pytest.raises(NotNow):
        actions.save_step(application, STEP["premises"], {}, by=amelie)


def test_a_deleted_draft_leaves_every_list(amelie, today):
    application = samples.draft(amelie, on=today)

    actions.discard(application, by=amelie)

    assert Application.objects.get().state == State.LAPSED
    assert not Application.objects.drafts().exists()
