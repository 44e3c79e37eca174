"""What a public notice says of its application, and how far it has come.  Nothing here changes anything."""

from datetime import date
from enum import Enum

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from icajo.journey import Journey

from .checks import PUBLIC_NOTICE
from .definition import NEW
from .models import PublicNotice
from .record import merged, public_facts, record_of

LANGUAGES = ("fr", "en")


class Stage(Enum):
    """Where a notice stands on a day, as staff and applicant read it."""

    SET = "set", _("The placards are made; the period has not begun")
    OPEN = "open", _("The period is running")
    UNPOSTED = "unposted", _("The period is over, and its posting was not confirmed")
    LATE = "late", _("It was posted late: the period has to be longer")
    COMPLETE = "complete", _("The period is over")
    ENDED = "ended", _("The application is no longer under review")

    def __init__(self, code, label):
        self._value_, self.label = code, label


def stage(notice: PublicNotice, on: date, *, under_review: bool = True) -> Stage:
    if notice.is_complete(on):
        return Stage.COMPLETE
    if not under_review:
        return Stage.ENDED
    if on < notice.starts_on:
        return Stage.SET
    if notice.needed_until > notice.ends_on:
        return Stage.LATE
    return Stage.OPEN if on <= notice.ends_on else Stage.UNPOSTED


def notice_of(application) -> PublicNotice | None:
    return getattr(application, "public_notice", None)


def notice_check(application):
    """The check that waits for the notice; None where no notice is asked for."""
    return next((check for check in application.checks.all() if check.code == PUBLIC_NOTICE.code), None)


def is_owed(application) -> bool:
    """Does a decision wait for a public notice?"""
    check = notice_check(application)
    return check is not None and check.closed_at is None


def reasons_of(application) -> dict[str, list[str]]:
    """{"fr": why the public is told, "en": …}; empty lists where the rule asks for nothing."""
    rule, about = application.procedure.notice, application.about
    if rule is None:
        return {language: [] for language in LANGUAGES}
    before = None
    if about is not None and application.procedure_code != NEW:
        before = Journey(application.type.steps, record_of(about, application.received_on)).answers
    answers, found = application.journey.answers, {}
    for language in LANGUAGES:
        with override(language):
            found[language] = [str(why) for why in rule.reasons(answers, before)]
    return found


def own_reasons(application) -> list[str]:
    """Why, in the language of the page."""
    return reasons_of(application)["en" if get_language() == "en" else "fr"]


def told_why(application) -> dict[str, list[str]]:
    """The same for the public: where no rule asked, that the registrar did."""
    found = reasons_of(application)
    if not any(found.values()):
        for language in LANGUAGES:
            with override(language):
                found[language] = [str(application.procedure.notice.discretion)]
    return found


def columns_of(application) -> dict:
    """What the public reads of the application as it was last sealed: the columns of its notice."""
    rule, type, record = application.procedure.notice, application.type, sealed_record(application)
    named = premises_of(rule, type, record)
    if not named["municipality"] and application.about:  # a licence of the earlier system says no more
        named["municipality"] = application.about.municipality
    return {
        **named,
        "type_code": application.type_code,
        "applicant": application.holder,
        "facts": public_facts(type, record, rule.facts),
    }


def premises_of(rule, type, record) -> dict[str, str]:
    """The name and the address of the premises in a record, as the rule of a notice finds them."""
    answers = Journey(type.steps, record).answers
    columns = ("premises", "street", "municipality", "postal_code")
    return {column: getattr(answers, getattr(rule, column)) or "" for column in columns}


def on_placard(application) -> dict[str, list]:
    """{"fr": [[question, answer]], "en": …}: the few facts that a placard has room for."""
    return public_facts(application.type, sealed_record(application), application.procedure.notice.on_placard)


def sealed_record(application) -> dict:
    """What was last sealed; of a request about a licence, on top of what that records."""
    round = application.last_round
    if application.procedure_code == NEW:
        return round.answers
    known = record_of(application.about, application.received_on)
    return merged(known, application.procedure, round.answers, application.type)
