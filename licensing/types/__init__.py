"""Every licence type we issue.  To add one, write its module and list it here."""

from . import cannabis
from .ferment_on_premises import ferment_on_premises
from .liquor_sales import liquor_sales
from .raffle import raffle
from .registered import REGISTERED
from .special_occasion import special_occasion

LICENCE_TYPES = {
    type.code: type
    for type in [
        raffle,
        liquor_sales,
        ferment_on_premises,
        special_occasion,
        cannabis.operator,
        cannabis.manager,
        cannabis.store,
    ]
}
REGISTER_TYPES = {type.code: type for type in [*REGISTERED, *LICENCE_TYPES.values()]}  # what a licence may be
