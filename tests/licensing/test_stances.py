"""Municipalities that allow no cannabis store: they may change their mind once, and never back."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from licensing.models import MunicipalityStance, stance_of
from tests import samples

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
HEAD = "name,kind,stance,since,source,listed_on\n"


def a_stance(name="Oakville", kind="Town", stance="out", **facts):
    return MunicipalityStance.objects.create(
        name=name, kind=kind, stance=stance, **{"source": "A list", "listed_on": DAY} | facts
    )


@pytest.fixture
def load(tmp_path):
    def run(content):
        path = tmp_path / "list.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        told = io.StringIO()
        call_command("load_stances", path, stdout=io.StringIO(), stderr=told)
        return told.getvalue()

    return run


@pytest.mark.parametrize(
    "written", ["Oakville", "OAKVILLE", "Town of Oakville", "Oakville, Town of", " oakville  town"]
)
def test_a_municipality_is_known_however_it_is_written(written):
    a_stance()

    assert stance_of(written).forbids(DAY)


@pytest.mark.parametrize("written", ["Oakvil", "City of Oakville", "", "Tyendinaga Mohawk Territory"])
def test_another_is_not(written):
    a_stance()
    a_stance("Tyendinaga", "Township")

    assert stance_of(written) is None


def test_of_two_of_a_name_the_one_that_said_no_is_given():
    a_stance("Hamilton", "City", "in")
    a_stance("Hamilton", "Township", "out")

    assert stance_of("Hamilton").kind == "Township"
    assert stance_of("City of Hamilton").forbids(DAY) is False


def test_one_that_opts_in_forbids_until_the_day_of_its_resolution():
    said_yes = a_stance(stance="in", since=DAY)

    assert said_yes.forbids(date(2026, 11, 20))
    assert not said_yes.forbids(DAY)


def test_the_database_lets_nobody_opt_out_again():
    said_yes = a_stance(stance="in")

    with pytest.raises(DatabaseError), transaction.atomic():
        MunicipalityStance.objects.filter(pk=said_yes.pk).update(stance="out")
    with pytest.raises(DatabaseError), transaction.atomic():
        said_yes.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_stance("Mono", since=date(2019, 1, 23))


def test_staff_write_down_a_yes_and_cannot_take_it_back(client):
    client.force_login(samples.person("root@example.org", is_staff=True, is_superuser=True))
    stance = a_stance()
    address = reverse("admin:licensing_municipalitystance_change", args=[stance.pk])
    said = {"since": "2026-11-20", "source": "By-law 12", "listed_on": "2026-11-21"}

    client.post(address, said | {"stance": "in"})
    back = client.post(address, said | {"stance": "out"})

    stance.refresh_from_db()
    assert (stance.stance, stance.since) == ("in", date(2026, 11, 20))
    assert "it cannot opt out any more" in back.content.decode()


def test_the_shipped_list_loads_twice_the_same():
    for _time in range(2):
        call_command("load_stances", stdout=io.StringIO())

    assert stance_of("Oakville").forbids(DAY)
    assert stance_of("Amaranth").since == date(2019, 1, 16)
    assert not stance_of("Mississauga").forbids(DAY)
    assert stance_of("Ottawa") is None


def test_a_list_cannot_take_back_a_yes_and_an_older_one_changes_nothing(load):
    a_stance(stance="in")
    a_stance("Mono", source="New", listed_on=DAY)

    told = load(HEAD + "Oakville,Town,out,,Old list,2026-12-01\nMono,Town,in,,Old list,2020-01-01\n")

    assert "Oakville, Town opted in already" in told
    assert MunicipalityStance.objects.get(name="Oakville").stance == "in"
    assert MunicipalityStance.objects.get(name="Mono").source == "New"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEAD + "Mono,Town,maybe,,A,2026-01-01\n", "line 2: stance must be in or out"),
        (HEAD + "Mono,Town,out,2020-01-01,A,2026-01-01\n", "line 2: no municipality could opt out after 2019-01-22"),
        (HEAD + "Mono,Town,out,soon,A,2026-01-01\n", "line 2: "),
        (HEAD + "Mono,Town,out\n", "line 2: name, kind and source must be given"),
        ("name,kind\nMono,Town\n", "columns missing: listed_on, since, source, stance"),
        ("é".encode("cp1252"), "cannot be read as CSV in UTF-8"),
    ],
)
def test_a_list_that_is_wrong_is_refused_whole(load, content, why):
    with pytest.raises(CommandError, match=why.replace("(", r"\(")):
        load(content)

    assert not MunicipalityStance.objects.exists()
