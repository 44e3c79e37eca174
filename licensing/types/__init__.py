"""Every licence type we issue.  To add one, write its module and list it here."""

from .raffle import raffle

LICENCE_TYPES = {type.code: type for type in [raffle]}
