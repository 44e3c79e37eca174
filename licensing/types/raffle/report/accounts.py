"""What the report asks about money: expenses, the trust account, and what the proceeds became (facts 3.3)."""

from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step
from icajo.journey.fields import Day, LongText, Money, Select, Words, YesNo, only_if
from icajo.journey.step import Total

from ..steps import ONE_CENT
from .totals import unused

MOST_EXPENSES = 2_000
MOST_DEPOSITS = 1_000


class Category(TextChoices):
    """Assumed but for the processing charges, which the terms call expenses (facts 3.3)."""

    PRIZES = "prizes", _("Purchase of prizes")
    PRINTING = "printing", _("Printing of tickets")
    ADVERTISING = "advertising", _("Advertising")
    SUPPLIER = "supplier", _("Electronic raffle supplier")
    PROCESSING = "processing", _("Processing of payments")
    SELLERS = "sellers", _("Commissions of sellers")
    LICENCE = "licence", _("Licence fee")
    CREDIT = "credit", _("Letter of credit")
    BANK = "bank", _("Bank charges")
    POST = "post", _("Postage and courier")
    RENT = "rent", _("Premises and equipment")
    SECURITY = "security", _("Security")
    BOOKS = "books", _("Bookkeeping and audit")
    OTHER = "other", _("Other")


class Expenses(RepeatingStep):
    title = _("Expenses")
    intro = _("Each expense paid from the trust account, the purchase of prizes aside if it is among the prizes.")
    row_name = _("expense")
    at_most = MOST_EXPENSES
    imported = True
    headings = ("payee", "spent_on", "expense_amount")
    totals = (Total("expenses_total", "expense_amount", _("Expenses in all")),)
    expense_category = Select(_("Category"), choices=Category.choices)
    expense_explained = only_if("expense_category", Words(_("If other, what for?")), equals=Category.OTHER)
    payee = Words(_("Paid to"))
    supplier_registration = Words(
        _("Registration number of the supplier"),
        required=False,
        max_length=40,
        help_text=_("Of a gaming supplier: it is looked up in our register."),
    )
    invoice = Words(_("Invoice or receipt number"), required=False, max_length=60)
    spent_on = Day(_("Date of the expense"))
    expense_amount = Money(_("Amount of the expense"), min_value=ONE_CENT)
    expense_paid_by = Words(_("Cheque or transfer number"), max_length=60)
    has_receipt = YesNo(
        _("Do you hold the receipt?"), help_text=_("Keep it four years with your books: our officer may ask for it.")
    )


class TrustAccount(Step):
    title = _("Trust account")
    bank_name = Words(_("Bank"))
    bank_transit = Words(_("Branch or transit number"), max_length=20)
    account_ending = Words(
        _("Last four digits of the account"),
        max_length=4,
        width=4,
        validators=[RegexValidator(r"^[0-9]{4}\Z", _("Enter the last four digits of the account, such as 0042."))],
        help_text=_("Never give the whole number."),
    )
    opening_balance = Money(_("Balance before the period"))
    withdrawals = Money(_("Withdrawals of the period"))
    closing_balance = Money(_("Balance at the end of the period"))
    signing_officers = Words(_("Signing officers"), max_length=300, help_text=_("At least two, separated by commas."))


class Deposits(RepeatingStep):
    title = _("Deposits")
    intro = _("Each deposit of ticket sales into the trust account, as on its slip.")
    row_name = _("deposit")
    at_least = 1
    at_most = MOST_DEPOSITS
    too_few = _("Add at least one deposit.")
    imported = True
    headings = ("deposited_on", "deposit_amount", "deposit_slip")
    totals = (Total("deposits_total", "deposit_amount", _("Deposits in all")),)
    deposited_on = Day(_("Day of the deposit"))
    deposit_amount = Money(_("Amount deposited"), min_value=ONE_CENT)
    deposit_slip = Words(_("Number of the slip"), max_length=60)


class ProceedsUsed(RepeatingStep):
    title = _("Use of the proceeds")
    intro = _(
        "Only the purposes approved on the licence, in Ontario. The proceeds cannot pay for lobbying, fundraising, "
        "administration that has nothing to do with the purpose, services that a government pays for already, legal "
        "fees, thanks to volunteers, awards and trophies, aid outside Ontario, or anything that benefits a member."
    )
    row_name = _("use of the proceeds")
    headings = ("used_for", "used_on", "used_amount")
    totals = (Total("used_total", "used_amount", _("Used in all")),)
    used_for = Words(_("Approved purpose"))
    used_by = Words(_("Who received it"))
    used_amount = Money(_("Amount used"), min_value=ONE_CENT)
    used_on = Day(_("Day it was paid"))
    used_paid_by = Words(_("Number of the cheque or transfer"), max_length=60)


class ProceedsLeft(Step):
    title = _("What is left")
    intro = _("Where all of the proceeds were used, leave this blank.")
    left_planned = LongText(
        _("What is left in trust, what is it kept for, and until when?"), required=False, max_length=1000
    )

    @staticmethod
    def worked_out(answers):
        return [unused(answers)]
