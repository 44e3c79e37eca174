"""A cannabis store: its place, its operator, its managers, and what a reserve changes (facts 4.4 to 4.9; seed 003)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Organization
from licensing import actions, fees, judging, noticing
from licensing.checks import INSPECTION
from licensing.errors import NotApprovable
from licensing.models import Application, Licence, MunicipalityStance, Reliance
from licensing.record import prefilled
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.samples import cannabis

STORE = LICENCE_TYPES["cannabis-store"]

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def file(amelie, officer, today):
    return under_review(samples.complete(amelie, on=today, type_code=STORE.code), amelie, officer, today)


def under_review(application, by, officer, on):
    actions.complete(application, by=by, at=timezone.now(), fee_seen=fees.assess(application, on).total)
    application.refresh_from_db()
    if application.state == "awaiting-payment":
        actions.submit(application, by=by, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


def approve(file, officer, on):
    file.checks.update(closed_at=timezone.now())
    return actions.approve(file, by=officer, on=on)


def draft(user, on, **changes):
    return samples.draft(user, on=on, type_code=STORE.code, answers=cannabis.store_answers(on, **changes))


def wrong(application, on):
    """[(question, message)] of what keeps the application from being sent; papers aside."""
    problems = judging.in_the_way(judging.problems_of(application, on))
    return [(one.question, one.message) for one in problems if one.step != judging.DOCUMENTS]


def questions(application, on):
    return [question for question, _message in wrong(application, on)]


def stores_on(number, count, on):
    """So many living stores that stand on the licence with this number."""
    base = Licence.objects.get(number=number)
    Licence.objects.bulk_create(
        Licence(
            number=f"CRSA7{n:06}", type_code=STORE.code, organization=base.organization, holder="Autre", issued_on=on,
            starts_on=on, expires_on=on + timedelta(days=700),
        )
        for n in range(count)
    )  # fmt: skip
    stores = Licence.objects.filter(number__startswith="CRSA7")
    Reliance.objects.bulk_create(Reliance(licence=store, on=base) for store in stores)
    return stores


def opted_out(name="Oakville"):
    return MunicipalityStance.objects.create(
        name=name, kind="Town", stance="out", since=date(2019, 1, 14), source="Liste", listed_on=date(2026, 9, 1)
    )


def test_a_good_store_is_asked_for_as_its_operator(amelie, today):
    application = samples.sealed(amelie, on=today, type_code=STORE.code)

    operator = Licence.objects.get(number=cannabis.OPERATOR)
    assert application.organization == operator.organization
    assert application.fee == 4000 and Organization.objects.filter(name=operator.holder).count() == 1


def test_an_operator_licence_that_is_only_asked_for_is_enough_to_apply_and_not_to_be_approved(amelie, officer, today):
    operator = under_review(samples.complete(amelie, on=today, type_code="cannabis-operator"), amelie, officer, today)
    answers = cannabis.store_answers(today, operator={"operator_number": f" {operator.ref} "})
    application = samples.complete(amelie, on=today, type_code=STORE.code, answers=answers)
    store = under_review(application, amelie, officer, today)
    assert store.organization == operator.organization
    with pytest.raises(NotApprovable) as refused:
        approve(store, officer, today)
    assert operator.ref in refused.value.reasons[0]

    licence = approve(operator, officer, today)

    assert approve(store, officer, today).reliances.filter(on=licence).exists()


def test_the_number_of_a_stranger_tells_nothing_whether_it_exists_or_not(amelie, officer, today):
    stranger = samples.person("stranger@example.org")
    theirs = under_review(
        samples.complete(stranger, on=today, type_code="cannabis-operator"), stranger, officer, today
    )
    said = {}
    for number in (theirs.ref, "2026-999999", "CROL0000000", cannabis.BUYER):
        (problem,) = wrong(draft(amelie, today, operator={"operator_number": number}), today)
        said[problem[0], problem[1].replace(number, "…")] = number

    assert len(said) == 1 and next(iter(said))[0] == "operator_number"


def test_managers_hold_manager_licences_and_a_corporation_has_one(amelie, today):
    for number in (cannabis.BUYER, "CRML0000000", cannabis.OPERATOR):
        application = draft(amelie, today, managers=[cannabis.manager(number)])
        assert questions(application, today) == ["managers"], number
    assert questions(draft(amelie, today, managers=[]), today) == ["managers"]
    twice = [cannabis.manager(), cannabis.manager(cannabis.MANAGER.lower(), key="g2")]
    assert questions(draft(amelie, today, managers=twice), today) == ["managers"]


def test_a_sole_proprietor_manages_in_person(amelie, officer, today):
    answers = cannabis.store_answers(
        today, applicant={"kind": "sole-proprietorship"}, managers=[cannabis.manager(cannabis.OPERATOR)]
    )

    application = samples.complete(amelie, on=today, type_code=STORE.code, answers=answers)

    assert questions(application, today) == []
    file = under_review(application, amelie, officer, today)
    assert file.checks.filter(code="in-person").exists()


def test_a_manager_has_five_stores_at_most(amelie, today):
    application = draft(amelie, today)
    stores = stores_on(cannabis.MANAGER, 5, today)
    assert wrong(application, today)[0][0] == "managers" and cannabis.MANAGER in wrong(application, today)[0][1]

    stores.filter(pk=stores[0].pk).update(ended_as="surrendered", ended_on=today - timedelta(days=1))

    assert wrong(application, today) == []


def test_an_operator_has_150_stores_at_most_and_a_producer_one(amelie, today):
    application = draft(amelie, today)
    producer = draft(amelie, today, operator={"is_producer": "yes"})
    assert wrong(producer, today) == []
    stores_on(cannabis.OPERATOR, 149, today)
    assert wrong(application, today) == [] and questions(producer, today) == ["operator_number"]

    more = cannabis.licence_of(Organization.objects.first(), "CRSA8000000", STORE.code, today)
    Reliance.objects.create(licence=more, on=Licence.objects.get(number=cannabis.OPERATOR))

    assert questions(application, today) == ["operator_number"]


def test_a_cap_that_was_reached_meanwhile_keeps_the_officer_from_approving(file, officer, today):
    stores_on(cannabis.MANAGER, 5, today)

    with pytest.raises(NotApprovable) as refused:
        approve(file, officer, today)

    assert cannabis.MANAGER in refused.value.reasons[0]


@pytest.mark.parametrize("typed", ["Oakville", "Town of Oakville", "oakville, town of"])
def test_a_municipality_that_said_no_is_explained_with_the_date_of_its_list(amelie, client, today, typed):
    opted_out()
    application = draft(amelie, today, premises={"premises_city": typed})
    client.force_login(amelie)

    page = client.get(f"/en/applications/new/{STORE.code}/elsewhere/?file={application.ref}").content.decode()

    assert questions(application, today) == ["premises_city"]
    assert "Oakville does not let cannabis stores open" in page and "September 1, 2026" in page


def test_a_municipality_that_says_yes_during_the_file_lets_it_through(amelie, officer, today):
    place = opted_out()
    application = draft(amelie, today, premises={"premises_city": "Oakville"})
    assert questions(application, today) == ["premises_city"]

    place.stance, place.since = "in", today
    place.save()

    assert questions(application, today) == []
    samples.furnish(application, by=amelie)
    assert approve(under_review(application, amelie, officer, today), officer, today).municipality == "Oakville"


def test_a_municipality_learnt_to_have_said_no_keeps_the_officer_from_approving(file, officer, today):
    opted_out("Ottawa")

    with pytest.raises(NotApprovable) as refused:
        approve(file, officer, today)

    assert "Ottawa" in refused.value.reasons[0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "part"),
    [
        ("48.85837", "2.29448", "Ontario"),
        ("-75.69250", "45.42870", "inversées|swapped"),
        ("45.42870", "+75.69250", "ouest|west"),
        ("45.42", "-75.69250", "quatre|four"),
        ("45°25'43\"", "-75.69250", "minutes"),
    ],
)
def test_coordinates_that_are_not_in_ontario_are_refused_in_words(amelie, today, latitude, longitude, part):
    application = draft(amelie, today, premises={"latitude": latitude, "longitude": longitude})

    ((_question, message),) = wrong(application, today)

    assert any(one in message for one in part.split("|"))


def test_both_numbers_may_be_pasted_at_once_and_are_kept_apart():
    page = STORE.steps[2]({"latitude": "45.42870, -75.69250", "longitude": ""})

    assert {"latitude": "45.42870", "longitude": "-75.69250"}.items() <= page.typed().items()


def test_a_store_on_a_reserve_pays_nothing_and_has_no_notice(amelie, officer, today):
    opted_out("Akwesasne")  # what a municipality of that name decided does not count there
    answers = cannabis.on_a_reserve(today)
    application = samples.complete(amelie, on=today, type_code=STORE.code, answers=answers)
    assert "band-resolution" in {document.code for document in judging.required_documents(application)}

    file = under_review(application, amelie, officer, today)

    assert file.fee == 0 and file.last_round.fee_lines[0]["amount"] == "0.00"
    assert not noticing.is_owed(file)
    assert set(file.checks.values_list("code", flat=True)) == {"reserve", INSPECTION.code}
    criteria = {one.code for one in STORE.inspection.asked_of(file.journey.answers)}
    assert len(criteria) == 9 and "notice" not in criteria


def test_a_store_elsewhere_has_a_notice_of_fifteen_days_and_ten_criteria(file):
    assert noticing.is_owed(file)
    assert {"school-distance", INSPECTION.code} <= set(file.checks.values_list("code", flat=True))
    assert len(STORE.inspection.asked_of(file.journey.answers)) == 10
    assert (STORE.notice.shortest, STORE.notice.longest) == (15, 15)


def test_the_licence_stands_on_its_operator_and_its_managers(file, officer, today):
    store = approve(file, officer, today)

    assert set(store.reliances.values_list("on__number", flat=True)) == {cannabis.OPERATOR, cannabis.MANAGER}


def test_whoever_takes_over_holds_an_operator_licence_under_the_name_they_give(amelie, officer, file, today):
    store, procedure = approve(file, officer, today), STORE.procedure("transfer")
    known = prefilled(store, procedure, today)
    application = actions.renewals.follow_up(store, procedure, known, by=amelie, once="transfer")
    application.answers |= cannabis.about_store(today)["transfer"]
    assert questions(application, today) == []

    application.answers["applicant"] = application.answers["applicant"] | {"legal_name": "Quelqu’un d’autre inc."}

    assert questions(application, today) == ["operator_number"]


def test_stock_is_left_to_an_authorized_store_only(amelie, officer, file, today):
    store, procedure = approve(file, officer, today), STORE.procedure("surrender")
    application = actions.renewals.follow_up(store, procedure, {}, by=amelie, once="closing")
    other = cannabis.licence_of(Organization.objects.get(name=cannabis.BUYER_NAME), "CRSA0009010", STORE.code, today)
    for number, problems in ((cannabis.OPERATOR, ["closing_buyer"]), (other.number, [])):
        application.answers = cannabis.closing(today, closing_stock="sold", closing_buyer=number)
        assert questions(application, today) == problems
