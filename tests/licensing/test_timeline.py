from datetime import UTC, datetime

import pytest

from licensing.models import Application
from licensing.states import State
from licensing.timeline import timeline


@pytest.mark.parametrize("verb", ["take", "refuse"])
def test_an_evening_in_ontario_is_not_the_next_day(amelie, verb):
    application = Application.objects.create(ref="R", once="1", type_code="raffle", created_by=amelie)
    evening = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)  # 9:30 p.m. on November 21 in Toronto
    application.state = State.IN_REVIEW if verb == "take" else State.REFUSED
    application.events.create(verb=verb, by=amelie, at=evening)

    notes = [stage.note for stage in timeline(application)]

    assert any("November 21" in note for note in notes), notes
