"""The pages: a code typed in and agreed to, who has access, and what a member who manages it may change."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts import actions
from accounts.models import AccessCode, Right
from accounts.permissions import may

from . import linked
from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def luc():
    return linked.person("luc@example.org")


@pytest.fixture
def club(marie):
    return linked.club(by=marie)


@pytest.fixture
def of_luc(client, luc):
    """A browser in which Luc has just signed in."""
    sign_in(client, luc.email)
    return client


def url(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_my_profile_to_the_link(of_luc, luc, club, language):
    _code, plain = linked.code(club, rights=[Right.VIEW, Right.PREPARE])
    profile = of_luc.get(url("accounts:profile", language=language))
    form = url("accounts:add_code", language=language)
    assert f'action="{form}"' in profile.text and 'name="access_code"' in profile.text

    shown = of_luc.post(form, {"access_code": plain.lower()}, follow=True)
    assert club.name in shown.text and "Hearst" in shown.text
    assert not may(luc, club.pk, Right.VIEW)
    linked_now = of_luc.post(shown.request["PATH_INFO"], {"link": "yes"}, follow=True)

    assert linked_now.request["PATH_INFO"] == url("accounts:profile", language=language)
    assert club.name in linked_now.text and "govuk-notification-banner--success" in linked_now.text
    assert may(luc, club.pk, Right.PREPARE)


def test_cancel_links_nothing_and_leaves_the_code_usable(of_luc, luc, club):
    code, plain = linked.code(club)
    of_luc.post(url("accounts:add_code"), {"access_code": plain})

    of_luc.post(url("licensing:link"), {"cancel": "yes"})

    code.refresh_from_db()
    assert code.uses == 0 and not luc.memberships.exists()


def test_after_a_quarter_of_an_hour_the_password_is_asked_again(of_luc, luc, club, time_machine, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
    _code, plain = linked.code(club)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    of_luc.post(url("accounts:add_code"), {"access_code": plain})
    asked = of_luc.get(url("licensing:link"))
    assert club.name not in of_luc.get(url("licensing:link"), follow=True).text
    of_luc.post(url("licensing:link"), {"link": "yes"})
    assert not luc.memberships.exists()
    back = of_luc.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert back.request["PATH_INFO"] == url("licensing:link") and club.name in back.text


def test_a_code_typed_is_remembered_a_quarter_of_an_hour_for_that_person_only(of_luc, club, marie, time_machine):
    _code, plain = linked.code(club)
    of_luc.post(url("accounts:add_code"), {"access_code": plain})
    assert plain.replace("-", "") not in str(dict(of_luc.session)) and plain not in str(dict(of_luc.session))

    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    answer = of_luc.get(url("licensing:link"))

    assert answer["Location"] == url("accounts:add_code")


def test_linked_already_is_news_and_no_error(of_luc, luc, club):
    linked.member(luc, club)
    code, plain = linked.code(club)
    of_luc.post(url("accounts:add_code"), {"access_code": plain})

    page = of_luc.post(url("licensing:link"), {"link": "yes"}, follow=True)

    assert "is linked to your account already" in page.text and "icajo-banner--problem" not in page.text
    code.refresh_from_db()
    assert code.uses == 0


def test_pressing_twice_is_pressing_once(of_luc, luc, club):
    _code, plain = linked.code(club)
    of_luc.post(url("accounts:add_code"), {"access_code": plain})

    first = of_luc.post(url("licensing:link"), {"link": "yes"})
    second = of_luc.post(url("licensing:link"), {"link": "yes"})

    assert (first.status_code, second.status_code) == (302, 302)
    assert luc.memberships.count() == 1


def test_an_empty_box_is_said_at_the_box_and_counts_for_nothing(of_luc):
    page = of_luc.post(url("accounts:add_code"), {"access_code": " "})

    assert 'href="#id_access_code"' in page.text and page.status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_who_what_since_when_and_how(client, marie, luc, club, language):
    actions.redeem(linked.code(club, rights=[Right.VIEW])[0], by=luc)
    code, plain = linked.code(club, issued_to="Nadia Singh, director")
    client.force_login(marie)

    page = client.get(url("accounts:access", club.pk, language=language)).text

    expected = ["luc@example.org", "Luc Roy", code.selector, "Nadia Singh"]
    expected += ["Code d’accès", "Voir"] if language == "fr" else ["Access code", "See applications and licences"]
    assert [words for words in expected if words not in page] == []
    assert plain not in page and "Date of birth, call" not in page


def test_whoever_manages_access_ends_one_and_revokes_a_code(client, marie, luc, club):
    held = linked.member(luc, club)
    code, _plain = linked.code(club, issued_to="Nadia Singh, director")
    client.force_login(marie)

    empty = client.post(url("accounts:end_access", club.pk, held.pk), {"why": ""})
    client.post(url("accounts:end_access", club.pk, held.pk), {"why": "Left"})
    client.post(url("accounts:revoke_code", club.pk, code.pk), {"why": "Lost"})

    assert 'href="#id_why"' in empty.text
    assert not may(luc, club.pk, Right.VIEW)
    assert AccessCode.objects.get(pk=code.pk).revoked_by == marie


def test_whoever_manages_access_changes_what_one_may_do(client, marie, luc, club):
    held = linked.member(luc, club, Right.VIEW)
    client.force_login(marie)
    page = client.get(url("accounts:change_rights", club.pk, held.pk))
    assert page.context["form"].initial["rights"] == [Right.VIEW]

    client.post(url("accounts:change_rights", club.pk, held.pk), {"rights": ["view", "submit"]})

    assert may(luc, club.pk, Right.SUBMIT) and not may(luc, club.pk, Right.MANAGE)


def test_the_last_who_manages_access_is_told_to_ask_us(client, marie, club):
    held = club.memberships.get()
    client.force_login(marie)

    answer = client.post(url("accounts:end_access", club.pk, held.pk), {"why": "?"}, follow=True)

    assert "only person who manages access" in answer.text
    assert may(marie, club.pk, Right.MANAGE)


def test_the_published_way_to_remove_a_person_is_one_link_away(client, marie, luc, club):
    linked.member(luc, club)
    client.force_login(marie)

    page = client.get(url("accounts:access", club.pk))

    links = [line for line in page.text.splitlines() if "subject=remove-person" in line]
    assert len(links) == 2 and f"organization={club.pk}" in links[1] and "luc%40example.org" in links[1]


PAGES = ["access", "change_rights", "end_access", "revoke_code"]


@pytest.mark.parametrize("who", ["stranger", "reports only", "agent", "former"])
@pytest.mark.parametrize("name", PAGES)
def test_for_everybody_else_the_pages_are_not_there(client, luc, marie, club, who, name):
    if who == "reports only":
        linked.member(luc, club, Right.REPORTS)
    if who == "agent":
        linked.member(luc, club, source="agent")
    if who == "former":
        actions.end_membership(linked.member(luc, club), by=marie, why="?")
    rows = {"revoke_code": linked.code(club)[0].pk, "access": None}
    row = rows.get(name, club.memberships.in_force().get(user=marie).pk)
    client.force_login(luc)

    address = url(f"accounts:{name}", *[club.pk, *([row] if row else [])])

    assert client.get(address).status_code == 404
    if row:
        assert client.post(address, {"why": "?", "rights": ["view"]}).status_code == 404


@pytest.mark.parametrize("name", PAGES[1:])
def test_a_member_who_may_only_see_changes_nothing(client, luc, marie, club, name):
    linked.member(luc, club, Right.VIEW)
    row = linked.code(club)[0].pk if name == "revoke_code" else club.memberships.get(user=marie).pk
    client.force_login(luc)

    assert client.get(url("accounts:access", club.pk)).status_code == 200
    assert client.post(url(f"accounts:{name}", club.pk, row), {"why": "?"}).status_code == 404


def test_the_members_of_another_organization_are_not_there(client, marie, luc, club):
    theirs = linked.club(by=luc, name="Another")
    client.force_login(marie)

    row = theirs.memberships.get().pk
    assert client.post(url("accounts:end_access", club.pk, row), {"why": "?"}).status_code == 404
    assert may(luc, theirs.pk, Right.MANAGE)


def test_the_list_says_for_whom_one_acts_and_leads_to_the_pages_that_open(client, luc, club):
    reports, filed = linked.club(name="Reports only"), linked.club(name="As agent")
    linked.member(luc, club, Right.VIEW)
    linked.member(luc, reports, Right.REPORTS)
    linked.member(luc, filed, source="agent")
    client.force_login(luc)

    page = client.get(url("accounts:access_list")).text

    assert all(one.name in page for one in (club, reports, filed))
    assert url("accounts:access", club.pk) in page
    assert url("accounts:access", reports.pk) not in page and url("accounts:access", filed.pk) not in page
