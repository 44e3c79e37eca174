"""What a store may not be close to, and where it may not be: schools, and the municipalities that said no."""

from datetime import date

import pgtrigger
import shapely
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..folding import fold

LAST_NO = date(2019, 1, 22)  # by then a municipality had to say no; saying nothing was a yes
# Whatever touches the schools gives the register another version, one that no other register ever had: a process
# that keeps an index of them sees that its own is of another.
ANOTHER_VERSION = """
INSERT INTO licensing_schoolregister (id, version, source) VALUES (1, gen_random_uuid(), '')
ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version;
RETURN NULL;
"""


class SchoolRegister(models.Model):
    """The one row about the register of schools as a whole: where it comes from and how old it is."""

    id = models.PositiveSmallIntegerField(primary_key=True)  # 1
    version = models.UUIDField(editable=False)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"), null=True)
    loaded_at = models.DateTimeField(_("loaded"), null=True)

    class Meta:
        verbose_name = _("register of schools")
        verbose_name_plural = _("register of schools")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_register_of_schools")]

    def __str__(self):
        return f"{self.source} ({self.as_of})"


class School(models.Model):
    """A school and where it is: the limit of its property or of its space, or a point where no more is known."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("public school")
        PRIVATE = "private", _("private school")
        FEDERAL = "federal", _("federally funded First Nation school")

    number = models.CharField(_("number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of school"), max_length=7, choices=Kind)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    main_occupant = models.BooleanField(_("main or only occupant of its building"), default=True)
    on_reserve = models.BooleanField(_("on a First Nations reserve"), default=False)
    online_only = models.BooleanField(_("teaches only online"), default=False)
    geometry = models.BinaryField(null=True)  # WKB, degrees; none where it only teaches online
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(geometry__isnull=False) | Q(online_only=True), name="a_school_is_somewhere"
            )
        ]
        indexes = [models.Index(fields=["municipality"], name="schools_by_municipality")]
        triggers = [
            pgtrigger.Trigger(
                name="another_version",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ANOTHER_VERSION,
            )
        ]

    def __str__(self):
        return self.name

    @property
    def shape(self):
        """In degrees of longitude and latitude; None where it has no place."""
        return shapely.from_wkb(bytes(self.geometry)) if self.geometry else None


class MunicipalityStance(models.Model):
    """Whether a municipality lets cannabis stores open.  One that said no may say yes later, and never no again."""

    class Stance(models.TextChoices):
        OUT = "out", _("opted out: no cannabis store")
        IN = "in", _("opted in: cannabis stores allowed")

    name = models.CharField(_("municipality"), max_length=100)  # without what kind it is
    kind = models.CharField(_("kind of municipality"), max_length=40)  # Town, Township, County...
    stance = models.CharField(_("decision"), max_length=3, choices=Stance)
    since = models.DateField(_("date of the resolution"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    listed_on = models.DateField(_("as of"))

    class Meta:
        verbose_name = _("municipality’s decision on cannabis stores")
        verbose_name_plural = _("municipalities’ decisions on cannabis stores")
        ordering = ["name", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["name", "kind"], name="one_stance_a_municipality"),
            models.CheckConstraint(
                condition=Q(stance="in") | Q(since=None) | Q(since__lte=LAST_NO), name="no_was_said_by_2019"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="yes_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.stance = 'in' AND NEW.stance <> 'in'"),
            ),
            pgtrigger.Protect(name="stances_stay", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.name}, {self.kind}"

    def forbids(self, on: date) -> bool:
        """Was no store allowed there on this day?"""
        if self.stance == self.Stance.OUT:
            return True
        return self.since is not None and on < self.since

    def is_called(self, folded: str) -> bool:
        """Is it written so: « Oakville », “Town of Oakville”, “Oakville, Town of”?  Takes what `fold` gives."""
        name, kind = fold(self.name), fold(self.kind)
        return folded in (name, f"{kind} of {name}", f"{name} {kind} of", f"{name} {kind}")


def stance_of(municipality: str) -> MunicipalityStance | None:
    """What the list says of a municipality, however its name is written; None where it says nothing, which is a yes.

    Where several have the name, the one that said no.
    """
    folded = fold(municipality)
    named = [one for one in MunicipalityStance.objects.order_by("-stance", "kind") if one.is_called(folded)]
    return named[0] if named else None
