"""The roles of staff: who may do what on the desk.  What is not written here, nobody may do.

`manage.py sync_roles` makes the database say the same, exactly.  A permission is `app.codename`; those that are not
Django's own view, add, change and delete are declared by the model that they are about.  No role deletes anything but
a fee rate that does not count yet, and nobody is a superuser in daily use.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MANAGE = "accounts.manage_staff"
TRAIL = "licensing.read_trail"  # who did and who read what; nothing of what files say


def every(verb: str, *models: str) -> tuple[str, ...]:
    """`every("view", "licensing.licence", …)`: one permission for each model."""
    return tuple(f"{app}.{verb}_{name}" for app, name in (model.split(".") for model in models))


# number, type, applicant, state, fee and officer of every file; nothing of what it says
LIST_FILES = every("view", "licensing.application")
# what a file says: answers, papers, notes, requests for information, notices
READ_FILES = (
    *LIST_FILES,
    "licensing.read_application",
    *every("view", "licensing.event", "licensing.publicnotice", "licensing.feerate"),
)
LICENCES = every("view", "licensing.licence", "licensing.penalty", "licensing.obligation")
PEOPLE = every(
    "view",
    "accounts.user", "accounts.organization", "accounts.membership", "accounts.address", "accounts.person",
    "accounts.role",
)  # fmt: skip
LETTERS = every("view", "icajo.letter")
QUESTIONS = (*every("view", "submissions.inquiry"), *every("change", "submissions.inquiry"))
# what went wrong at an event or on premises: who decides about licences, and who goes and looks
INCIDENTS = (*every("view", "submissions.incident"), "submissions.handle_incident")
PLACES = (
    *every("view", "licensing.school", "licensing.municipalitystance"),
    *every("change", "licensing.school", "licensing.municipalitystance"),
    *every("add", "licensing.municipalitystance"),
)
# who discloses and how far each is; the content opens only to a reason that is written down
DISCLOSURES = (*every("view", "licensing.invitation"), "licensing.read_disclosure")
# lists of files, to take away; a second person agrees to long ones
EXPORT = ("icajo.export_files", *every("view", "icajo.exportrequest"))
DECIDE = (
    *READ_FILES, *LICENCES, *PEOPLE, *LETTERS, *PLACES, *DISCLOSURES,
    "licensing.decide_application", "submissions.handle_observation", *INCIDENTS, *EXPORT,
    "submissions.answer_officers_inquiry",
)  # fmt: skip
ASSIGN = "licensing.assign_application"
# from which files the staff stand aside, and opening them again to somebody else
CONFLICTS = (*every("view", "licensing.conflict"), "licensing.lift_conflict")
# the second person, after one who recommends a refusal, or who asks to take a long list away
REFUSE, APPROVE_EXPORT = "licensing.refuse_application", "icajo.approve_export"
CONDITIONS = tuple(f"licensing.{verb}_conditiontext" for verb in ("view", "add", "change"))
# what letters about decisions say: written by one person, approved by another
APPROVE_TEXTS = (*every("view", "licensing.lettertext"), "licensing.approve_lettertext")
TEXTS = (*every("add", "licensing.lettertext"), *every("change", "licensing.lettertext"), *APPROVE_TEXTS)
WAIVERS = (*every("view", "licensing.waiver"), *every("change", "licensing.waiver"), "licensing.grant_waiver")
RATES = tuple(f"licensing.{verb}_feerate" for verb in ("add", "change", "delete", "approve"))
MONEY = (
    *every(
        "view",
        "payments.order", "payments.orderline", "payments.attempt", "payments.payment", "payments.receipt",
        "payments.providerevent", "payments.discrepancy", "payments.statement", "payments.statementline",
        "payments.refund", "payments.repayment",
    ),
    *every("add", "payments.refund"),
    "payments.ask_refund", "payments.settle_order", "payments.import_statement",
)  # fmt: skip
ACCESS = (
    *every("view", "accounts.accesscode", "accounts.accesscodeuse", "accounts.codetry"),
    *every("add", "accounts.accesscode", "accounts.membership"),
    *every("change", "accounts.accesscode", "accounts.membership"),
)
RECORDS = (
    *every("add", "accounts.address", "accounts.person", "accounts.role"),
    *every("change", "accounts.organization", "accounts.address", "accounts.person", "accounts.role"),
)


@dataclass(frozen=True)
class StaffRole:
    """One role: `group` is its row in the database, `formerly` the name that the row had before."""

    code: str
    group: str
    name: str
    does: str
    may: tuple[str, ...]
    formerly: str = ""


ROLES = (
    StaffRole(
        code="intake",
        group="Intake officers",
        name=_("Intake officer"),
        does=_("Reads what comes in, to see whether it is complete and whose it is; decides nothing."),
        may=(
            *READ_FILES, *LICENCES, *PEOPLE, *LETTERS,
            *every("view", "submissions.inquiry", "submissions.incident"),
        ),
    ),
    StaffRole(
        code="eligibility-officer",
        group="Eligibility officers",
        name=_("Eligibility officer"),
        does=_("Takes files, reads them, asks for what is missing, weighs what the public says, and decides."),
        may=DECIDE,
        formerly="Licensing officers",
    ),
    StaffRole(
        code="senior-officer",
        group="Senior officers",
        name=_("Senior eligibility officer"),
        does=_("What an eligibility officer does, the monetary penalties, and who works on which file."),
        may=(
            *DECIDE, ASSIGN, REFUSE, APPROVE_EXPORT,
            *every("add", "licensing.penalty"), *every("change", "licensing.penalty"),
            *APPROVE_TEXTS,
        ),
    ),
    StaffRole(
        code="inspector",
        group="Inspectors",
        name=_("Inspector"),
        does=_("Visits premises and writes down what was found; looks into incidents that are reported; "
               "sees which files there are, not what they say."),
        may=(*LIST_FILES, *LICENCES, "licensing.inspect_application", *INCIDENTS),
    ),
    StaffRole(
        code="finance",
        group="Finance officers",
        name=_("Finance officer"),
        does=_("Looks after the money: orders, transfers, refunds, waivers and rates, always by two people; "
               "sees which files there are, not what they say."),
        may=(*LIST_FILES, *every("view", "licensing.feerate"), *RATES, *WAIVERS, *MONEY,
             *every("view", "icajo.exportrequest")),
    ),
    StaffRole(
        code="complaints",
        group="Complaints officers",
        name=_("Complaints officer"),
        does=_("Answers questions and complaints; sees which files and licences there are, not what files say."),
        may=(*LIST_FILES, *LICENCES, *PEOPLE, *QUESTIONS, "submissions.handle_complaint"),
    ),
    StaffRole(
        code="customer-service",
        group="Customer service",
        name=_("Customer service"),
        does=_("Helps people: questions, access, sign-in, addresses, letters on paper; "
               "sees which files there are, not what they say."),
        may=(
            *LIST_FILES, *every("view", "licensing.licence"), *PEOPLE, *ACCESS, *RECORDS, *LETTERS, *QUESTIONS,
            "icajo.print_letter", "accounts.help_sign_in", "accounts.merge_accounts", "accounts.assist_entry",
        ),
    ),
    StaffRole(
        code="registrar",
        group="Registrar",
        name=pgettext_lazy("role of staff", "Registrar"),
        does=_("Decides about every file and every licence, orders penalties, and is the second person for waivers "
               "and rates; reads who has which role, and who did and read what."),
        may=(
            *DECIDE, ASSIGN, REFUSE, APPROVE_EXPORT,
            *every("add", "licensing.penalty"), *every("change", "licensing.penalty"),
            *WAIVERS, *RATES, *CONFLICTS, *CONDITIONS, *TEXTS,
            *every("view", "submissions.inquiry", "auth.group", "accounts.rolechange"), TRAIL,
        ),
    ),
    StaffRole(
        code="administrator",
        group="Administrators",
        name=_("Administrator"),
        does=_("Opens and closes accounts, gives roles to others and takes them away, and makes up the teams; "
               "reads no file, but who did and read what."),
        may=(
            *every("view", "accounts.user", "auth.group", "accounts.rolechange"),
            *every("add", "accounts.user"), *every("change", "accounts.user"), MANAGE, "accounts.help_sign_in",
            *every("view", "licensing.teammember"), *every("add", "licensing.teammember"),
            *every("change", "licensing.teammember"), *CONFLICTS, TRAIL,
        ),
    ),
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
BY_GROUP = {role.group: role for role in ROLES}
