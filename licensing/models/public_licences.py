"""The public register: of every licence what anyone may know, in columns made for searching, and nothing else."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from psycopg.types.multirange import DateMultirange
from psycopg.types.range import DateRange

from ..types import REGISTER_TYPES
from .licences import End, Licence


class DateSpans(models.Field):
    """Spans of days, [(first, day after the last or None)]: a datemultirange of PostgreSQL, which joins and sorts."""

    def db_type(self, connection):
        return "datemultirange"

    def from_db_value(self, value, expression, connection):
        return None if value is None else [(span.lower, span.upper) for span in value]

    def get_prep_value(self, value):
        return DateMultirange([DateRange(*span) for span in value or []])


@DateSpans.register_lookup
class Cover(models.Lookup):
    """`spans__cover=day`"""

    lookup_name = "cover"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        spans, params = self.process_lhs(compiler, connection)
        return f"{spans} @> %s::date", (*params, self.rhs)

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]


def ended(on: date) -> Q:
    return Q(ended_on__lt=on)


def over(on: date) -> Q:
    """Past its last day, and no renewal keeps it going."""
    return Q(expires_on__lt=on) & (Q(continues_until=None) | Q(continues_until__lt=on))


class PublicLicenceQuerySet(models.QuerySet):
    def with_standing(self, on: date):
        """`standing_code` as `standing.Standing` says it, computed from the dates: right on any day."""
        return self.annotate(
            standing_code=Case(
                When(ended(on), then=F("ended_as")),
                When(starts_on__gt=on, then=Value("not-yet")),
                When(over(on), then=Value("expired")),
                When(suspensions__cover=on, then=Value("suspended")),
                When(expires_on__lt=on, then=Value("continued")),
                default=Value("in-force"),
                output_field=models.CharField(),
            )
        )

    def standing(self, code: str, on: date):
        """Those that stand so on this day; "in-force" takes in those whose renewal is under way."""
        if code in End.values:
            return self.filter(ended(on), ended_as=code)
        found = self.filter(Q(ended_on=None) | Q(ended_on__gte=on))
        if code == "not-yet":
            return found.filter(starts_on__gt=on)
        found = found.filter(starts_on__lte=on)
        if code == "expired":
            return found.filter(over(on))
        found = found.exclude(over(on))
        if code == "suspended":
            return found.filter(suspensions__cover=on)
        if code == "continued":
            found = found.filter(expires_on__lt=on)
        return found.exclude(suspensions__cover=on)


class PublicLicence(models.Model):
    """One licence as anyone may see it.  Only `licensing.publishing` writes here."""

    licence = models.OneToOneField(Licence, models.CASCADE, primary_key=True, related_name="published")
    number = models.CharField(_("licence number"), max_length=16, unique=True)
    compact = models.CharField(max_length=16, db_index=True, db_collation="C")  # the number, folded, without spaces
    type_code = models.CharField(_("licence type"), max_length=30)
    holder = models.CharField(_("licence holder"), max_length=200)
    premises = models.CharField(_("name of the premises"), max_length=200, blank=True)
    street = models.CharField(_("number and street"), max_length=200, blank=True)  # of a business, never of a home
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    place = models.CharField(max_length=100, db_collation="C")  # the municipality, folded, however it is written
    at = models.CharField(max_length=320, blank=True, db_collation="C")  # place and street, folded; "" without one
    issued_on = models.DateField(_("issued on"))
    starts_on = models.DateField(_("valid from"))
    expires_on = models.DateField(_("valid until"), null=True)
    continues_until = models.DateField(null=True)  # a renewal asked for in time keeps it going to the end of this day
    ended_on = models.DateField(_("last day, where it ended otherwise"), null=True)
    ended_as = models.CharField(_("how it ended"), max_length=11, choices=End, blank=True)
    suspensions = DateSpans(_("suspended"), default=list)
    opens_on = models.DateField(_("authorized to open on"), null=True)
    replaced_by = models.CharField(_("replaced by"), max_length=16, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=0)  # 0: only the earlier system decided about it
    facts = models.JSONField(_("public facts"), default=dict)  # {"fr": [[question, answer]], "en": …}
    conditions = models.JSONField(_("conditions"), default=dict)  # {"fr": [text], "en": [text]}
    sort_key = models.CharField(max_length=300, db_collation="C")  # the holder, folded: É stands with E
    premises_key = models.CharField(max_length=300, blank=True, db_collation="C")
    # the database makes of these two a column of its own, `words`, with the French and English stems beside them
    names = models.TextField(blank=True)  # the words of all its names
    around = models.TextField(blank=True)  # those of its street and municipality, in both languages
    change = models.BigIntegerField(unique=True)  # the later of two changes has the higher number
    changed_at = models.DateTimeField(_("changed"), db_default=Now())

    objects = PublicLicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("published licence")
        verbose_name_plural = _("published licences")
        ordering = ["sort_key", "licence_id"]
        indexes = [
            models.Index(fields=["sort_key", "licence"], name="published_in_order"),
            models.Index(fields=["premises_key"], name="published_premises"),
            models.Index(fields=["place", "sort_key", "licence"], name="published_by_place"),
            models.Index(fields=["type_code", "sort_key", "licence"], name="published_by_type"),
            models.Index(fields=["type_code", "place", "sort_key", "licence"], name="published_by_type_and_place"),
            models.Index(fields=["expires_on", "licence"], condition=Q(ended_as=""), name="published_by_last_day"),
            models.Index(fields=["ended_as", "sort_key"], condition=~Q(ended_as=""), name="published_ended"),
            models.Index(fields=["sort_key", "licence"], condition=~Q(suspensions=[]), name="published_suspended"),
            models.Index(fields=["starts_on", "licence"], name="published_by_first_day"),
            models.Index(fields=["at"], condition=~Q(at=""), name="published_at_address"),
            models.Index(fields=["place", "change"], name="published_changes_of_place"),
        ]

    def __str__(self):
        return self.number

    @property
    def type(self):
        return REGISTER_TYPES[self.type_code]


class RegisterWord(models.Model):
    """A word that the register knows: what a mistyped word is compared with."""

    word = models.CharField(max_length=60, primary_key=True, db_collation="C")
    forms = ArrayField(models.CharField(max_length=60, db_collation="C"), default=list)  # it, and it without a letter
    licences = models.IntegerField(
        default=0, db_default=0
    )  # that have it; after an upgrade fewer, until all are counted

    class Meta:
        verbose_name = _("word of the register")
        verbose_name_plural = _("words of the register")
        indexes = [GinIndex(fields=["forms"], name="register_words_alike")]

    def __str__(self):
        return self.word
