"""What pages and letters call what is sent: an application is approved or refused, a report is owed and accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .rule import Text
from .states import State


@dataclass(frozen=True, kw_only=True)
class Speech:
    """`states` and `verbs` are called otherwise than in general; `letters` stand for those of the same occasion."""

    steps: Text
    all_steps: Text
    check: Text
    errors: Text
    pay_and_send: Text
    send: Text
    change: Text
    paid: Text = ""  # once its fee is in, where it is called otherwise than an application
    declared: Text
    sent: Text
    received: Text
    reviewed: Text
    complete: Text
    withdraw: Text
    withdraw_this: Text
    withdrawing: Text
    withdrawn_why: Text
    withdrawn: Text
    finish: Text
    arrived: Text
    decided: Text
    states: Mapping[str, Text] = field(default_factory=dict)
    verbs: Mapping[str, Text] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def letter(self, template: str) -> str:
        """The letter to send where one about an application would be `template`."""
        return self.letters.get(template, template)


OF_APPLICATIONS = Speech(
    steps=_("Application steps"),
    all_steps=_("All the steps of the application"),
    check=_("Check your application"),
    errors=_("Application errors"),
    pay_and_send=_("Pay fees and submit application"),
    send=_("Submit application"),
    change=_("Change the application"),
    declared=_("I have read the declaration, and everything in this application is true and accurate"),
    sent=_("Application submitted"),
    received=_(
        "We received your application on %(moment)s. A letter with its summary is on its way to your e-mail address."
    ),
    reviewed=_("An officer reviews the file. If something is missing, we write to you."),
    complete=_("The application is complete. It will be sent as soon as the fee is paid."),
    withdraw=_("Withdraw the application"),
    withdraw_this=_("Withdraw application %(ref)s?"),
    withdrawing=_(
        "We stop reviewing it. The fees are not refunded. To apply again, start a new application and pay its fees."
    ),
    withdrawn_why=_("Why do you withdraw this application?"),
    withdrawn=_("Application %(ref)s is withdrawn."),
    finish=_("Finish your application"),
    arrived=_("Application received"),
    decided=_("Decision"),
)
OF_REPORTS = Speech(
    steps=_("Steps of the report"),
    all_steps=_("All the steps of the report"),
    check=_("Check your report"),
    errors=_("Errors in the report"),
    pay_and_send=_("Pay fees and send the report"),
    send=_("Send the report"),
    change=_("Change the report"),
    paid=_("Your report is sent. You have nothing else to do."),
    declared=_("I have read the declaration, and everything in this report is true and accurate"),
    sent=_("Report received"),
    received=_(
        "We received your report on %(moment)s. A letter with its summary is on its way to your e-mail address."
    ),
    reviewed=_("An officer reads the report. If something has to be corrected or explained, we write to you."),
    complete=_("The report is complete. It will be sent as soon as the fee is paid."),
    withdraw=_("Withdraw the report"),
    withdraw_this=_("Withdraw report %(ref)s?"),
    withdrawing=_("It counts as not sent: if it is owed, it is owed still. Fees already paid are not refunded."),
    withdrawn_why=_("Why do you withdraw this report?"),
    withdrawn=_("Report %(ref)s is withdrawn."),
    finish=_("Finish your report"),
    arrived=_("Report received"),
    decided=_("Acceptance"),
    states={
        State.SUBMITTED: _("Report received"),
        State.IN_REVIEW: _("Being read"),
        State.INFO_REQUESTED: _("To be corrected or explained"),
        State.APPROVED: pgettext_lazy("of a report", "Accepted"),
    },
    verbs={"approve": _("Accept the report")},
    letters={
        "draft_saved": "report_begun",
        "draft_waits": "report_begun_waits",
        "draft_lapsed": "report_begun_lapsed",
        "application_received": "report_received",
        "information_requested": "report_returned",
        "reply_received": "report_corrected",
        "application_withdrawn": "report_withdrawn",
    },
)
