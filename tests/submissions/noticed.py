"""Public notices by the hundred, as the database keeps them, for who reads many."""

from datetime import date, timedelta

from licensing.folding import fold
from licensing.models import Application, PublicNotice
from licensing.states import State


def notices(owner, places, *, starts_on: date, days=15, each=1, type_code="liquor-sales", first=500_001):
    """`each` open notices in each of these municipalities; returns them."""
    named = [place for place in places for _ in range(each)]
    files = Application.objects.bulk_create(
        Application(
            ref=f"2026-{first + number}", type_code=type_code, created_by=owner, state=State.IN_REVIEW,
            once=f"{first}-{number}", received_at=f"{starts_on}T12:00:00Z",
        )
        for number, _place in enumerate(named)
    )  # fmt: skip
    told = [
        PublicNotice(
            application=file, type_code=type_code, applicant=f"Brasserie n° {number} inc.",
            premises=f"Taverne n° {number}", street=f"{number}, rue Principale", municipality=place, place=fold(place),
            folded=fold(f"taverne n {number} {place} {file.ref}"), days=days, starts_on=starts_on,
            first_starts_on=starts_on, ends_on=starts_on + timedelta(days=days),
        )
        for number, (file, place) in enumerate(zip(files, named, strict=True))
    ]  # fmt: skip
    return PublicNotice.objects.bulk_create(told)
