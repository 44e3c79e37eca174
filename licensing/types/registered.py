"""The kinds of licence of the register that the portal takes no application for yet (facts 1.1, 2.2, 5.1).

A kind leaves this list when its module is written.
"""

from django.utils.translation import gettext_lazy as _

from licensing.definition import RegisteredType

REGISTERED = [
    RegisteredType("mini-bar", _("Mini bar licence")),
    RegisteredType("brewery", _("Manufacturer’s licence: brewery")),
    RegisteredType("winery", _("Manufacturer’s licence: winery")),
    RegisteredType("distillery", _("Manufacturer’s licence: distillery")),
    RegisteredType("representative", _("Licence to represent a manufacturer")),
    RegisteredType("liquor-delivery", _("Licence to deliver liquor")),
    RegisteredType("convenience-store", _("Convenience store licence")),
    RegisteredType("grocery-store", _("Grocery store licence")),
    RegisteredType("bingo-event", _("Bingo event licence")),
    RegisteredType("break-open-ticket", _("Break open ticket licence")),
    RegisteredType("horseperson", _("Horseperson licence"), has_premises=False),
    RegisteredType("gaming-supplier", _("Gaming-related supplier registration")),
]
