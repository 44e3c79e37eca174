"""Invented records for a demonstration."""

from .games import answers, raffles
from .liquor import bars, change_of_address, half_a_draft

__all__ = ["answers", "bars", "change_of_address", "half_a_draft", "raffles"]
