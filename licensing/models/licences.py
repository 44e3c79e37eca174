"""What was issued.  Public facts are columns here; nothing searches inside JSON."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import Organization, Right
from icajo.compact import Compact, parts_of
from icajo.journey import Journey
from icajo.models import StoredFile

from ..types import REGISTER_TYPES
from .applications import Application, Round
from .conflicts import apart_from_holders


class LicenceQuerySet(models.QuerySet):
    def of(self, user):
        """The licences of this person's organizations, and those they asked for as an agent."""
        asked_for = Q(application__created_by_id=user.pk, application__by_agent=True)
        return self.filter(
            Q(organization__in=Organization.objects.of(user))
            | (asked_for & Q(organization__in=Organization.objects.of_agent(user)))
        )

    def reported_by(self, user):
        """The licences about which this person sends reports."""
        return self.filter(organization__in=Organization.objects.of(user, Right.REPORTS))

    def visible_to(self, user):
        """All of them for staff, but those they stood aside from; their own for anybody else."""
        sees_all = user.is_staff and user.has_perm("licensing.view_licence")
        return self.filter(apart_from_holders(user)) if sees_all else self.of(user)

    def in_force(self, on):
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=on), starts_on__lte=on)


class Premises(models.Model):
    """A place where a licence is used."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="premises", verbose_name=_("organization")
    )
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    city = models.CharField(_("municipality or First Nation"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    external_number = models.CharField(
        _("number in the earlier system"), max_length=40, unique=True, null=True, blank=True
    )

    class Meta:
        verbose_name = _("premises")
        verbose_name_plural = _("premises")

    def __str__(self):
        return f"{self.name}, {self.city}"


class End(models.TextChoices):
    """How a licence ends before its last day; to expire is no end of these, it is computed from the date."""

    REVOKED = "revoked", _("Revoked")
    SURRENDERED = "surrendered", _("Surrendered")
    TRANSFERRED = "transferred", _("Transferred")


class Licence(models.Model):
    # neither for a licence that comes from the earlier system
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="licence", verbose_name=_("application")
    )
    round = models.OneToOneField(Round, models.PROTECT, null=True, related_name="+", verbose_name=_("round"))
    external_number = models.CharField(
        _("number in the earlier system"), max_length=40, unique=True, null=True, blank=True
    )
    premises = models.ForeignKey(
        "Premises", models.PROTECT, null=True, blank=True, related_name="licences", verbose_name=_("premises")
    )
    number = models.CharField(_("licence number"), max_length=16, unique=True)
    type_code = models.CharField(_("licence type"), max_length=30)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="licences", verbose_name=_("organization")
    )
    holder = models.CharField(_("licence holder"), max_length=200)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    issued_on = models.DateField(_("issued on"))
    starts_on = models.DateField(_("valid from"))
    expires_on = models.DateField(_("valid until"), null=True)
    answers = models.JSONField(_("what is recorded"), default=dict, editable=False)  # as the pages of its type hold it
    ended_on = models.DateField(_("last day, where it ended otherwise"), null=True, blank=True)
    ended_as = models.CharField(_("how it ended"), max_length=11, choices=End, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    opens_on = models.DateField(_("authorized to open on"), null=True, blank=True)  # of a type that opens later
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["holder", "pk"]
        indexes = [
            parts_of(Compact("number"), Compact("external_number"), name="licences_by_part_of_number"),
            models.Index(fields=["expires_on"], condition=Q(ended_as=""), name="licences_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_as="", ended_on=None) | ~Q(ended_as="") & Q(ended_on__isnull=False),
                name="an_end_has_its_day",
            ),
        ]
        triggers = [pgtrigger.Protect(name="licences_stay", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("public_search:licence", args=[self.number])

    @property
    def type(self):
        return REGISTER_TYPES[self.type_code]

    @property
    def journey(self):
        """What is recorded, read by the pages of its type."""
        return Journey(self.type.steps, self.answers)

    @property
    def report_due_on(self):
        """The day by which its next report is to be sent; None where none is."""
        return min((one.due_on for one in self.obligations.all() if one.is_to_send), default=None)

    @property
    def last_version(self):
        """As it was last decided; None for a licence that only the earlier system decided about."""
        return self.versions.order_by("number").last()


class Version(models.Model):
    """A licence as one decision left it, whole, and printable for ever.  Only its certificates come later."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="versions", verbose_name=_("licence"))
    number = models.PositiveSmallIntegerField(_("version"))
    decided_on = models.DateField(_("decided on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="versions", verbose_name=_("application")
    )  # none where the registrar decided without being asked
    why = models.CharField(_("why"), max_length=300, blank=True)
    holder = models.CharField(_("licence holder"), max_length=200)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    starts_on = models.DateField(_("valid from"))
    expires_on = models.DateField(_("valid until"), null=True)
    opens_on = models.DateField(_("authorized to open on"), null=True)
    answers = models.JSONField(_("what is recorded"))
    facts = models.JSONField(_("public facts"))  # {"fr": [[question, answer]], "en": …}
    conditions = models.JSONField(_("conditions"))  # {"fr": [text], "en": [text]}
    certificate_fr = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("certificate (French)")
    )
    certificate_en = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("certificate (English)")
    )

    class Meta:
        verbose_name = _("version of a licence")
        verbose_name_plural = _("versions of licences")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["licence", "number"], name="one_version_a_number")]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(application=None) & (Q(certificate_fr=None) | Q(certificate_en=None)),
                name="versions_to_print",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="versions_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="versions_are_written_once", exclude=["certificate_fr", "certificate_en"]),
        ]

    def __str__(self):
        return f"{self.licence_id} – {self.number}"

    @property
    def certificate(self):
        """The certificate in the language of the page; None until it is made."""
        return self.certificate_en if get_language() == "en" else self.certificate_fr


class Happening(models.Model):
    """What became of a licence, and who decided it.  Written once."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="happenings", verbose_name=_("licence"))
    verb = models.CharField(_("what"), max_length=20)
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("event of a licence")
        verbose_name_plural = _("events of licences")
        ordering = ["pk"]
        # an expiry is recorded once, however often the clock goes round
        constraints = [
            models.UniqueConstraint(
                fields=["licence", "on"], condition=Q(verb="expired"), name="an_expiry_is_recorded_once"
            )
        ]
        triggers = [pgtrigger.Protect(name="happenings_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.verb


class Condition(models.Model):
    """A condition on a licence as it stands, in both languages."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="conditions", verbose_name=_("licence"))
    text_fr = models.TextField(_("condition (French)"))
    text_en = models.TextField(_("condition (English)"))
    position = models.PositiveSmallIntegerField(_("position"))
    until = models.DateField(_("last day"), null=True, blank=True)  # of one that ends before the licence does

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["position"]

    def __str__(self):
        return self.text

    @property
    def text(self):
        return self.text_en if get_language() == "en" else self.text_fr
