"""One movement of an account, whatever file it came from."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LARGEST = Decimal(10) ** 11


class Unreadable(Exception):
    """The file is not a statement as declared: `where` says where, in words.  Nothing of it is kept."""

    def __init__(self, why, where=""):
        super().__init__(why, where)
        self.why, self.where = why, where

    def __str__(self):
        return f"{self.why} ({self.where})" if self.where else str(self.why)


@dataclass(frozen=True, slots=True)
class BankLine:
    """An amount below zero left the account.  `returned` where the bank says that it gives something back."""

    account: str
    booked_on: date
    amount: Decimal
    currency: str
    reference: str = ""
    text: str = ""
    payer: str = ""
    bank_reference: str = ""
    returned: bool = False


def amount_of(text: str, mark: str) -> Decimal:
    """Dollars and cents with this mark before the cents, and no grouping.  Raises ValueError for anything else."""
    if not re.fullmatch(rf"[-+]?\d{{1,11}}(?:{re.escape(mark)}\d{{1,2}})?", text, re.ASCII):
        raise ValueError(text)
    return Decimal(text.replace(mark, "."))
