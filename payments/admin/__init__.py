"""Finance at the staff desk: orders and what came for them, and what the bank says."""

from . import bank, money, rates, refunds, waivers

__all__ = ["bank", "money", "rates", "refunds", "waivers"]
