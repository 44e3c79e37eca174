"""What a charity is asked for a raffle licence, page by page, in the order of the published guide (facts 1.3)."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from icajo.journey import RepeatingStep, Step, asked
from icajo.journey.fields import (
    Choice,
    Day,
    Email,
    LongText,
    Money,
    Phone,
    PostalCode,
    Select,
    Tick,
    WholeNumber,
    Words,
    YesNo,
    only_if,
)

ONE_CENT = Decimal("0.01")


class Draw(TextChoices):
    """The twelve kinds of raffle (facts 1.2)."""

    FIFTY_FIFTY = "50-50", _("50/50 draw or 50/50 Plus")
    STUB = "stub", _("Stub draw")
    ELIMINATION = "elimination", _("Elimination draw")
    CALENDAR = "calendar", _("Calendar draw")
    CATCH_THE_ACE = "catch-the-ace", _("Catch the Ace")
    GOLF_BALL = "golf-ball", _("Golf ball drop")
    RUBBER_DUCK = "rubber-duck", _("Rubber duck race")
    MEAT_SPIN = "meat-spin", _("Meat Spins (Turkey Rolls)")
    NAME_THE_RAFFLE = "name-the-raffle", _("“Name the Raffle” lottery")
    BOSSY_BINGO = "bossy-bingo", _("Bossy bingo or “Cow Patty” bingo")
    PENNY_AUCTION = "penny-auction", _("Penny auction raffle")
    AUCTION_STYLE = "auction-style", _("Auction-style raffle")


class Where(TextChoices):
    """Who governs the place decides who issues the licence (facts 1.1)."""

    MUNICIPALITY = "municipality", _("In a municipality")
    FIRST_NATION = "first-nation", _("In a First Nation that has an Order in Council")
    FIRST_NATION_WITHOUT = "first-nation-without", _("In a First Nation that has no Order in Council")
    UNORGANIZED = "unorganized", _("In unorganized territory")
    CROWN_LAND = "crown-land", _("On Crown land, such as a Canadian Forces base")


class PremisesType(TextChoices):
    HALL = "hall", _("Community hall or centre")
    WORSHIP = "worship", _("Place of worship")
    SPORTS = "sports", _("Arena or sports field")
    SCHOOL = "school", _("School or campus")
    WORKPLACE = "workplace", _("Workplace")
    BUSINESS = "business", _("Restaurant, bar or shop")
    OUTDOORS = "outdoors", _("Outdoors")
    ONLINE = "online", _("Online only")
    OTHER = "other", _("Other")


class Announcement(TextChoices):
    PHONE = "phone", _("By telephone")
    LETTER = "letter", _("By letter or e-mail")
    MEDIA = "media", _("On our website, on social media or in a newspaper")
    PRESENT = "present", _("Winners must be present at the draw")


def count_is_known(a):
    return a.draw != Draw.CATCH_THE_ACE and not (a.draw == Draw.FIFTY_FIFTY and a.electronic)


def has_listed_prizes(a):
    """Catch the Ace and paper 50/50 pay a share of the sales and nothing else (facts 1.4 R5, R7)."""
    return a.draw != Draw.CATCH_THE_ACE and not (a.draw == Draw.FIFTY_FIFTY and not a.electronic)


class Authority(Step):
    title = _("Is it for us or for your municipality?")
    above_50_000 = YesNo(_("Will all the prizes together be worth more than $50,000, taxes included?"))
    no_local_authority = YesNo(
        _("Is the raffle on Crown land, in unorganized territory, or in a First Nation that has no Order in Council?")
    )
    with_another = YesNo(_("Is it held together with another licensed lottery?"))
    any_part_electronic = YesNo(_("Will any part be electronic (sale, draw or prizes)?"))
    united_way_campaign = YesNo(_("Is it part of a United Way or Federated Health campaign?"))


class Applicant(Step):
    title = _("Applicant")
    intro = _("Who is asking for the licence? Give the organization’s own information, then a person we can reach.")
    from_profile = {
        "contact_first_name": "first_name",
        "contact_last_name": "last_name",
        "contact_email": "email",
        "contact_phone": "phone",
    }
    kind = Select(_("Legal type"), choices=Kind.choices, help_text=_("As in your founding documents."))
    legal_name = Words(_("Legal name"), max_length=200, autocomplete="organization")
    use_my_information = Tick(
        _("Use my information"), required=False, help_text=_("Copies your profile into the empty boxes below.")
    )
    contact_first_name = Words(_("First name of the contact person"), max_length=100)
    contact_last_name = Words(_("Last name of the contact person"), max_length=100)
    contact_email = Email(_("E-mail address of the contact person"))
    contact_phone = Phone(_("Telephone of the contact person"))
    mailing_street = Words(_("Mailing address: number and street"), max_length=200, autocomplete="address-line1")
    mailing_city = Words(_("Mailing address: municipality"), max_length=100, autocomplete="address-level2")
    mailing_postal_code = PostalCode(_("Mailing address: postal code"), city="mailing_city")
    physical_differs = YesNo(_("Is the physical address different from the mailing address?"))
    physical_street = only_if("physical_differs", Words(_("Physical address: number and street"), max_length=200))
    physical_city = only_if("physical_differs", Words(_("Physical address: municipality"), max_length=100))
    physical_postal_code = only_if(
        "physical_differs", PostalCode(_("Physical address: postal code"), city="physical_city")
    )


class Premises(Step):
    title = _("Premises")
    intro = _("Where the draw takes place.")
    from_profile = {"premises_contact": "full_name", "premises_phone": "phone"}
    premises_type = Select(_("Type of premises"), choices=PremisesType.choices)
    premises_name = Words(_("Name of the premises"), max_length=200)
    premises_street = Words(_("Premises: number and street"), max_length=200)
    premises_city = Words(_("Premises: municipality or First Nation"), max_length=100)
    premises_postal_code = PostalCode(_("Premises: postal code"), city="premises_city")
    where = Choice(_("Where are the premises?"), choices=Where.choices)
    use_my_information = Tick(
        _("Use my information"), required=False, help_text=_("Copies your profile into the empty boxes below.")
    )
    premises_contact = Words(_("Contact person at the premises"), max_length=200)
    premises_phone = Phone(_("Telephone at the premises"))


class Eligibility(Step):
    title = _("Charitable gaming eligibility")
    for_united_way = YesNo(
        _(
            "Is the applicant a private or public sector workplace that wants to raise funds "
            "for United Way or Federated Health campaigns?"
        )
    )
    eligibility_number = only_if(
        "for_united_way",
        Words(
            _("Charitable gaming eligibility number, or file number of the eligibility application"),
            max_length=20,
            help_text=_("For example CGE123456, or the 6 to 8 digits of a file that is still being processed."),
        ),
        equals=False,
    )


class ResponsibleMembers(RepeatingStep):
    title = _("Designated members in charge")
    intro = _("At least two bona fide members of your organization, 18 or older, who will conduct the raffle.")
    row_name = _("designated member")
    at_least = 2
    too_few = _("Add at least two designated members.")
    headings = ("member_name", "member_email")
    member_name = Words(_("Name"), max_length=200)
    member_title = Words(_("Title in the organization"), max_length=100)
    member_email = Email(_("E-mail address"))
    member_phone = Phone(_("Telephone"))
    member_is_adult = YesNo(_("Is this person 18 or older, and a bona fide member of the organization?"))


class Lottery(Step):
    title = _("Lottery information")
    draw = Choice(_("Type of raffle"), choices=Draw.choices)
    electronic = YesNo(
        _("Will any part be electronic?"),
        help_text=_("Sale of tickets, choice of winners or distribution of prizes by computer."),
    )
    supplier = only_if(
        "electronic", Words(_("Name and registration number of the electronic raffle supplier"), max_length=200)
    )
    in_conjunction = YesNo(_("Is the raffle held together with another licensed lottery?"))
    other_licence = only_if("in_conjunction", Words(_("Number of the other licence"), max_length=30))
    starts_on = Day(_("First day of ticket sales"), help_text=_("At least 30 days from today."))
    ends_on = Day(_("Day of the last draw"))


class TicketsAndPrizes(Step):
    title = _("Tickets and prizes")
    ticket_price = Money(
        _("Price of one ticket"), min_value=ONE_CENT, help_text=_("The price of a single ticket, not of a bundle.")
    )
    tickets_printed = asked(WholeNumber(_("Number of tickets issued"), min_value=1), when=count_is_known)
    total_prize_value = Money(
        _("Total value of the prizes"),
        min_value=ONE_CENT,
        help_text=_(
            "Full retail value, all taxes included, donated prizes too. If it depends on sales, the most it can be."
        ),
    )
    winner_share = asked(
        WholeNumber(_("Share of the sales paid to the winner of the 50/50, in percent"), min_value=1, max_value=100),
        when=lambda a: a.draw == Draw.FIFTY_FIFTY,
    )
    ace_winner_share = asked(
        WholeNumber(_("Catch the Ace: share paid to the winner of each draw, in percent"), min_value=0, max_value=100),
        when=lambda a: a.draw == Draw.CATCH_THE_ACE,
    )
    ace_jackpot_share = asked(
        WholeNumber(
            _("Catch the Ace: share added to the progressive jackpot, in percent"), min_value=0, max_value=100
        ),
        when=lambda a: a.draw == Draw.CATCH_THE_ACE,
    )
    ace_charity_share = asked(
        WholeNumber(_("Catch the Ace: share kept by your organization, in percent"), min_value=0, max_value=100),
        when=lambda a: a.draw == Draw.CATCH_THE_ACE,
    )
    early_bird = asked(YesNo(_("Will there be early-bird prizes?")), when=has_listed_prizes)
    early_bird_value = asked(
        only_if("early_bird", Money(_("Total value of the early-bird prizes"), min_value=ONE_CENT)),
        when=has_listed_prizes,
    )


class Prizes(RepeatingStep):
    title = _("Prizes")
    intro = _("List the prizes. Together they must be worth the total value that you gave.")
    row_name = _("prize")
    at_least = 1
    too_few = _("Add at least one prize.")
    headings = ("prize_description", "prize_value", "prize_quantity")
    prize_description = Words(_("Prize"), max_length=200)
    prize_is_cash = YesNo(_("Is it a cash prize?"))
    prize_value = Money(_("Retail value of one, taxes included"), min_value=ONE_CENT)
    prize_quantity = WholeNumber(_("How many"), min_value=1)

    @staticmethod
    def when(answers):
        return has_listed_prizes(answers)


class Draws(RepeatingStep):
    title = _("Draws")
    intro = _("Each draw, early-bird draws included.")
    row_name = _("draw")
    at_least = 1
    too_few = _("Add at least one draw.")
    headings = ("draw_date", "draw_time", "draw_place")
    draw_date = Day(_("Date of the draw"))
    draw_time = Words(_("Time of the draw"), max_length=20, help_text=_("For example 7:30 p.m."))
    draw_place = Words(_("Place of the draw"), max_length=200)
    draw_method = Words(_("How the winner is chosen"), max_length=200)


class Questions(Step):
    title = _("Questions")
    use_of_proceeds = LongText(
        _("What will the proceeds be used for?"),
        max_length=2000,
        help_text=_("Charitable purposes in Ontario, with the amount for each."),
    )
    announced = Select(_("How are winners told?"), choices=Announcement.choices)
    sold_elsewhere = YesNo(_("Will tickets be sold outside the municipality of the draw?"))
    sold_where = only_if("sold_elsewhere", Words(_("In which municipalities?"), max_length=300))
    card_sales = YesNo(_("Will tickets be sold by card or cheque?"))
    card_sales_details = only_if("card_sales", LongText(_("What happens when a payment is refused?"), max_length=1000))
    subscriptions = YesNo(_("Will tickets be sold by subscription?"))
    subscriptions_details = only_if(
        "subscriptions",
        LongText(
            _("How do buyers join, how are they warned before each charge, and how do they leave?"), max_length=1000
        ),
    )
    other_language = YesNo(_("Will the ticket or advertising use a language other than English or French?"))
    which_language = only_if("other_language", Words(_("Which language?"), max_length=100))
    returned_to_drum = asked(
        YesNo(_("Are winning tickets put back for the next draw?"), help_text=_("Early-bird winners always are.")),
        when=lambda a: a.draw == Draw.STUB,
    )
    earlier_reports = YesNo(_("Is a report still owed for an earlier lottery licence?"))
    earlier_reports_details = only_if(
        "earlier_reports", Words(_("Which licence, and when will the report be sent?"), max_length=300)
    )


STEPS = [
    Applicant, Premises, Eligibility, ResponsibleMembers, Lottery, TicketsAndPrizes, Prizes, Draws, Questions,
]  # fmt: skip
