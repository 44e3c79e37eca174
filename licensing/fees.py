"""What is owed: the type's rule applied to the dated rates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from .models import Application, FeeRate


@dataclass(frozen=True)
class Assessment:
    """A fee in dollars, and the lines that explain it, ready to be kept."""

    total: Decimal
    lines: list[dict]


def assess(application: Application, on: date) -> Assessment:
    """The fee of this application at the rates in force on a day.  FeeRate.DoesNotExist if one was never set."""
    used: dict[str, FeeRate] = {}

    def rate(code: str) -> Decimal:
        used[code] = FeeRate.objects.in_force(code, on)
        return used[code].amount

    lines = application.type.fee(application.purpose, application.journey.answers, rate)
    return Assessment(sum((line.amount for line in lines), Decimal(0)), [kept(line, used) for line in lines])


def kept(line, used: dict[str, FeeRate]) -> dict:
    """A fee line as a round keeps it: in both languages, with the rate that made it."""
    rate = used.get(line.rate_code)
    words = {}
    for language in ("fr", "en"):
        with override(language):
            words[f"label_{language}"] = str(line.label)
    dated = {"rate": str(rate.amount), "in_force_from": rate.in_force_from.isoformat()} if rate else {}
    return {**words, "amount": str(line.amount), "rate_code": line.rate_code, **dated}
