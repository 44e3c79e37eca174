"""Who won, which prizes nobody claimed, and who answers for the report (facts 3.3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step
from icajo.journey.fields import Day, Email, Select, Tick, Words

from .event import Awarded, is_catch_the_ace

MOST_WINNERS = 5_000


class PaidHow(TextChoices):
    CHEQUE = "cheque", _("Cheque")
    TRANSFER = "transfer", _("Transfer")
    CASH = "cash", _("Cash")
    HANDED_OVER = "handed-over", _("Handed over")


class Winners(RepeatingStep):
    title = _("Winners")
    intro = _("Names and addresses are read by our staff only. They are never published.")
    row_name = _("winner")
    at_most = MOST_WINNERS
    imported = True
    headings = ("winner_name", "winner_city", "winner_ticket", "winner_prize")
    winner_name = Words(_("Name of the winner"))
    winner_city = Words(_("Municipality of the winner"), max_length=100)
    winner_address = Words(_("Address of the winner"), required=False)
    winner_ticket = Words(_("Ticket number"), max_length=60)
    winner_prize = Words(_("Prize won"))
    won_on = Day(_("Day the prize was awarded"))
    won_how = Select(_("How it was paid"), choices=PaidHow.choices)


def has_unclaimed(a):
    return any(prize.awarded_state == Awarded.UNCLAIMED for prize in a.awarded_prizes or [])


class UnclaimedPrizes(RepeatingStep):
    title = _("Unclaimed prizes")
    intro = _(
        "Write to the winner by registered mail, telephone, and publish a notice within 120 days of the draw. Keep "
        "the prize in trust for six months or more; then its value goes to the proceeds."
    )
    row_name = _("unclaimed prize")
    at_least = 1
    too_few = _("Add each prize that nobody claimed.")
    headings = ("unclaimed_prize", "unclaimed_ticket", "trust_until")
    unclaimed_prize = Words(_("Prize that was not claimed"))
    unclaimed_ticket = Words(_("Ticket number of the prize"), max_length=60)
    drawn_on = Day(_("Day of its draw"))
    letter_on = Day(_("Day of the registered letter"))
    phoned_on = Day(_("Day of the telephone call"), required=False)
    notice_on = Day(_("Day of the public notice"))
    trust_until = Day(_("Kept in trust until"))
    becomes = Words(_("What becomes of it then"))

    @staticmethod
    def when(answers):
        return not is_catch_the_ace(answers) and has_unclaimed(answers)


class Attestation(Step):
    title = _("Attestation of two members")
    intro = _("Two different members of your organization, in charge of the raffle, answer for this report.")
    after_papers = True
    first_member = Words(_("First member: name"))
    first_member_title = Words(_("First member: title"), max_length=100)
    first_member_email = Email(_("First member: e-mail address"))
    first_member_attests = Tick(_("The first member attests that this report is true and complete"))
    second_member = Words(_("Second member: name"))
    second_member_title = Words(_("Second member: title"), max_length=100)
    second_member_email = Email(_("Second member: e-mail address"))
    second_member_attests = Tick(_("The second member attests that this report is true and complete"))
