"""What banks write, read line by line: nothing here knows what an order is."""

from .lines import BankLine, Unreadable
from .reading import read

__all__ = ["BankLine", "Unreadable", "read"]
