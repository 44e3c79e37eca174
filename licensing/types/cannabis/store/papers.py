"""The papers of a store, and what an officer settles by hand before a decision (facts 4.4, 4.5)."""

from django.utils.translation import gettext_lazy as _

from licensing.definition import Check, Document

from ..agreements import COPIES
from .numbers import manages_in_person
from .steps import not_on_reserve, on_reserve

DOCUMENTS = [
    Document("tenancy", _("Lease, deed or rental contract of the store")),
    Document(
        "name-registration",
        _("Registration of the business name"),
        when=lambda a: bool(a.trade_name),
        why=_("required because the store has another name than the operator"),
    ),
    Document("floor-plan", _("Floor plan of the store")),
    Document(
        "band-resolution",
        _("Band council resolution that approves the location"),
        when=on_reserve,
        why=_("required because the store is on a First Nations reserve"),
    ),
    COPIES,
]
IN_PERSON = Check(
    "in-person",
    _("Whoever manages in person for the operator manages no more than five stores"),
    when=manages_in_person,
)
CHECKS = [
    Check(
        "school-distance",
        _("The store is at least 150 metres from every school that counts"),
        when=not_on_reserve,
        work=_("Distance from schools"),
    ),
    Check(
        "reserve",
        _("The place is on the reserve, and its band council approved it"),
        when=on_reserve,
        work=_("Approval of the band council"),
    ),
    IN_PERSON,
]
