"""The kinds of licence of the register that the portal takes no application for yet (facts 1.1, 2.2, 5.1).

A kind leaves this list when its module is written.
"""

from django.utils.translation import gettext_lazy as _

from licensing.definition import RegisteredType, Sector

REGISTERED = [
    RegisteredType("mini-bar", _("Mini bar licence"), Sector.ALCOHOL),
    RegisteredType("brewery", _("Manufacturer’s licence: brewery"), Sector.ALCOHOL),
    RegisteredType("winery", _("Manufacturer’s licence: winery"), Sector.ALCOHOL),
    RegisteredType("distillery", _("Manufacturer’s licence: distillery"), Sector.ALCOHOL),
    RegisteredType("representative", _("Licence to represent a manufacturer"), Sector.ALCOHOL),
    RegisteredType("liquor-delivery", _("Licence to deliver liquor"), Sector.ALCOHOL),
    RegisteredType("convenience-store", _("Convenience store licence"), Sector.ALCOHOL),
    RegisteredType("grocery-store", _("Grocery store licence"), Sector.ALCOHOL),
    RegisteredType("bingo-event", _("Bingo event licence"), Sector.CHARITABLE_GAMING),
    RegisteredType("break-open-ticket", _("Break open ticket licence"), Sector.CHARITABLE_GAMING),
    RegisteredType("horseperson", _("Horseperson licence"), has_premises=False),
    RegisteredType("gaming-supplier", _("Gaming-related supplier registration")),
]
