"""Every type goes the whole way, and every request about its licence does: no type is named here."""

from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from licensing import actions, papers
from licensing.definition import Effect
from licensing.fees import assess
from licensing.judging import in_the_way, problems_of
from licensing.models import Licence
from licensing.record import prefilled
from licensing.standing import standing
from licensing.types import LICENCE_TYPES
from tests import samples

TODAY = date(2026, 11, 21)
TYPES = pytest.mark.parametrize("type", LICENCE_TYPES.values(), ids=LICENCE_TYPES)
LASTING = {Effect.RENEW, Effect.AMEND}  # requests after which the same licence takes the next

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(time_machine, storage):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)


@pytest.fixture
def amelie():
    return samples.person()


@pytest.fixture
def officer():
    return samples.officer()


def go_through(application, *, by, officer) -> Licence:
    """Judged, sealed, submitted, taken, its checks closed, approved."""
    assert in_the_way(problems_of(application, TODAY)) == []
    fee = assess(application, TODAY)
    assert fee.total == sum(Decimal(line["amount"]) for line in fee.lines) == fee.total.quantize(Decimal("0.01"))
    actions.seal(application, by=by, on=TODAY, fee_seen=fee.total)
    actions.submit(application, by=by, at=timezone.now())
    actions.take(application, by=officer)
    for check in application.checks.filter(closed_at=None):
        if check.definition.by_hand:
            actions.close_check(check, by=officer, note="vu")
    application.checks.filter(closed_at=None).update(closed_at=timezone.now())  # those that close by themselves
    return actions.approve(application, by=officer, on=TODAY)


def issued(type, amelie, officer) -> Licence:
    return go_through(samples.complete(amelie, on=TODAY, type_code=type.code), by=amelie, officer=officer)


def asked(licence, procedure, amelie):
    """A draft of this request: what is known fills it, the rest is the sample's."""
    application = actions.renewals.follow_up(
        licence, procedure, prefilled(licence, procedure, TODAY), by=amelie, once=procedure.code
    )
    own = samples.ABOUT[licence.type_code](TODAY)[procedure.code]
    application.answers |= {step.slug: own[step.slug] for step in procedure.steps if step.slug in own}
    application.save()
    return samples.furnish(application, by=amelie)


def is_printed(version):
    """Both certificates say who holds it, as pages: one type at a time makes the files themselves."""
    for language in ("fr", "en"):
        with translation.override(language):
            context = papers.certificate_context(version, language)
            page = render_to_string(f"certificates/{version.licence.type_code}.{language}.html", context)
        assert context["facts"] and version.licence.number in page and str(version.expires_on.year) in page


@TYPES
def test_its_sample_goes_all_the_way_in_both_languages(type, amelie, officer):
    licence = issued(type, amelie, officer)

    version = papers.certify(licence.last_version)
    for language, certificate in (("fr", version.certificate_fr), ("en", version.certificate_en)):
        summary = papers.summary_pdf(licence.round, language)
        assert summary.startswith(b"%PDF") and certificate.content.read(4) == b"%PDF"
    is_printed(version)
    assert licence.number.startswith(type.prefix) and licence.municipality and licence.holder
    assert licence.expires_on is None or licence.expires_on >= licence.starts_on


@TYPES
def test_every_request_that_leaves_the_licence_where_it_is_makes_a_version_of_it(type, amelie, officer):
    licence = issued(type, amelie, officer)

    lasting = [procedure for procedure in type.procedures if procedure.effect in LASTING]
    for procedure in lasting:
        before = licence.expires_on
        again = go_through(asked(licence, procedure, amelie), by=amelie, officer=officer)
        licence = Licence.objects.get(pk=licence.pk)
        assert again.pk == licence.pk, procedure.code
        assert (licence.expires_on > before) == (procedure.effect == Effect.RENEW), procedure.code
        is_printed(licence.last_version)

    assert licence.versions.count() == 1 + len(lasting)
    assert licence.answers.keys() <= {step.slug for step in type.steps}
    assert standing(licence, licence.starts_on).counts


@TYPES
def test_a_transfer_gives_what_is_left_of_the_term_to_somebody_else(type, amelie, officer):
    for procedure in [one for one in type.procedures if one.effect == Effect.TRANSFER]:
        old = issued(type, amelie, officer)

        new = go_through(asked(old, procedure, amelie), by=amelie, officer=officer)

        assert new.number != old.number and new.expires_on == old.expires_on
        assert new.organization_id != old.organization_id and new.holder != old.holder
        is_printed(new.last_version)


@TYPES
def test_what_is_given_back_ends(type, amelie, officer):
    for procedure in [one for one in type.procedures if one.effect == Effect.SURRENDER]:
        licence = issued(type, amelie, officer)

        go_through(asked(licence, procedure, amelie), by=amelie, officer=officer)

        licence.refresh_from_db()
        assert licence.ended_as == "surrendered" and licence.ended_on >= TODAY
