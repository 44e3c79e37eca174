"""What is owed: the type's rule applied to the dated rates."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from icajo.journey import Journey
from icajo.words import money

from .models import Application, FeeRate, Waiver


@dataclass(frozen=True)
class Assessment:
    """A fee in dollars, and the lines that explain it, ready to be kept."""

    total: Decimal
    lines: list[dict]


class Rates(dict[str, FeeRate]):
    """The rates in force on a day, by code: read at once, for whoever assesses many applications."""

    def __init__(self, on: date):
        standing = FeeRate.objects.standing().filter(in_force_from__lte=on).order_by("in_force_from")
        super().__init__((rate.code, rate) for rate in standing)

    def __missing__(self, code):
        raise FeeRate.DoesNotExist(code)


def assess(application: Application, on: date, *, rates: Rates | None = None) -> Assessment:
    """The fee of this application at the rates in force on a day.  FeeRate.DoesNotExist if one was never set.

    `rates` are those of that day, where they were read already.
    """
    used: dict[str, FeeRate] = {}

    def rate(code: str) -> Decimal:
        used[code] = FeeRate.objects.in_force(code, on) if rates is None else rates[code]
        return used[code].amount

    lines = application.procedure.fee(application.purpose, application.journey.answers, rate)
    total = sum((line.amount for line in lines), Decimal(0))
    lines = [kept(line, used) for line in lines]
    approved = (waiver for waiver in application.waivers.all() if waiver.approved_by_id) if total else ()
    if waiver := next(iter(approved), None):
        return Assessment(Decimal(0), [*lines, exemption(waiver, total)])
    return Assessment(total, lines)


def prices(application: Application, step, question: str, on: date) -> dict[str, str]:
    """{choice of the question: what the application would cost}, of those whose rate is set."""
    stored = application.answers.get(step.slug) or {}
    found = {}
    for choice, _label in step.base_fields[question].choices:
        answers = {**application.answers, step.slug: {**stored, question: choice}}
        known = Journey(application.procedure.steps, answers).answers
        with suppress(FeeRate.DoesNotExist):
            lines = application.procedure.fee(
                application.purpose, known, lambda code: FeeRate.objects.in_force(code, on).amount
            )
            found[choice] = money(sum((line.amount for line in lines), Decimal(0)))
    return found


def exemption(waiver: Waiver, total: Decimal) -> dict:
    """The line that takes a fee away, with its ground."""
    return {**in_both_languages(_("Exemption")), "amount": str(-total), "rate_code": "waiver", "waiver": waiver.pk}


def in_both_languages(label) -> dict:
    words = {}
    for language in ("fr", "en"):
        with override(language):
            words[f"label_{language}"] = str(label)
    return words


def kept(line, used: dict[str, FeeRate]) -> dict:
    """A fee line as a round keeps it: in both languages, with the rate that made it."""
    rate = used.get(line.rate_code)
    return {
        **in_both_languages(line.label),
        "amount": str(line.amount),
        "rate_code": line.rate_code,
        **(dated(rate) if rate else {}),
    }


def dated(rate: FeeRate) -> dict:
    """The rate of a line, with its day and its source; a demonstration value has no source to show."""
    source = {"source": rate.source, "source_fr": rate.source_fr or rate.source} if rate.certain else {}
    return {"rate": str(rate.amount), "unit": rate.unit, "in_force_from": rate.in_force_from.isoformat(), **source}


@dataclass(frozen=True)
class Explained:
    """Why an amount is owed, in one language: what a page shows of a line that was kept."""

    label: str
    amount: Decimal
    rate: Decimal | None
    is_share: bool
    since: date | None
    source: str


def explained(lines: list[dict], language: str) -> list[Explained]:
    """The kept lines of a fee, as they were when it was computed."""
    return [
        Explained(
            label=line[f"label_{language}"],
            amount=Decimal(line["amount"]),
            rate=Decimal(line["rate"]) if "rate" in line else None,
            is_share=line.get("unit") == FeeRate.Unit.SHARE,
            since=date.fromisoformat(line["in_force_from"]) if "in_force_from" in line else None,
            source=line.get("source_fr" if language == "fr" else "source", line.get("source", "")),
        )
        for line in lines
    ]
