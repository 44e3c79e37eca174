"""Customer service: codes shown once, access given and ended with a reason, rows that nobody edits."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessCode, CodeTry, Right, Source
from accounts.permissions import may
from icajo.models import Letter

from . import linked

pytestmark = pytest.mark.django_db
ISSUE = {
    "issued_to": "Lucie Gagnon, director",
    "identity_check": "Date of birth and file number, call of 10 a.m.",
    "rights": ["view", "submit"],
    "max_uses": "1",
    "days": "30",
}


@pytest.fixture(autouse=True)
def password_alone(settings):
    """The second step of staff is tested elsewhere."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def clerk():
    call_command("load_reference", verbosity=0)
    user = linked.person("service@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name="Customer service"))
    return user


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def club(marie):
    return linked.club(by=marie)


def issue(desk, club, **changes):
    url = reverse("admin:accounts_issue_code", args=[club.pk])
    once = desk.get(url).context["once"]
    return desk.post(url, {**ISSUE, "once": once, **changes})


def test_a_code_is_shown_once_and_kept_nowhere(desk, club, clerk):
    answer = issue(desk, club)
    plain, code = answer.context["plain"], AccessCode.objects.get()

    assert plain in answer.text and plain.startswith(code.selector)
    assert (code.issued_by, code.rights) == (clerk, [Right.VIEW, Right.SUBMIT])
    pages = [reverse("admin:accounts_accesscode_change", args=[code.pk]),
             reverse("admin:accounts_accesscode_changelist"),
             reverse("admin:accounts_organization_change", args=[club.pk])]  # fmt: skip
    assert all(code.selector in desk.get(page).text and plain not in desk.get(page).text for page in pages)
    assert plain not in str(dict(desk.session)) and not Letter.objects.filter(body__contains=plain).exists()


def test_the_page_sent_twice_issues_one_code(desk, club):
    url = reverse("admin:accounts_issue_code", args=[club.pk])
    once = desk.get(url).context["once"]

    desk.post(url, {**ISSUE, "once": once})
    again = desk.post(url, {**ISSUE, "once": once}, follow=True)

    assert AccessCode.objects.count() == 1 and "sent already" in again.text


@pytest.mark.parametrize("missing", ["issued_to", "identity_check", "rights"])
def test_no_code_without_a_person_a_check_and_a_right(desk, club, missing):
    answer = issue(desk, club, **{missing: ""})

    assert missing in answer.context["form"].errors and not AccessCode.objects.exists()


@pytest.mark.parametrize(("name", "value"), [("days", "91"), ("days", "0"), ("max_uses", "0"), ("max_uses", "999")])
def test_a_code_has_a_limit(desk, club, name, value):
    assert name in issue(desk, club, **{name: value}).context["form"].errors


def test_an_account_is_given_reports_only(desk, club, clerk):
    luc = linked.person("luc@example.org")
    given = {"email": "Luc@Example.org", "rights": ["reports"], "until": "", "why": "2027-200001"}

    desk.post(reverse("admin:accounts_give_access", args=[club.pk]), given)

    membership = club.memberships.get(user=luc)
    assert (membership.source, membership.given_by, membership.rights) == (Source.STAFF, clerk, [Right.REPORTS])


def test_an_address_without_an_account_and_a_day_that_is_over_are_said(desk, club):
    yesterday = timezone.localdate() - timedelta(days=1)
    given = {"email": "nobody@example.org", "rights": ["view"], "until": f"{yesterday}", "why": "?"}

    answer = desk.post(reverse("admin:accounts_give_access", args=[club.pk]), given)

    assert set(answer.context["form"].errors) == {"email", "until"}


def test_access_is_ended_with_a_reason(desk, club, marie, clerk):
    held = club.memberships.get()
    page = reverse("admin:accounts_membership_change", args=[held.pk])
    url = reverse("admin:accounts_membership_do", args=[held.pk, "end"])
    assert "../do/end/" in desk.get(page).text

    refused = desk.post(url, {"why": ""})
    assert "why" in refused.context["form"].errors
    desk.post(url, {"why": "2027-200003"})

    held.refresh_from_db()
    assert (held.ended_by, held.ended_why) == (clerk, "2027-200003")
    assert not may(marie, club.pk, Right.VIEW)
    assert "../do/end/" not in desk.get(page).text


def test_a_code_is_revoked_with_a_reason(desk, club, clerk):
    code, _plain = linked.code(club)

    desk.post(reverse("admin:accounts_accesscode_do", args=[code.pk, "revoke"]), {"why": "Read to the wrong person"})

    code.refresh_from_db()
    assert code.revoked_by == clerk


def test_rights_are_changed_by_staff(desk, club, marie):
    held = club.memberships.get()

    desk.post(reverse("admin:accounts_membership_do", args=[held.pk, "rights"]), {"rights": ["view"]})

    assert not may(marie, club.pk, Right.MANAGE) and may(marie, club.pk, Right.VIEW)


@pytest.mark.parametrize("model", ["membership", "accesscode", "codetry"])
def test_nobody_edits_adds_or_deletes_a_row(desk, club, model):
    code, _plain = linked.code(club)
    row = {"membership": club.memberships.get(), "accesscode": code, "codetry": CodeTry.objects.create(network="x")}
    page = reverse(f"admin:accounts_{model}_change", args=[row[model].pk])

    assert desk.get(page).status_code == 200
    assert desk.get(reverse(f"admin:accounts_{model}_changelist"), {"q": "a"}).status_code == 200
    assert desk.post(page, {}).status_code == 403
    assert desk.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    assert desk.post(reverse(f"admin:accounts_{model}_delete", args=[row[model].pk])).status_code == 403


def test_an_officer_without_the_permission_gets_to_none_of_it(client, club):
    call_command("load_reference", verbosity=0)
    officer = linked.person("officer@example.org", is_staff=True)
    officer.groups.add(Group.objects.get(name="Eligibility officers"))
    client.force_login(officer)
    held = club.memberships.get()

    page = client.get(reverse("admin:accounts_organization_change", args=[club.pk]))
    assert page.status_code == 200 and "/code/" not in page.text
    for name, args in [
        ("issue_code", [club.pk]),
        ("give_access", [club.pk]),
        ("membership_do", [held.pk, "end"]),
        ("accesscode_do", [linked.code(club)[0].pk, "revoke"]),
    ]:
        assert client.post(reverse(f"admin:accounts_{name}", args=args), {"why": "?"}).status_code == 403
