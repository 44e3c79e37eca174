"""The forms about a notice that a licence is to be suspended or revoked, and of what is done without one."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import actions, proposing
from .actions.licence_proposals import FOLLOWS
from .deciding import LicenceDecision, a_day, reasons
from .models import Proposal
from .standing import Standing

Act = Proposal.Act


class Propose(LicenceDecision):
    """What it says is read in both languages before it is sent; the decision waits until its time is over."""

    act_proposed: Act
    why = reasons()

    @classmethod
    def is_for(cls, licence):
        return proposing.comes_first(licence) and proposing.notice_about(licence) is None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = _("The letter is called “%(name)s”. %(more)s") % {
            "name": proposing.called(self.licence.type),
            "more": self.more,
        }

    def act(self, *, by):
        facts = {"on": timezone.localdate(), "act": self.act_proposed, "reason": self.cleaned_data["why"]}
        actions.propose_about(self.licence, by=by, **facts)


class ProposeSuspension(Propose):
    verb, label, act_proposed = "propose-suspension", _("Propose to suspend"), Act.SUSPEND
    while_it_is = LicenceDecision.while_it_is - {Standing.SUSPENDED}
    more = _("Say also for how long.")


class ProposeRevocation(Propose):
    verb, label, act_proposed = "propose-revocation", _("Propose to revoke"), Act.REVOKE
    more = ""


class SettleNotice(LicenceDecision):
    verb, label, tells = "settle-notice", _("Say what became of the notice"), False
    outcome = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note, for staff only"), widget=forms.Textarea, max_length=2000)

    @classmethod
    def is_for(cls, licence):
        notice = proposing.notice_about(licence)
        return notice is not None and notice.outcome in FOLLOWS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        notice = proposing.notice_about(self.licence)
        follows = FOLLOWS.get(notice.outcome, ()) if notice else ()
        self.fields["outcome"].choices = [(one.value, one.label) for one in Proposal.Outcome if one in follows]

    def act(self, *, by):
        actions.settle_notice(self.licence, by=by, on=timezone.localdate(), **self.cleaned_data)


class SuspendAtOnce(LicenceDecision):
    """Where the public interest cannot wait for a notice: from today, with its ground."""

    verb, label = "suspend-at-once", _("Suspend at once, in the public interest")
    while_it_is = LicenceDecision.while_it_is - {Standing.SUSPENDED}
    why = reasons()

    @classmethod
    def is_for(cls, licence):
        return proposing.comes_first(licence)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = _(
            "Say why the public interest cannot wait for a notice of proposal. It counts from today until it is "
            "lifted; where the holder appeals, for fifteen days at most after the tribunal has the request."
        )

    def act(self, *, by):
        actions.suspend_at_once(self.licence, by=by, on=timezone.localdate(), why=self.cleaned_data["why"])


class NoteAppeal(LicenceDecision):
    verb, label, tells = "note-appeal", _("Note an appeal of the suspension"), False
    while_it_is = frozenset({Standing.SUSPENDED})
    received_on = a_day(_("Day that the tribunal received the request"))

    @classmethod
    def is_for(cls, licence):
        return licence.suspensions.filter(at_once=True, until=None, lifted_on=None).exists()

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def act(self, *, by):
        actions.note_appeal(self.licence, by=by, received_on=self.cleaned_data["received_on"])


class AfterNotice(LicenceDecision):
    """A decision for which there has to be a notice first; its reasons are proposed as they stand in the notice."""

    noticed: Act
    why = reasons()

    @classmethod
    def is_for(cls, licence):
        return proposing.may_be_done(licence, cls.noticed, timezone.localdate())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        notice = proposing.notice_about(self.licence)
        if notice and notice.act == self.noticed:
            self.fields["why"].initial = notice.reasons


BEFORE = [ProposeSuspension, ProposeRevocation, SettleNotice, SuspendAtOnce, NoteAppeal]
WORDS = {  # what became of a notice
    "suspend-proposed": _("Notice of proposal to suspend"),
    "revoke-proposed": _("Notice of proposal to revoke"),
    **{f"notice-{one.value}": one.label for one in Proposal.Outcome},
    "appealed": _("Suspension appealed"),
}
