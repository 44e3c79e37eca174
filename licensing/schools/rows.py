"""From the cells of a row to a school; everything that is wrong with a row is said at once."""

from functools import cache

import shapely
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..folding import fold
from ..models import School
from ..register.reading import Line
from ..register.records import CITY, NAME, NUMBER, Cells
from .columns import COLUMNS, NO, YES
from .shapes import NoShape, read_shape


@cache
def kinds() -> dict[str, str]:
    """{word as people write it, folded: code}, in both languages."""
    words = {fold(code): code for code in School.Kind.values}
    for language in ("fr", "en"):
        with override(language):
            words |= {fold(str(label)): code for code, label in School.Kind.choices}
    return words | {"publique": "public", "privee": "private", "federale": "federal", "prive": "private"}


class Row(Cells):
    """The cells of one school."""

    repaired = ""

    def kind(self) -> str:
        found = kinds().get(fold(self.cells["kind"]), "")
        if not found:
            self.wrong("kind", _("“%(value)s” is unknown"))
        return found

    def yes_or_no(self, column: str, *, needed=False) -> bool:
        said = fold(self.cells[column])
        if said not in YES | NO and (said or needed):
            self.wrong(column, _("“%(value)s” must be yes or no"))
        return said in YES

    def geometry(self, *, needed: bool) -> bytes | None:
        if not self.cells["geometry"]:
            if needed:
                self.wrong("geometry", _("it is empty"))
            return None
        try:
            shape, self.repaired = read_shape(self.cells["geometry"])
        except NoShape as problem:
            self.wrong("geometry", str(problem).replace("%", "%%"))
            return None
        return shapely.to_wkb(shape)


def read(line: Line) -> tuple[School, list[str], str]:
    """(the school of a row, what is wrong with it, what was repaired)."""
    row = Row(line.cells, columns=COLUMNS)
    online_only = row.yes_or_no("online_only")
    school = School(
        number=row.text("number", NUMBER),
        name=row.text("name", NAME),
        kind=row.kind(),
        street=row.text("street", NAME, needed=False),
        municipality=row.text("municipality", CITY),
        main_occupant=row.yes_or_no("main_occupant", needed=not online_only),
        on_reserve=row.yes_or_no("on_reserve"),
        online_only=online_only,
        geometry=row.geometry(needed=not online_only),
        opens_on=row.day("opens_on", needed=False),
        closes_on=row.day("closes_on", needed=False),
    )
    if school.opens_on and school.closes_on and school.closes_on < school.opens_on:
        row.wrong("closes_on", _("“%(value)s” comes before the first day"))
    return school, row.problems, row.repaired
