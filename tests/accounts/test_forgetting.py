"""What is over is forgotten at night; what still counts stays."""

from datetime import timedelta

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from accounts.tasks import forget
from icajo.models import Limit

from .conftest import sign_in

pytestmark = pytest.mark.django_db


def test_sessions_and_counts_that_are_over_go_at_night(client, marie, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    sign_in(client, marie.email)
    cache.set("an hour", [1], 3600)
    time_machine.shift(timedelta(minutes=32))
    sign_in(client, marie.email)
    cache.set("a minute", [1], 60)
    time_machine.shift(timedelta(minutes=5))

    forget()

    assert Session.objects.count() == 1
    assert (Limit.objects.count(), cache.get("an hour"), cache.get("a minute")) == (1, [1], None)


def test_a_sign_in_is_on_record_for_ninety_days(client, marie, time_machine):
    sign_in(client, marie.email)

    time_machine.move_to(timezone.now() + timedelta(days=89), tick=False)
    forget()
    assert AccessLog.objects.exists()

    time_machine.shift(timedelta(days=2))
    forget()
    assert not AccessLog.objects.exists()
