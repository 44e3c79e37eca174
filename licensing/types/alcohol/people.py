"""Those who manage the premises, beside the people behind the applicant (facts 1.4)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step
from icajo.journey.fields import Day, Email, LongText, Phone, Select, Words, YesNo, only_if
from licensing.definition import Disclosing, Leaving, Rule

from ..business import ownership
from ..business.associates import DISCLOSED


class Managers(RepeatingStep):
    title = _("Disclosure of premises managers")
    intro = _(
        "Add each person who manages the premises and is not on the list of associated persons. Each receives a link "
        "by e-mail to fill in a disclosure of their own. If there is none, go on."
    )
    row_name = _("premises manager")
    headings = ("manager_name", "manager_email")
    manager_name = Words(_("Name of the manager"), max_length=200, autocomplete="off")
    manager_email = Email(_("E-mail address where the manager’s link is sent"), autocomplete="off")
    manager_language = Select(_("Language of the manager’s link"), choices=settings.LANGUAGES)
    manager_phone = Phone(_("Telephone of the manager"), autocomplete="off")
    manager_since = Day(_("Manager since, or from"))
    manager_is_19 = YesNo(_("Is the manager 19 or older?"))


class ManagersToRemove(Step):
    """Asked for in words: who leaves is not simply taken from the list, so that the officer sees it (seed 001)."""

    title = _("Existing premises managers")
    intro = _(
        "If nothing changes, choose No and go on. Whoever has left already may also be removed from the list, on the "
        "page before this one: no disclosure is then asked of them."
    )
    a_manager_leaves = YesNo(_("Must a manager be removed from the licence?"))
    managers_to_remove = only_if(
        "a_manager_leaves",
        LongText(_("Which manager, and since when?"), max_length=1000, help_text=_("Write the full name.")),
    )


LEAVING = Leaving(Managers.slug, "manager_name", asked=lambda a: bool(a.a_manager_leaves))


DISCLOSING = [
    DISCLOSED,
    Disclosing(step=Managers.slug, name="manager_name", email="manager_email", language="manager_language"),
]


def managers_are_listed_once(a, on):
    emails = [ownership.same(row.manager_email) for row in a.managers if row.manager_email]
    return len(emails) == len(set(emails))


def no_manager_is_an_associate(a, on):
    people = {ownership.same(row.associate_email) for row in a.associates if not row.associate_is_entity}
    return not people & {ownership.same(row.manager_email) for row in a.managers if row.manager_email}


def managers_are_of_age(a, on):
    return all(row.manager_is_19 is not False for row in a.managers)


MANAGER_RULES = [
    Rule(
        question="managers",
        needs=("managers",),
        holds=managers_are_listed_once,
        message=_("The same e-mail address is given for two managers: list each once."),
    ),
    Rule(
        question="managers",
        needs=("managers", "associates"),
        holds=no_manager_is_an_associate,
        message=_("A manager who is an associated person is listed once, on that page: one disclosure is enough."),
    ),
    Rule(
        question="managers",
        needs=("managers",),
        holds=managers_are_of_age,
        message=_("A manager of the premises is 19 or older."),
    ),
]
