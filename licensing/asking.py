"""What the register answers to the rules of an application on a day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from accounts.models import Organization

from .models import Application, Licence, stance_of
from .rule import Known, Register
from .standing import standing, standings
from .states import OPEN_TO_STAFF


class Asking(Register):
    """The register, asked by an application: what is somebody else's is told only as far as anyone may read it."""

    def __init__(self, application: Application, on: date):
        self.application, self.on = application, on

    def numbered(self, number: str) -> Known | None:
        if licence := self.licence(number):
            is_theirs = self.owns(licence.organization_id)
            return Known(licence.type_code, licence.holder, is_theirs, standing(licence, self.on).counts)
        file = self.file(number)
        return file and Known(file.type_code, file.holder, self.owns(file.organization_id), False)

    def licence(self, number: str) -> Licence | None:
        """The licence with this number, or the one that a file with this number led to."""
        return licence_numbered(number)

    def file(self, number: str) -> Application | None:
        """The file under review with this number: it is nobody's business but its owner's."""
        file = Application.objects.of(self.application.created_by).filter(ref=written(number)).first()
        return file if file and file.state in OPEN_TO_STAFF else None

    def holder_of(self, number: str) -> Organization | None:
        """Who holds this licence, or asks for it, where the application may be theirs."""
        named = self.licence(number) or self.file(number)
        return named.organization if named and self.owns(named.organization_id) else None

    def owns(self, organization: int | None) -> bool:
        """Is this the organization that applies?  A file without one yet may still become any of the applicant's."""
        if self.application.organization_id:
            return organization == self.application.organization_id
        return Organization.objects.of(self.application.created_by).filter(pk=organization).exists()

    def relying_on(self, number: str, type_code: str) -> int:
        licence = self.licence(number)
        if licence is None:
            return 0
        relying = Licence.objects.filter(reliances__on=licence, type_code=type_code)
        relying = list(relying.exclude(pk=self.application.about_id))
        return sum(stands.lives for stands in standings(relying, self.on).values())

    def counting(self, numbers: Collection[str], type_code: str, on: date) -> set[str]:
        found = Licence.objects.filter(number__in=set(map(written, numbers)), type_code=type_code)
        stand = standings(found, on)
        known = {one.number for one in found if stand[one.pk].counts}
        return {number for number in numbers if written(number) in known}

    def forbids_stores(self, municipality: str) -> bool:
        stance = stance_of(municipality)
        return stance is not None and stance.forbids(self.on)

    def recorded(self, name: str) -> Any:
        licence = self.application.about
        return getattr(licence.journey.answers, name) if licence else None


def licence_numbered(number: str) -> Licence | None:
    """By the number as it is printed, however it was typed; or by the number of the file that led to it."""
    found = Licence.objects.filter(number=written(number)).first()
    return found or Licence.objects.filter(application__ref=written(number)).first()


def written(number: str) -> str:
    """As the register writes a number: without spaces, in capitals."""
    return "".join(number.split()).upper()
