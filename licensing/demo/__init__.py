"""Invented records for a demonstration."""

from .games import answers, raffles
from .liquor import a_terrace_more, bars, change_of_address, half_a_draft

__all__ = ["a_terrace_more", "answers", "bars", "change_of_address", "half_a_draft", "raffles"]
