"""However long the cart, the database is asked as often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from licensing.fees import Rates, assess
from licensing.models import Application, FeeRate, Round
from payments import cart
from tests import samples


@pytest.fixture
def one(db):
    return samples.sealed(samples.person(), on=timezone.localdate())


def more(application, count):
    """As many again, all alike, each with its papers."""
    files = Application.objects.bulk_create(
        Application(
            **{name: getattr(application, name) for name in ("type_code", "organization", "created_by", "state",
               "answers", "edition", "fee")}, ref=f"2026-30000{number}", once=f"again-{number}",
        ) for number in range(count)
    )  # fmt: skip
    round, papers = application.last_round, list(application.documents.all())
    kept = {field.attname: getattr(round, field.attname) for field in Round._meta.concrete_fields}
    for file in files:
        Round.objects.create(**kept | {"id": None, "application_id": file.pk})
        for paper in papers:
            file.documents.create(code=paper.code, file=paper.file, added_by=paper.added_by)


def statements(client):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(reverse("payments:cart")).status_code == 200
    return len(asked)


def test_ten_lines_cost_the_statements_of_one(client, one):
    client.force_login(one.created_by)
    statements(client)  # what is asked only once in a process
    few = statements(client)

    more(one, 9)
    many = statements(client)

    (section,) = cart.sections(one.created_by, timezone.localdate())
    assert (len(section.lines), all(line.fits for line in section.lines)) == (10, True)
    assert many == few


def test_the_rates_of_a_day_are_read_once_and_are_the_ones_in_force(one):
    on = timezone.localdate()
    with CaptureQueriesContext(connection) as asked:
        rates = Rates(on)
        first, second = (assess(Application.objects.get(pk=one.pk), on, rates=rates) for _ in range(2))

    assert len([query for query in asked if "licensing_feerate" in query["sql"]]) == 1
    assert first == second == assess(one, on)


def test_a_code_without_a_rate_is_said_as_before(one):
    with pytest.raises(FeeRate.DoesNotExist):
        Rates(timezone.localdate())["no-such-rate"]
