"""Who gets what at every address: the committed table, held against the running portal.

After a new page: `pytest tests/house/test_access.py --rewrite`, then read the difference.  In the table `sign-in` is
a redirect to the sign-in page; other redirects are 302 or 303.
"""

import csv
import logging
from copy import copy
from functools import partial
from pathlib import Path

import pytest
from django.contrib import admin, auth
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test.client import ClientHandler, RequestFactory
from django.urls import reverse

from accounts.roles import BY_CODE, ROLES
from icajo import fleeting, limits, pdf, sessions, urls
from tests.house.doors import PERSONAS, STAFF, TOLD, VISITORS, build, doors

TABLE = Path(__file__).with_name("access.csv")
LANGUAGE = {"GET": "fr", "POST": "en"}
PRIVATE = {"ref", "uuid"}  # in an address: it is about somebody's file
REFUSED = {"404", "405"}
REFUSALS = REFUSED | {"403"}
OUTSIDERS = ("anonymous", "agent", "reports-only", "former member", "stranger")

# addresses of one person, whoever else acts for the same organization
OWN = {
    "submissions:exchange", "submissions:letter_attachment", "submissions:inquiry", "submissions:inquiry_file",
    "submissions:incident_draft", "submissions:my_complaint",
}  # fmt: skip
# what the right to report opens of a licence and of its report
REPORTING = {
    "licensing:start_report", "licensing:import_rows", "licensing:table_template", "licensing:whole_list",
    "licensing:whole_list_file",
}  # fmt: skip


def table():
    with TABLE.open(newline="") as file:
        return {(row["address"], row["method"]): row for row in csv.DictReader(file)}


def write_table(found):
    with TABLE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["address", "method", *PERSONAS])
        writer.writerows([*key, *(found[persona][key] for persona in PERSONAS)] for key in found["anonymous"])


def outcome(response):
    if response.status_code == 302 and any(
        page in response["Location"] for page in ("/connexion/", "/sign-in/", "/admin/login/")
    ):
        return "sign-in"
    return str(response.status_code)


def refusal(request, exception, status):
    return HttpResponse(status=status)


class Walk:
    """Somebody with these cookies goes to every address: what they get there, and the secrets that they read."""

    def __init__(self, portal, user, cookies, addresses, secrets):
        cache.clear()  # nobody pays for what others tried
        fleeting.cache.clear()
        self.portal, self.user, self.cookies, self.secrets = portal, user, cookies, secrets
        user.has_perm("")  # what they may is looked up once, and not at each of their steps
        self.browser = RequestFactory()
        self.outcomes, self.read = {}, set()
        for (door, method), address in addresses.items():
            self.outcomes[door, method] = self.visit(door, method, address)

    def visit(self, door, method, address):
        """Whatever the visit does is undone."""
        self.browser.cookies.clear()  # the last page may have set some
        self.browser.cookies.update(self.cookies)
        with transaction.atomic():
            response = self.portal(self.browser.generic(method, address, walker=copy(self.user)).environ)
            body = b"".join(response).decode(errors="replace")  # a file is closed once it is read
            transaction.set_rollback(True)
        self.read |= {(door, secret) for secret in self.secrets if secret in body and secret not in address}
        return outcome(response)


