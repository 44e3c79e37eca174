"""What the figures come to, and why what does not add up does not: the last page before the papers."""

from django.utils.translation import gettext_lazy as _

from licensing.anomaly import explaining

from .anomalies import LOOKS, anomalies
from .totals import figures

ASKED = explaining(
    "Explanations",
    _("Results"),
    _(
        "These figures are worked out from what you reported: to change one, correct the page that it comes from. "
        "What does not add up is listed here. Explain each point: our officer reads it first."
    ),
    {look.code: look.topic for look in LOOKS},
    anomalies,
)


class Results(ASKED):  # type: ignore[misc, valid-type]  # a step, made for this report
    """The figures, and a question for each thing that does not add up."""

    @staticmethod
    def worked_out(answers):
        return figures(answers)
