"""Licences for the clock to look at, and noon of any day in Ontario."""

import itertools
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from accounts.models import Organization
from licensing import publishing
from licensing.definition import Again, Effect, Purpose
from licensing.models import Application, Licence
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from licensing.types.raffle import raffle

TORONTO = ZoneInfo("America/Toronto")
numbers = itertools.count(1)


def moment(day, at=time(12)):
    return datetime.combine(day, at, tzinfo=TORONTO)


def renewable_raffle(monkeypatch):
    """A raffle does not renew; here it does."""
    renewal = replace(raffle.new, code="renewal", purpose=Purpose.RENEWAL, effect=Effect.RENEW)
    again = Again(label="Renew", procedure="renewal", prefill=lambda licence, on: {})
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", replace(raffle, again=again, procedures=[renewal]))


def organization(**facts):
    known = {"name": "Chorale de Hearst", "kind": "community-group", "email": "chorale@example.org", "language": "fr"}
    return Organization.objects.create(**known | facts)


def licence(last, holder=None, **facts):
    """A licence whose last day is `last`, in the register since well before."""
    number = f"RAF{next(numbers):07}"
    known = {
        "number": number, "type_code": "raffle", "organization": holder or organization(), "holder": "Chorale",
        "municipality": "Hearst", "issued_on": date(2024, 1, 1),
        "starts_on": date(2024, 1, 1), "expires_on": last, "created_at": moment(date(2024, 1, 1)),
    }  # fmt: skip
    made = Licence.objects.create(**known | facts)
    publishing.publish([made.pk])
    return made


def owed(licence, due_on, **facts):
    """A report that the licence owes by this day."""
    known = {
        "procedure_code": "report", "number": 1, "covers_from": licence.starts_on, "covers_to": licence.starts_on,
        "due_on": due_on, "created_at": licence.created_at,
    }  # fmt: skip
    return licence.obligations.create(**known | facts)


def renewal(licence, by, state, received_at=None):
    """The renewal of a licence, in this state."""
    return Application.objects.create(
        ref=f"R-{next(numbers)}", once=f"{next(numbers)}", type_code=licence.type_code, purpose=Purpose.RENEWAL,
        procedure_code="renewal", about=licence, organization=licence.organization, created_by=by, state=state,
        received_at=received_at,
    )  # fmt: skip
