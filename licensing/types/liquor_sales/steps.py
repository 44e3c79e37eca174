"""What a bar or a restaurant is asked beside what every liquor licence is (facts 1.3.1, 1.3.3, 1.5, 1.6)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Choice, LongText, Ticks, Words, YesNo, only_if

from ..alcohol.people import Managers
from ..alcohol.premises import LicensedAreas, Premises
from ..alcohol.questions import Questions
from ..business.applicant import Applicant
from ..business.associates import Associates
from ..business.terms import Validity


class LicenceClass(TextChoices):
    GENERAL = "general", _("Liquor sales licence")
    TIED_HOUSE = "tied-house", _("Liquor sales licence, tied house")


class Endorsement(TextChoices):
    CATERER = "caterer", _("Caterer’s")
    ROOM_SERVICE = "room-service", _("Room service")
    MINI_BAR = "mini-bar", _("Mini bar")
    BREW_PUB = "brew-pub", _("Brew pub")
    WINE_PUB = "wine-pub", _("Wine pub")
    GOLF = "golf", _("Golf course")
    OWN_WINE = "own-wine", _("Bring your own wine")


class Letter(TextChoices):
    """The papers that may follow after the application, and all are there before a decision (facts 1.3.1)."""

    MUNICIPAL = "municipal-information", _("Municipal Information Form, signed by the clerk")
    BUILDING = "building-letter", _("Letter of the building department")
    FIRE = "fire-letter", _("Letter of the fire department")
    HEALTH = "health-letter", _("Letter of the public health unit")


class ClassOfLicence(Step):
    title = _("Licence type")
    licence_class = Choice(
        _("Class of the licence"),
        choices=LicenceClass.choices,
        hints={
            "general": _("To sell and serve liquor for consumption on the premises."),
            "tied-house": _("For a manufacturer, at its production site, mainly to promote what it makes."),
        },
    )
    manufacturer_licence = only_if(
        "licence_class", Words(_("Number of the manufacturer’s licence"), max_length=30), equals="tied-house"
    )
    open_to = Choice(
        _("To whom are the premises open?"),
        choices=[
            ("public", _("To the public")),
            ("members", _("To the members of a private group")),
            ("nobody", _("To neither")),
        ],
    )
    in_residence = YesNo(_("Are the premises in a private residence?"))
    bed_and_breakfast = only_if("in_residence", YesNo(_("Is it a bed and breakfast?")))
    manufacturer_interest = YesNo(
        _("Does a manufacturer of liquor, or somebody who has an interest in one, have an interest in the business?")
    )
    manufacturer_interest_details = only_if(
        "manufacturer_interest", LongText(_("Which manufacturer, and which interest?"), max_length=2000)
    )


class Surroundings(Step):
    """What decides on the public notice and on what the municipality is asked."""

    title = _("About the premises")
    licensed_lately = YesNo(
        _("Was a liquor sales licence in force at this address in the last six months?"),
        help_text=_("If not, a public notice is posted before the decision."),
    )
    earlier_licence = only_if(
        "licensed_lately", Words(_("Number of that licence, if you know it"), max_length=30, required=False)
    )
    dry_area = YesNo(
        _("Is the sale of liquor limited or prohibited in the municipality or the area?"),
        help_text=_("The Municipal Information Form says “wet”, “damp” or “dry”."),
    )
    dry_area_details = only_if("dry_area", LongText(_("What does the by-law allow?"), max_length=1000))
    late_entertainment = YesNo(_("Will there be live music, dancing or other entertainment after 11 p.m.?"))
    late_entertainment_details = only_if(
        "late_entertainment", LongText(_("What, on which days, and how will neighbours be spared?"), max_length=2000)
    )
    zoning_allows = YesNo(_("Did you check that the municipal zoning allows this business?"))
    letters_at_hand = Ticks(
        _("Which of these papers do you have already?"),
        choices=Letter.choices,
        required=False,
        help_text=_("What you tick is attached now. The others may follow: all are needed before a decision."),
    )


class Endorsements(Step):
    title = _("Endorsements")
    intro = _("An endorsement has no term of its own: it expires and is renewed with the licence.")
    endorsements = Ticks(
        _("Endorsements on the licence"),
        choices=Endorsement.choices,
        required=False,
        hints={
            "caterer": _("Serve liquor at events held elsewhere by others, for 10 days at most."),
            "room-service": _("Serve liquor in rooms that are rented overnight."),
            "mini-bar": _("Sell liquor from a dispenser in rooms that are rented overnight."),
            "brew-pub": _("Sell on the premises beer that you make there."),
            "wine-pub": _("Sell on the premises wine that you make there."),
            "golf": _("Serve liquor on the playing area of a golf course. A fee is charged."),
            "own-wine": _("Let guests bring wine of their own."),
        },
    )


STEPS = [
    ClassOfLicence, Applicant, Associates, Premises, Surroundings, Managers, LicensedAreas, Endorsements, Questions,
    Validity,
]  # fmt: skip
