"""The ten criteria of the inspection before the authorization (facts 4.8; guide of seed 003)."""

from django.utils.translation import gettext_lazy as _

from licensing.inspection_rule import Criterion, InspectionRule

from .steps import not_on_reserve

INSPECTION = InspectionRule(
    criteria=[
        Criterion(
            "notice",
            _("The public notice is posted for 15 calendar days; the period need not be over"),
            _("Cannabis Licence Act, 2018, s. 4 (7)"),
            when=not_on_reserve,
        ),
        Criterion(
            "address",
            _("The address of the application is the physical address of the store"),
            _("Requirement of the application"),
        ),
        Criterion(
            "visibility",
            _("No cannabis and no accessory can be seen from outside"),
            _("Registrar’s Standard 2.5"),
        ),
        Criterion(
            "video",
            _(
                "High-resolution video, cameras and lighting cover day and night the inside and what is just outside: "
                "entrances and exits, pickup, point of sale, receiving, sales and storage; recordings are kept 30 days"
            ),
            _("Registrar’s Standard 2.1"),
        ),
        Criterion(
            "storage",
            _(
                "Cannabis is stored securely, and for staff only, from its arrival to its sale, its destruction or "
                "its return"
            ),
            _("Registrar’s Standard 2.2"),
        ),
        Criterion(
            "separate",
            _(
                "The store is indoors, enclosed and separate from any other business; nobody crosses it to reach "
                "another, except the common area of an enclosed mall"
            ),
            _("O. Reg. 468/18, s. 9"),
        ),
        Criterion(
            "management",
            _("A licensed operator or manager manages the store, and no more than five stores at the same time"),
            _("Cannabis Licence Act, 2018, s. 5 (1) and 25 (1); Registrar’s Standards 1.2 and 1.3"),
        ),
        Criterion(
            "entry-points",
            _("Every way in, doors and windows included, is secured against intruders"),
            _("Registrar’s Standard 2.4"),
        ),
        Criterion(
            "minors",
            _(
                "Whoever looks under 25 shows, before coming in, valid identification that they are 19 or older: the "
                "procedure is described"
            ),
            _("O. Reg. 468/18, s. 20"),
        ),
        Criterion(
            "records",
            _(
                "Records are kept for three years: employees, cannabis received and destroyed, monthly federal "
                "reports and sales reports"
            ),
            _("Registrar’s Standard 8.1"),
        ),
    ]
)
