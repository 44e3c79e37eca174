"""How far a decision by two people has come, and a notice of proposal.  Nothing here changes anything.

The notice that goes before a refusal, a suspension or a revocation has one name in English and one for each sector in
French: liquor, « avis de proposition », and gaming, « avis d’ordre envisagé », as the regulator publishes them; for
cannabis « avis d’intention » is assumed.
"""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from .definition import TRIBUNAL, Sector
from .models import Proposal, Recommendation

NAMES = {
    Sector.ALCOHOL: pgettext_lazy("liquor", "Notice of Proposal"),
    Sector.CHARITABLE_GAMING: pgettext_lazy("gaming", "Notice of Proposal"),
    Sector.CANNABIS: pgettext_lazy("cannabis", "Notice of Proposal"),
}


def called(type) -> Promise:
    """The name of the notice in the sector of this type; in racing and of suppliers, as in gaming, of which they were
    a part (assumed).
    """
    return NAMES.get(type.sector, NAMES[Sector.CHARITABLE_GAMING])


def last_round_of(application):
    """The key of what was last sealed, for a question about it: what it says is not read."""
    return application.rounds.order_by("-number").values("pk")[:1]


def recommended(application) -> Recommendation | None:
    """The last recommendation about what was last sealed."""
    return application.recommendations.filter(round=last_round_of(application)).select_related("by").last()


def refusal_is_recommended(application) -> bool:
    last = recommended(application)
    return last is not None and last.outcome == Recommendation.Outcome.REFUSE


def proposal_of(application) -> Proposal | None:
    """The notice about what was last sealed, unless it was taken back."""
    given = application.proposals.filter(round=last_round_of(application))
    return given.exclude(outcome=Proposal.Outcome.DROPPED).last()


def standing_proposal(application) -> Proposal | None:
    """The notice that nobody has settled; its time may be over."""
    return application.proposals.standing().last()


def decides_about(application) -> bool:
    """May it be recommended and refused?  A report is only accepted, or gone back to."""
    return application.procedure.effect.decides


def is_proposable(application) -> bool:
    if not (decides_about(application) and application.type.is_heard):
        return False
    return refusal_is_recommended(application) and proposal_of(application) is None


def is_refusable(application) -> bool:
    """Recommended; and where the tribunal hears applicants, preceded by its notice."""
    told = not application.type.is_heard or proposal_of(application) is not None
    return decides_about(application) and told and refusal_is_recommended(application)


def is_proposed(application) -> bool:
    return standing_proposal(application) is not None


def is_waivable(application) -> bool:
    proposal = standing_proposal(application)
    return proposal is not None and not proposal.outcome


def comes_first(licence) -> bool:
    """Does the tribunal hear a holder, so that a notice comes before a suspension or a revocation?"""
    return licence.type.later_recourse == TRIBUNAL


def notice_about(licence) -> Proposal | None:
    """The notice about a licence that was neither carried out nor taken back."""
    return licence.proposals.to_carry_out().last()


def may_be_done(licence, act: str, on: date) -> bool:
    """May it be suspended or revoked on this day: nobody is heard, or a notice of it came and its time is over?"""
    notice = notice_about(licence)
    return not comes_first(licence) or (notice is not None and notice.act == act and not notice.holds(on))


def in_the_letter(proposal: Proposal) -> dict:
    """What the notice says beside what every letter about an application, or about a licence, does."""
    return {
        "called": called((proposal.application or proposal.licence).type),
        "reasons": proposal.reasons,
        "review_by": proposal.review_by,
    }


def road_after(application) -> dict:
    """What the letter about a refusal says of a hearing, where there was a notice: it came before, not after."""
    proposal = proposal_of(application)
    return after(proposal, application.type) if proposal else {}


def after(proposal: Proposal, type) -> dict:
    """What the letter about what was proposed says of a hearing."""
    return {"recourse": "after-proposal", "called": called(type), "proposal": proposal}
