"""Rows that are found by the words people type: each keeps its own, folded, in one column."""

from django.db import models

from ..folding import fold


class FoundByWords(models.QuerySet):
    def saying(self, text: str):
        """Those whose column `folded` has every word of `text`, capitals, accents and punctuation aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(folded__contains=word)
        return found