@pytest.fixture
def no_logs():
    """Thousands of refusals, each in full, are not written down."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)  # which also forgets what each logger remembers of it


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(monkeypatch, pytestconfig, settings, no_logs):
    settings.STAFF_SECOND_FACTOR = False  # what staff get once they have shown who they are
    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: b"%PDF")  # a second each, and not the question
    for clock in (limits, sessions):  # nor when they were last seen, written and undone at each visit
        monkeypatch.setattr(clock, "UNWRITTEN", clock.UNWRITTEN * 100)
    for status in (403, 404):  # drawing what a refusal looks like is most of the work, and not the question
        monkeypatch.setattr(urls, f"handler{status}", partial(refusal, status=status), raising=False)
    world, portal = build(), ClientHandler(enforce_csrf_checks=False)
    cookies = {persona: world.client(persona).cookies for persona in PERSONAS}  # first: signing in leaves rows behind
    monkeypatch.setattr(auth, "get_user", lambda request: request.META["walker"])

    # pages are opened in French and posted to in English
    addresses = {
        (str(door), method): world.address(door, language) for door in doors() for method, language in LANGUAGE.items()
    }

    people = {"anonymous": AnonymousUser()} | world.people
    walks = {one: Walk(portal, people[one], cookies[one], addresses, world.secrets) for one in PERSONAS}
    found = {persona: walk.outcomes for persona, walk in walks.items()}

    if pytestconfig.getoption("rewrite", default=False):
        write_table(found)
    expected = table()
    for persona in PERSONAS:
        assert found[persona] == {key: row[persona] for key, row in expected.items()}, persona
    # a page may be anybody's and yet show what is not theirs
    assert {secret for _door, secret in walks["applicant"].read} == set(world.secrets)
    assert {persona: walks[persona].read for persona in OUTSIDERS if walks[persona].read} == {}
    told = {persona for persona, walk in walks.items() if TOLD in {secret for _door, secret in walk.read}}
    assert told == {"applicant", "complaints", "superuser"}


@pytest.mark.django_db
def test_an_agent_opens_what_they_filed():
    world = build()
    agent = world.client("agent")
    filed = [reverse(f"licensing:{name}", args=[world.agents.ref]) for name in ("application", "documents", "review")]

    opened = [*filed, reverse("licensing:document", args=[world.agents.ref, world.agents.documents.first().pk])]

    assert [agent.get(address).status_code for address in opened] == [200] * 4
    assert world.agents.ref in agent.get(reverse("licensing:menu")).content.decode()


def test_every_address_stands_in_the_table():
    missing = {(str(door), method) for door in doors() for method in LANGUAGE} ^ table().keys()

    assert missing == set(), "run with --rewrite, then read the difference"


def test_a_strangers_file_is_not_there():
    private = [door for door in doors() if PRIVATE & set(door.kwargs) or door.name == "licensing:certificate"]
    asked = {str(door) for door in private if not door.is_desk}
    rows = {key: row for key, row in table().items() if key[0] in asked}

    assert len(rows) > 30
    assert {key: row["stranger"] for key, row in rows.items() if row["stranger"] not in REFUSED} == {}
    shut = {key: row for key, row in rows.items() if key[1] == "GET" and row["applicant"] == "404"}
    assert {key for key, row in shut.items() if not any(row[role] == "200" for role in STAFF)} == set()


@pytest.mark.parametrize("persona", ["agent", "former member"])
def test_who_has_no_part_in_a_file_gets_what_a_stranger_gets(persona):
    assert {key for key, row in table().items() if row[persona] != row["stranger"]} == set()


def test_who_may_only_report_gets_to_reports_and_is_a_stranger_elsewhere():
    differs = {name for (name, _method), row in table().items() if row["reports-only"] != row["stranger"]}

    assert differs == REPORTING


def test_nobody_but_staff_gets_to_the_desk():
    desk = {key: row for key, row in table().items() if key[0].startswith("admin:")}
    open_doors = {
        key for key, row in desk.items() if any(row[persona] not in ("sign-in", "405") for persona in VISITORS)
    }

    assert {name for name, _method in open_doors} == {"admin:login", "admin:logout"}


def test_a_table_that_no_role_names_is_closed_to_every_role():
    named = {label.partition(".")[0] + "_" + label.rpartition("_")[2] for role in ROLES for label in role.may}
    closed = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model, desk in admin.site._registry.items()
        if type(desk).has_view_permission is admin.ModelAdmin.has_view_permission
        and f"{model._meta.app_label}_{model._meta.model_name}" not in named
        for page in ("changelist", "add", "change", "delete")  # a history says first that there is no such row
    }
    rows = {key: row for key, row in table().items() if key[0] in closed}

    opened = {(key, role) for key, row in rows.items() for role in BY_CODE if row[role] not in ("403", "404", "405")}
    assert len(rows) >= 10 and opened == set()


def test_nobody_but_a_superuser_deletes_anything_on_the_desk():
    pages = {key: row for key, row in table().items() if key[0].startswith("admin:") and key[0].endswith("_delete")}
    open_doors = {(key[0], role) for key, row in pages.items() for role in BY_CODE if row[role] not in REFUSALS}

    assert len(pages) > 50 and open_doors == set()


def test_the_administrator_gets_to_no_file_no_licence_and_no_money():
    desk = {
        key: row["administrator"]
        for key, row in table().items()
        if key[0].startswith(("admin:licensing_", "admin:payments_", "admin:submissions_"))
        and not key[0].startswith(("admin:licensing_teammember_", "admin:licensing_conflict_"))
        and key[0] != "admin:licensing_lift_conflict"
        and not key[0].endswith("_history")  # which says first that there is no such row
    }

    assert len(desk) > 100 and {key: got for key, got in desk.items() if got not in REFUSALS} == {}


def test_only_those_who_read_files_get_to_a_paper_of_one():
    row = table()["admin:licensing_file", "GET"]

    assert {role for role in STAFF if row[role] == "200"} == {
        *(role.code for role in ROLES if "licensing.read_application" in role.may),
        "superuser",
    }


def test_only_the_administrator_gets_to_the_roles_of_somebody():
    row = table()["admin:accounts_user_staff", "GET"]

    assert {role for role in STAFF if row[role] != "403"} == {"administrator", "superuser"}


def test_a_co_owner_may_do_all_that_the_applicant_may():
    """But for what somebody sent in their own name: questions, drafts of incidents, complaints, letters."""
    differs = {name for (name, _method), row in table().items() if row["co-owner"] != row["applicant"]}

    assert differs == OWN


def test_no_page_fails():
    # without a provider of payments, the page that calls it says so: 503
    failed = {key[0] for key, row in table().items() for persona in PERSONAS if row[persona].startswith("5")}

    assert failed <= {"payments:checkout", "payments:back_to_draft"}
