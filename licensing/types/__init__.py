"""Every licence type we issue.  To add one, write its module and list it here."""

from .liquor_sales import liquor_sales
from .raffle import raffle
from .registered import REGISTERED

LICENCE_TYPES = {type.code: type for type in [raffle, liquor_sales]}
REGISTER_TYPES = {type.code: type for type in [*REGISTERED, *LICENCE_TYPES.values()]}  # what a licence may be
